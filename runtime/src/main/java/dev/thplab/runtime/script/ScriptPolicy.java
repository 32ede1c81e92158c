package dev.thplab.runtime.script;

import dev.thplab.sim.policy.MachineView;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.task.Cgroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A policy in JavaScript, asked under limits; a call that fails leaves the kernel's own decision
/// in force.
///
/// A broken limit kills the guest context: the policy is loaded again from the same text, and what
/// its module had remembered is lost, but not its [PolicyMemory]. After [Limits#strikes] failed
/// calls it is ejected and asked no more. [ScriptHost#reload] makes the policy of a changed text
/// out of it. Copies of its machine share the script, the counts and the strikes, and remember
/// apart. Not for use by two threads at once.
public final class ScriptPolicy implements OrderPolicy, AutoCloseable {
  /// One call in this many is timed: reading the clock twice costs about half a call.
  private static final int SAMPLE = 64;

  private static final int ROOT_CGROUP = 1;

  private final LiveScript script;
  private final PolicyMemory memory;
  private final CallCounts counts;
  private final FailureLog failures;

  private MachineView machineInUse;
  private long fieldsEverRead;
  private Ejection ejection;
  private int callsToSample = SAMPLE;

  /// Loads `file`; every later load is of the same text.
  ScriptPolicy(
      ScriptEngine engine,
      PolicyFile file,
      Map<String, Object> options,
      CallWatch watch,
      long seed,
      ThreadLocal<HeldContexts> holds,
      Watchdog watchdog) {
    counts = new CallCounts();
    failures = new FailureLog();
    memory = new PolicyMemory(seed);
    script = new LiveScript(engine, file, options, watch, holds, watchdog, memory);
  }

  /// Loads `file`, a changed text of `old`, under the same limits and options: counts go on, and
  /// strikes begin anew.
  ScriptPolicy(PolicyFile file, ScriptPolicy old) {
    counts = old.counts.copy();
    failures = old.failures.withoutStrikes();
    memory = old.memory.blank();
    script = old.script.successor(file, memory);
  }

  @Override
  public boolean isAskedAboutMms() {
    return script.contract.asksAboutMms();
  }

  @Override
  public int answer(PolicyQuery query) {
    return answer(query, memory);
  }

  @Override
  public void attached(long nowNs) {
    tell(HookPoint.ATTACH, memory, nowNs);
  }

  @Override
  public void detached(long nowNs) {
    tell(HookPoint.DETACH, memory, nowNs);
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    tell(HookPoint.FORK, memory, nowNs, parentPid, childPid);
  }

  @Override
  public void exited(int pid, long nowNs) {
    tell(HookPoint.EXIT, memory, nowNs, pid);
  }

  @Override
  public void succeed(OrderPolicy predecessor) {
    memoryOf(predecessor).ifPresent(memory::succeed);
  }

  @Override
  public OrderPolicy copy() {
    return new ScriptPolicyCopy(this, memory.copy());
  }

  /// What a policy remembers, if it is a script.
  static Optional<PolicyMemory> memoryOf(OrderPolicy policy) {
    return switch (policy) {
      case ScriptPolicy script -> Optional.of(script.memory);
      case ScriptPolicyCopy copy -> Optional.of(copy.memory());
      default -> Optional.empty();
    };
  }

  /// The script behind a policy, which may be that of a copied machine, or null.
  public static ScriptPolicy behind(OrderPolicy policy) {
    return switch (policy) {
      case ScriptPolicy script -> script;
      case ScriptPolicyCopy copy -> copy.script();
      default -> null;
    };
  }

  /// Asks the policy with what `memory` holds; a failed call abstains, as an ejected policy does.
  int answer(PolicyQuery query, PolicyMemory memory) {
    if (isReady()) {
      script.view.fill(query);
      machineInUse = query.machine;
      tickIfDue(query.nowNs, memory);
    }
    if (!isReady()) {
      counts.afterEjection++;
      return ABSTAIN;
    }
    counts.callsByType[query.type.ordinal()]++;
    PolicyFailure failure =
        --callsToSample == 0 ? timedCall(memory) : script.ask(machineInUse, memory);
    fieldsEverRead |= script.view.fieldsRead();
    if (failure != null) {
      strike(failure);
      return ABSTAIN;
    }
    int answer = script.view.answer();
    if (answer == QueryView.ABSTAINED) {
      counts.abstained++;
      return ABSTAIN;
    }
    counts.countMask(answer, query.offered);
    return answer;
  }

