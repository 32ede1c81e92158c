package dev.thplab.runtime.experiment;

/// Some JavaScript of an experiment that runs as one.
///
/// @param id its name in results
/// @param source the script
/// @param line the line of the file at which the script begins
/// @param timeoutMs how long it may run, in real time
public record Cell(String id, String source, int line, long timeoutMs) implements Experiment.Part {}
