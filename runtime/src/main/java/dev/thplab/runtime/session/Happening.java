package dev.thplab.runtime.session;

import java.util.Map;

/// An event of a machine that stops were waiting for.
///
/// @param event its kind
/// @param text where, for people
/// @param facts what conditions see, by name
record Happening(StopEvent event, String text, Map<String, Object> facts) {}
