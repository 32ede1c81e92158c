package dev.thplab.runtime.policytest;

/// How tests are run.
///
/// @param filter text that the name of a test must contain; empty runs all
/// @param timeoutMs how long one test may run, in real time
/// @param snapshots what becomes of snapshots that differ or are missing
public record TestOptions(String filter, long timeoutMs, SnapshotMode snapshots) {}
