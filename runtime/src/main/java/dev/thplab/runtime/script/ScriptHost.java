package dev.thplab.runtime.script;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Runs policies: one script engine and one watchdog for any number of them.
///
/// Call policies from a thread that [#newThread] made. On its stack the statement limit ends every
/// recursion; on an ordinary one the guest sees a stack overflow first, and a policy that recurses
/// in a `finally` block again and again can then not be stopped by anything.
public final class ScriptHost implements AutoCloseable {
  /// Stack on which the default statement limit fires before the stack overflows, with built-ins
  /// between the statements. Only what is used takes memory.
  static final long STACK_BYTES = 256L << 20;

  private final ScriptEngine engine;
  private final Watchdog watchdog;
  private final ThreadLocal<HeldContexts> holds = ThreadLocal.withInitial(HeldContexts::new);

  public ScriptHost() {
    this(_ -> {});
  }

  /// Makes a host that tells, at each look of its watchdog, how long the longest call takes that is
  /// running, in milliseconds; 0 when none is running.
  public ScriptHost(LongConsumer longestCall) {
    this(EngineMode.SANDBOXED, longestCall);
  }

  /// Makes a host as [#ScriptHost(LongConsumer)] does, whose engine has a mode.
  ///
  /// @throws dev.thplab.runtime.InputException if its debugger cannot listen
  public ScriptHost(EngineMode mode, LongConsumer longestCall) {
    engine = new ScriptEngine(mode);
    watchdog = engine.isDebugged() ? Watchdog.asleep() : new Watchdog(longestCall);
  }

  /// Makes a thread that policies may be called from.
  public static Thread newThread(String name, Runnable body) {
    return new Thread(null, body, name, STACK_BYTES);
  }

  /// Loads a policy with the default limits, its own options and the seed 0.
  public ScriptPolicy load(PolicyFile file) {
    return load(file, Limits.DEFAULT, Map.of());
  }

  /// Loads a policy, or throws [PolicyLoadException] with one line on why it cannot be.
  ///
  /// @param options values over the policy's own; each must name an option that the policy exports,
  ///   and be a number, a boolean, or a string that reads as the option's type
  public ScriptPolicy load(PolicyFile file, Limits limits, Map<String, Object> options) {
    return load(file, limits, options, 0);
  }

  /// Loads a policy as [#load(PolicyFile, Limits, Map)] does.
  ///
  /// @param seed of its random numbers, together with its name
  public ScriptPolicy load(PolicyFile file, Limits limits, Map<String, Object> options, long seed) {
    return load(file, new CallWatch(limits), options, seed);
  }

  ScriptPolicy load(PolicyFile file, CallWatch watch, Map<String, Object> options, long seed) {
    return new ScriptPolicy(engine, file, new TreeMap<>(options), watch, seed, holds, watchdog);
  }

  /// Loads the changed text of a policy under the limits and options of the old one. Counts and
  /// failures go on, strikes begin anew, an ejected policy is asked again; what it remembers passes
  /// on when it takes the old one's place ([ScriptPolicy#succeed]).
  ///
  /// The old one stays as it is, for whoever still asks it, until it is closed.
  ///
  /// @throws PolicyLoadException if the new text cannot be loaded
  public ScriptPolicy reload(ScriptPolicy old, PolicyFile changed) {
    return new ScriptPolicy(changed, old);
  }

  public EngineInfo engine() {
    return engine.info();
  }

  /// Closes the engine and with it every policy.
  @Override
  public void close() {
    watchdog.close();
    engine.close();
  }
}
