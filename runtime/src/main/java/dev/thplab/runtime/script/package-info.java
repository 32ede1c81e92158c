/// The script sandbox: policies in JavaScript behind [dev.thplab.sim.policy.OrderPolicy].
///
/// Start reading at [ScriptHost#load], then [ScriptPolicy#answer]. A call goes through these
/// layers:
///
/// | layer | file | what it holds off |
/// |---|---|---|
/// | `SandboxPolicy.CONSTRAINED`, host arrays only | [ScriptContext] | Java, files, network |
/// | short list of globals, frozen query, opaque answers | `prelude.js` | clocks, chance, lies |
/// | statement limit, reset before each call | [ScriptContext] | loops and recursion |
/// | watchdog on wall time and allocation | [Watchdog] | built-ins that run or allocate for long |
/// | strikes | [ScriptPolicy] | a policy that fails again and again |
///
/// A policy whose file changes goes on with the new text: [PolicyWatch] sees the change,
/// [HotReload] puts it in force on a machine.
///
/// Only this package uses `org.graalvm.polyglot`.
package dev.thplab.runtime.script;