  /// What the policy calls itself, or its file's name without extension.
  public String name() {
    return script.policyName;
  }

  /// The contract it was written against.
  public String contract() {
    return script.contract.id();
  }

  /// SHA-256 of its file.
  public String hash() {
    return script.file.sha256();
  }

  /// The fields of the question that the last call read, as `vma.size`, in the order of `thp.d.ts`;
  /// empty when it was not asked.
  public List<String> fieldsRead() {
    return QueryFields.names(fieldsReadMask());
  }

  @Override
  public long fieldsReadMask() {
    return ejection == null ? script.view.fieldsRead() : 0;
  }

  /// Names of the fields in a set that [#fieldsReadMask] returned, in the order of `thp.d.ts`.
  public static List<String> fieldNames(long fields) {
    return QueryFields.names(fields);
  }

  /// The fields of the question that any call read.
  public List<String> fieldsEverRead() {
    return QueryFields.names(fieldsEverRead);
  }

  /// The text in force.
  public PolicyFile file() {
    return script.file;
  }

  public PolicyStats stats() {
    return counts.stats(failures.total());
  }

  /// The first failures by kind and place, in the order they came; [PolicyStats#failed] counts them
  /// all.
  public List<CountedFailure> failures() {
    return failures.counted();
  }

  /// Why the policy is asked no more, when it is not.
  public Optional<Ejection> ejected() {
    return Optional.ofNullable(ejection);
  }

  /// Ends what [#hold] began.
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /// Keeps the calling thread inside the policy's context, which saves a quarter of a call's time.
  ///
  /// For the thread that runs the machine, around the whole run; it may hold several policies. The
  /// first context that dies ends every hold of the thread: calls cost their full time from then
  /// on.
  public Hold hold() {
    return script.hold();
  }

  /// Lets go of the guest context. A policy that is asked after that, because a copy of the machine
  /// still has it, loads its text again.
  @Override
  public void close() {
    script.close();
  }

  private PolicyFailure timedCall(PolicyMemory memory) {
    callsToSample = SAMPLE;
    long startNs = System.nanoTime();
    PolicyFailure failure = script.ask(machineInUse, memory);
    counts.sampledNs += System.nanoTime() - startNs;
    counts.sampledCalls++;
    return failure;
  }

  /// Whether it can be called; loads it again if it was closed.
  private boolean isReady() {
    return ejection == null && (script.isOpen() || openAgain());
  }

  private void tickIfDue(long nowNs, PolicyMemory memory) {
    if (nowNs >= memory.nextTickNs) {
      memory.nextTickNs = nowNs + script.tickPeriodNs();
      memory.kept.forget();
      tick(memory);
    }
  }

  /// A policy that decides ahead is told of each cgroup, parents before children, as a `bpf_iter`
  /// over cgroups would.
  private void tick(PolicyMemory memory) {
    if (!script.contract.decidesAhead()) {
      tell(HookPoint.TICK, memory);
      return;
    }
    if (machineInUse == null) {
      tell(HookPoint.TICK, memory, ROOT_CGROUP);
      return;
    }
    for (Cgroup cgroup : machineInUse.cgroups().all()) {
      tell(HookPoint.TICK, memory, cgroup.id());
    }
  }

  /// Calls what the policy has for a moment beside questions; to fail there is a strike.
  void tell(HookPoint point, PolicyMemory memory, Object... arguments) {
    ScriptHooks.Hook hook = isReady() ? script.hook(point) : null;
    if (hook == null) {
      return;
    }
    PolicyFailure failure = script.tell(hook, machineInUse, memory, arguments);
    if (failure != null) {
      strike(failure);
    }
  }

  private void strike(PolicyFailure failure) {
    failures.add(failure);
    if (failures.strikes() >= script.limits().strikes()) {
      eject(failures.strikes() + " failed calls", failure);
    } else if (failures.stalls() >= script.limits().stalls()) {
      eject(failures.stalls() + " calls over the time or allocation limit", failure);
    } else if (!script.isOpen()) {
      openAgain();
    }
  }

  /// Loads the text once more, in a new context; ejects the policy if that fails.
  private boolean openAgain() {
    try {
      script.open();
      return true;
    } catch (PolicyLoadException e) {
      PolicyFailure failure =
          new PolicyFailure.EngineFault(
              script.policyName, script.location, "cannot be loaded again");
      eject(e.getMessage(), failure);
      return false;
    }
  }

  private void eject(String why, PolicyFailure last) {
    ejection = Ejection.after(why, last);
    close();
  }
}
