package dev.thplab.runtime.session;

/// A breakpoint of simulated events.
///
/// @param number what the user calls it
/// @param event what kind of event it waits for
/// @param where text of a function of the event's facts; null is any event
record Stop(int number, StopEvent event, String where) {}
