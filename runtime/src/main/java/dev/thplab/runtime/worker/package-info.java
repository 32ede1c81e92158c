/// Runs what nobody trusts: policy and simulation together in a JVM of their own, which is killed
/// when a call cannot be ended in any other way.
///
/// A worker is told what to do in one line of JSON on its standard input and answers in lines of
/// JSON, one [dev.thplab.runtime.worker.WorkerMessage] each.
package dev.thplab.runtime.worker;
