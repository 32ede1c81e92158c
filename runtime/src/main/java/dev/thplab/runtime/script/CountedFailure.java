package dev.thplab.runtime.script;

/// A failure and how often its kind came from its place.
///
/// @param first the first one
/// @param count this one included
public record CountedFailure(PolicyFailure first, long count) {}
