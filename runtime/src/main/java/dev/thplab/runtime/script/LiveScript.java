package dev.thplab.runtime.script;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.policy.MachineView;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;

/// The text of one policy in a guest context, called under limits. A broken limit kills the context
/// and nothing else: [#open] makes another one from the same text.
final class LiveScript {
  private final ScriptEngine engine;
  private final Map<String, Object> options;
  private final ThreadLocal<HeldContexts> holds;
  private final Watchdog watchdog;
  private final CallWatch watch;
  private final PolicyMemory declarations;

  final PolicyFile file;

  /// The question of the next call, and the answer of the last one.
  final QueryView view = new QueryView();

  final String policyName;
  final Contract contract;

  /// Where the policy's function begins, as `file:line`.
  final String location;

  private ScriptContext context;

  /// Loads `file`; what it declares is taken down in `declarations`, at this load and all later
  /// ones.
  ///
  /// @throws PolicyLoadException if it cannot be loaded
  LiveScript(
      ScriptEngine engine,
      PolicyFile file,
      Map<String, Object> options,
      CallWatch watch,
      ThreadLocal<HeldContexts> holds,
      Watchdog watchdog,
      PolicyMemory declarations) {
    this.engine = engine;
    this.file = file;
    this.options = options;
    this.watch = watch;
    this.holds = holds;
    this.watchdog = watchdog;
    this.declarations = declarations;
    open();
    policyName = context.policyName;
    contract = context.contract;
    location = context.location;
  }

  /// Loads a changed text of the policy under the same limits and options.
  LiveScript successor(PolicyFile changed, PolicyMemory newDeclarations) {
    return new LiveScript(
        engine, changed, options, new CallWatch(watch.limits), holds, watchdog, newDeclarations);
  }

  Limits limits() {
    return watch.limits;
  }

  boolean isOpen() {
    return context != null;
  }

  /// Loads the text into a new context.
  ///
  /// @throws PolicyLoadException if it cannot be loaded
  /// @throws InputException if a debugger hung up meanwhile
  void open() {
    watchdog.add(watch);
    try {
      context = ScriptContext.open(engine, file, options, view, declarations, watch);
    } catch (PolyglotException e) {
      if (!engine.isDebugged() || !e.isInternalError()) {
        throw e;
      }
      throw new InputException(
          file.name()
              + ": not loaded: the debugger has hung up: "
              + Texts.oneLine(e.getMessage(), 100),
          e);
    } finally {
      if (context == null) {
        watchdog.remove(watch);
      }
    }
  }

  /// Lets go of the context.
  void close() {
    watchdog.remove(watch);
    discard();
  }

  private void discard() {
    if (context != null) {
      holds.get().leaveAll();
      context.close();
      context = null;
    }
  }

  /// Keeps the calling thread inside the context until the hold ends.
  ScriptPolicy.Hold hold() {
    ScriptContext entered = context;
    if (entered == null) {
      return () -> {};
    }
    holds.get().enter(entered);
    return () -> holds.get().leave(entered);
  }

  /// What the policy has for a moment beside questions, or null.
  ScriptHooks.Hook hook(HookPoint point) {
    return context.hooks.at(point);
  }

  /// Simulated nanoseconds between two ticks; 0 when the policy has none.
  long tickPeriodNs() {
    return context.hooks.tickPeriodNs;
  }

  /// Asks the question in the view on `machine`, which may be null; returns null when it was
  /// answered.
  PolicyFailure ask(MachineView machine, PolicyMemory memory) {
    if (!context.precomputed) {
      return call(machine, memory);
    }
    if (memory.kept.recall(view, context)) {
      return null;
    }
    PolicyFailure failure = call(machine, memory);
    if (failure == null) {
      memory.kept.keep(view);
    }
    return failure;
  }

  private PolicyFailure call(MachineView machine, PolicyMemory memory) {
    watch.enter();
    try {
      context.bind(machine, memory);
      context.call();
    } catch (PolyglotException e) {
      return failed(e, memory);
    } catch (OutOfMemoryError _) {
      return usedUpHeap(memory);
    } finally {
      watch.leave();
    }
    if (view.answer() == QueryView.BAD) {
      return new PolicyFailure.BadAnswer(
          policyName, location, Texts.oneLine(view.badAnswer[0], 100), contract.manual().want());
    }
    return null;
  }

  /// Calls a hook; returns null when it went well.
  PolicyFailure tell(
      ScriptHooks.Hook hook, MachineView machine, PolicyMemory memory, Object... arguments) {
    watch.enter();
    try {
      context.bind(machine, memory);
      context.call(hook, arguments);
      return null;
    } catch (PolyglotException e) {
      return new PolicyFailure.InHook(hook.name(), failed(e, memory));
    } catch (OutOfMemoryError _) {
      return new PolicyFailure.InHook(hook.name(), usedUpHeap(memory));
    } finally {
      watch.leave();
    }
  }

  private PolicyFailure failed(PolyglotException e, PolicyMemory memory) {
    String where = GuestError.location(e, file, location);
    CallWatch.Verdict verdict = watch.verdict();
    if (verdict != null || e.isCancelled() || e.isResourceExhausted() || e.isInternalError()) {
      discard();
      memory.repair();
    }
    if (verdict == null) {
      return Failures.ended(policyName, where, watch.limits, e);
    }
    boolean isOfOneCall = verdict.limit() != CallWatch.Limit.RETAINED;
    return Failures.stalled(policyName, isOfOneCall ? where : location, watch.limits, verdict);
  }

  /// The engine ran out of heap on its way out of the guest, where it makes Java text of what a
  /// policy threw, however long that is.
  private PolicyFailure usedUpHeap(PolicyMemory memory) {
    discard();
    memory.repair();
    return Failures.usedUpHeap(policyName, location, watch.limits);
  }
}
