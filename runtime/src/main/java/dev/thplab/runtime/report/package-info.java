/// What people read of an experiment: a page and a notebook, made of its file and of the lines of
/// its results, and of nothing else.
package dev.thplab.runtime.report;
