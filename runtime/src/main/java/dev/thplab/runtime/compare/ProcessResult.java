package dev.thplab.runtime.compare;

import java.util.SequencedMap;

/// What one process did in one case.
///
/// @param comm name of the program that ran last
/// @param metrics numbers by the names of [Metrics]
/// @param policyNs wall time spent in the policy on its behalf
public record ProcessResult(
    int pid, String comm, SequencedMap<String, Long> metrics, long policyNs) {}
