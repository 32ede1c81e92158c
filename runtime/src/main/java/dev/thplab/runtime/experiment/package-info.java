/// Experiments: files of prose and cells, which are JavaScript in one session, and their results as
/// JSON Lines.
package dev.thplab.runtime.experiment;
