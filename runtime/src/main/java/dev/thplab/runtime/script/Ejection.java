package dev.thplab.runtime.script;

/// Why a policy is asked no more.
///
/// @param reason one line
/// @param last the failure that was one too many
public record Ejection(String reason, PolicyFailure last) {}
