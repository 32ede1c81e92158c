/// What can be said about numbers that differ from one seed to the next.
package dev.thplab.runtime.statistics;
