/// Experiments that hold one recorded program against several settings.
///
/// | To | look at |
/// |---|---|
/// | say what to compare | [CaseSpec], [Preset], [ComparePlan] |
/// | run it | [CompareRunner], which makes one [CaseRun] a case |
/// | add a number | [Metrics] |
/// | write results | [JsonReport], [JsonLinesReport], [CsvReport] |
package dev.thplab.runtime.compare;
