/// Scenarios: short programs of memory operations in the format `thp-oracle/1`, run on a simulated
/// machine and compared with what a real kernel did.
///
/// Read a file with [dev.thplab.runtime.scenario.ScenarioFile], run what is in it with
/// [dev.thplab.runtime.scenario.ScenarioRunner], turn what came of it into JSON with
/// [dev.thplab.runtime.scenario.ResultJson] and compare that with a kernel's result in
/// [dev.thplab.runtime.scenario.ScenarioCheck].
///
/// The rules of the record are in three places: [dev.thplab.runtime.scenario.FaultEvents] folds
/// like faults, [dev.thplab.runtime.scenario.MemoryDump] reads VMAs as smaps and pagemap show them,
/// [dev.thplab.runtime.scenario.PageRuns] divides their pages into runs.
package dev.thplab.runtime.scenario;
