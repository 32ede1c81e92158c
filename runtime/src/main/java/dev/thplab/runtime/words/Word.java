package dev.thplab.runtime.words;

/// A word of a line.
///
/// @param text without its quotes
/// @param isQuoted whether some of it was quoted: it is no pattern then
record Word(String text, boolean isQuoted) {}
