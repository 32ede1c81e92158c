package dev.thplab.runtime.script;

/// A revision of the policy interface: which function a policy exports, what it is given and what
/// its answers mean.
///
/// The meaning is in the adapter, a script that is given the policy's function and makes of it a
/// `dispatch` without arguments; the host needs to know nothing else. A new contract is one adapter
/// and one line in [Contracts].
///
/// @param id what a policy writes: `export const contract = "lab/1"`
/// @param function name of the export that the fault path calls
/// @param adapter resource beside this class
/// @param want the answers it takes, for messages
record Contract(String id, String function, String adapter, String want) {}
