package dev.thplab.runtime.check;

/// One habit of a policy that is probably a mistake.
///
/// @param rule its short name, as `unreachable`
/// @param location where in the policy, as `file:line`, or the file alone
/// @param message what was seen
/// @param fix what to do about it
public record Finding(String rule, String location, String message, String fix) {}
