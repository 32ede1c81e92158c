package dev.thplab.runtime.words;

/// Where the output of a line goes.
///
/// @param path as it was typed
/// @param append whether it goes to the end of the file
record Redirect(String path, boolean append) {}
