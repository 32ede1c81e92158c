package dev.thplab.runtime.script;

import dev.thplab.runtime.Resources;
import dev.thplab.sim.policy.MachineView;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Cgroups;
import java.io.IOException;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// One guest context with one policy loaded into it. A broken limit kills it; the policy's text can
/// be loaded again.
final class ScriptContext {
  static final String MODULE = "application/javascript+module";

  private static final byte[] THP = Resources.bytes(ScriptContext.class, "thp.js");

  private final Context context;
  private final Value dispatch;
  private final Value bindMachine;
  private final Value bindCgroups;
  private final GuestMemory guestMemory;
  private MachineView boundMachine;
  private int cgroupChangesBound;
  private PolicyMemory boundMemory;

  /// What the policy calls itself, or the file's stem.
  final String policyName;

  final Contract contract;

  /// Where the policy's function begins, as `file:line`.
  final String location;

  final ScriptHooks hooks;

  /// Whether an answer holds until the next tick.
  final boolean precomputed;

  ScriptContext(
      Context context,
      Value dispatch,
      ScriptHooks hooks,
      boolean precomputed,
      GuestSide guest,
      String policyName,
      Contract contract,
      String location) {
    this.context = context;
    this.dispatch = dispatch;
    this.hooks = hooks;
    this.precomputed = precomputed;
    bindMachine = guest.query().getMember("bindMachine");
    bindCgroups = guest.kernel().getMember("bindCgroups");
    guestMemory = guest.memory();
    this.policyName = policyName;
    this.contract = contract;
    this.location = location;
  }

  /// Makes a context and loads the policy into it, under the limits of one call; what it declares
  /// is taken down in `memory`.
  static ScriptContext open(
      ScriptEngine engine,
      PolicyFile file,
      Map<String, Object> overrides,
      QueryView view,
      PolicyMemory memory,
      CallWatch watch) {
    ModuleFiles files = new ModuleFiles(THP);
    Context context =
        engine.context(files, watch.limits.statements(), source -> !source.isInternal());
    watch.watch(context);
    boolean loaded = false;
    try {
      GuestSide guest = GuestSide.evaluate(context, view, file);
      ScriptContext script =
          new PolicyLoader(context, guest, file, engine.source(file), files, watch)
              .load(overrides, memory);
      watch.retention.of(script.dispatch, memory);
      loaded = true;
      return script;
    } finally {
      if (!loaded) {
        discard(context);
      }
    }
  }

  /// Shows the policy the memory and counters of `machine`, which may be null, and lets it remember
  /// in `memory`, from now on.
  void bind(MachineView machine, PolicyMemory memory) {
    if (machine != boundMachine
        || (machine != null && machine.cgroups().nrChanges() != cgroupChangesBound)) {
      boundMachine = machine;
      if (machine == null) {
        bindMachine.executeVoid(null, null, null, null);
        bindCgroups.executeVoid(null, null, null, null);
      } else {
        bind(machine);
      }
    }
    if (memory != boundMemory) {
      boundMemory = memory;
      guestMemory.bind(memory);
    }
  }

  private void bind(MachineView machine) {
    Cgroups cgroups = machine.cgroups();
    cgroupChangesBound = cgroups.nrChanges();
    bindMachine.executeVoid(
        machine.freeBlocks(), machine.events(), machine.mthp(), cgroups.liveAnonPages());
    String[] names = new String[cgroups.lastId() + 1];
    for (Cgroup cgroup : cgroups.all()) {
      names[cgroup.id()] = cgroup.name();
    }
    bindCgroups.executeVoid(
        cgroups.liveParents(), cgroups.liveProcesses(), cgroups.liveAnonPages(), names);
  }

  /// Asks the policy the question in the view; its answer is in the view afterwards.
  void call() {
    context.resetLimits();
    dispatch.executeVoid();
  }

  /// Tells the policy of something beside questions.
  void call(ScriptHooks.Hook hook, Object... arguments) {
    context.resetLimits();
    hook.call().executeVoid(arguments);
  }

  void enter() {
    context.enter();
  }

  void leave() {
    context.leave();
  }

  void close() {
    discard(context);
  }

  /// Closes a context, whatever state it is in.
  static void discard(Context context) {
    try {
      context.close(true);
    } catch (PolyglotException e) {
      // A context that died of a broken limit says so once more when it is closed.
      if (!e.isCancelled() && !e.isResourceExhausted()) {
        throw e;
      }
    }
  }

  /// Makes a source that statement limits and stack traces leave out.
  static Source internal(String name, String text, boolean module) {
    Source.Builder builder = Source.newBuilder("js", text, "thplab:" + name).internal(true);
    return build(module ? builder.mimeType(MODULE) : builder);
  }

  static Source build(Source.Builder builder) {
    try {
      return builder.build();
    } catch (IOException e) {
      throw new IllegalStateException("a source made of text reads no file", e);
    }
  }
}
