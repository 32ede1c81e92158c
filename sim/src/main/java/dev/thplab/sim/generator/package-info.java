/// Workloads that are made, not recorded: streams of events by name, parameters and seed.
package dev.thplab.sim.generator;
