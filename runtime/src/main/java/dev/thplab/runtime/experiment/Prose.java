package dev.thplab.runtime.experiment;

/// What an experiment says between its cells.
///
/// @param text Markdown
public record Prose(String text) implements Experiment.Part {}
