/// An interactive system: a simulated machine with its processes, workloads, policies and saved
/// states, driven by named calls whose arguments and results are JSON.
///
/// The objects that a script sees (`session.js`) are thin: each method is one call. Nothing here
/// knows of the engine that runs them; policies are loaded through [dev.thplab.runtime.script].
package dev.thplab.runtime.session;
