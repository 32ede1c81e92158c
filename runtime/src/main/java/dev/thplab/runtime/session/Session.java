package dev.thplab.runtime.session;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.words.ShellOutput;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.MachineState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The systems of one interactive session, and the calls that act on them.
///
/// A call names a method, a world and arguments; the answer is `{"value": ...}` or `{"error":
/// {"message": ..., "code": ...}}`, all as JSON. One thread calls; any thread may [#interrupt].
public final class Session implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Calls that make a machine go.
  private static final List<String> GOING = List.of("touch", "run", "step");

  private final Map<String, Call> calls = new TreeMap<>();
  private final List<World> worlds = new ArrayList<>();
  private final Interrupt interrupt = new Interrupt();
  private final Marks marks = new Marks();
  private final FileCalls files;
  private final PolicyNotices notices;
  private final PolicyTexts policies;
  private final HostPaths paths;
  private final Observer observer;
  private final SnapshotCalls snapshots;
  private final Branches branches;

  /// Starts a session with one freshly booted machine, the world 0. `listener` is told of policies
  /// that fail or change, one line each.
  public Session(Consumer<String> listener) {
    this(listener, null, Path.of(""), 0, "{}");
  }

  /// Starts the session of an experiment.
  ///
  /// @param listener is told of policies that fail or change, one line each
  /// @param recorder hears what the script finds out; null if nobody does, so that an expectation
  ///   that fails is an error
  /// @param directory where relative paths begin
  /// @param seed that of generated programs, and the first of comparisons that name none
  /// @param machineJson the options of the world 0 as a JSON object, those of `machine()`
  /// @throws SessionException if there is no such machine
  public Session(
      Consumer<String> listener, Recorder recorder, Path directory, long seed, String machineJson) {
    notices = new PolicyNotices(listener);
    paths = new HostPaths(directory);
    policies = new PolicyTexts(worlds, paths, notices);
    files = new FileCalls(interrupt, notices);
    observer = new Observer(listener);
    JsonNode options = JSON.createArrayNode().add(JSON.readTree(machineJson));
    worlds.add(new World(MachineOptions.boot(new Arguments("machine", options), 0)));
    new ProcessCalls().addTo(calls);
    new MemoryCalls(interrupt, observer).addTo(calls);
    files.addTo(calls);
    new TimeCalls(interrupt, notices, observer, paths, seed).addTo(calls);
    snapshots = new SnapshotCalls(policies::follow);
    snapshots.addTo(calls);
    new LookCalls().addTo(calls);
    new HeatCalls().addTo(calls);
    new StopCalls(observer).addTo(calls);
    branches = new Branches(policies::follow);
    branches.addTo(calls);
    new PolicyCalls(policies).addTo(calls);
    new PartingCalls(policies, branches, interrupt).addTo(calls);
    policies.addTo(calls);
    new CompareCalls(interrupt, notices, recorder, paths, seed).addTo(calls);
    new ReplayCalls(policies, paths, interrupt, notices).addTo(calls);
    new RecordCalls(recorder).addTo(calls);
    new WhyCalls().addTo(calls);
    new AskCalls(policies).addTo(calls);
    calls.put("machine", (_, arguments) -> add(new World(MachineOptions.boot(arguments, 0))));
    calls.put("fork", (world, _) -> add(world.copy()));
  }

  /// Does what a script asks and returns the answer.
  public String call(String method, int world, String argumentsJson) {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      Call call = calls.get(method);
      if (call == null) {
        throw new SessionException(
            "no call " + method + NearestName.question(method, calls.keySet()));
      }
      if (observer.hasEndedLine() && GOING.contains(method)) {
        throw new SessionException("stopped");
      }
      JsonNode arguments = JSON.readTree(argumentsJson);
      observer.begin(worlds.get(world));
      answer.put("value", call.run(worlds.get(world), new Arguments(method, arguments)));
      observer.stops(worlds.get(world));
      notices.look(worlds.get(world));
    } catch (SessionException e) {
      answer.put("error", error(e.getMessage(), e.code()));
    } catch (InputException e) {
      answer.put("error", error(e.getMessage(), null));
    }
    return JSON.writeValueAsString(answer);
  }

  /// Runs a line in the words of a Unix shell on world 0.
  ///
  /// @param columns width of the screen that the output may go to, 0 for none
  /// @param delivery brings what each pipeline came to where it goes; returns whether it could
  /// @return the line without what only a person at a terminal wants
  /// @throws SessionException if it cannot be run or was interrupted
  public String shell(String line, int columns, Predicate<ShellOutput> delivery) {
    return files.run(worlds.getFirst(), line, columns, delivery);
  }

  private static Map<String, Object> error(String message, String code) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("code", code);
    return error;
  }

  private int add(World world) {
    worlds.add(world);
    return worlds.size() - 1;
  }

  /// Begins a line: notes the state of world 0, for [#back] and [#hasChanged]. A line that is not
  /// replayed first puts the policies in force whose files have changed. With `stopEndsLine`
  /// nothing goes on behind a stop, however the line loops.
  public void begin(boolean isReplayed, boolean stopEndsLine) {
    marks.add(worlds.getFirst());
    policies.beginLine();
    observer.beginLine(stopEndsLine);
    if (!isReplayed) {
      policies.reload();
    }
  }

  /// Puts the policies in force whose files have changed.
  public void reload() {
    policies.reload();
  }

  /// Whether a stop ended the line.
  public boolean wasStopped() {
    return observer.hasEndedLine();
  }

  /// Whether world 0 is not as it was when the line began.
  public boolean hasChanged() {
    MachineState before = MachineState.of(marks.last().machine());
    return !before.diff(state()).isEmpty();
  }

  /// What can be seen of world 0's machine.
  public MachineState state() {
    return MachineState.of(worlds.getFirst().machine());
  }

  /// What a script must say before the line to find what the line found outside the session: the
  /// texts of policies.
  public String notes() {
    return policies.notes();
  }

  /// Puts world 0 into the state before the last `lines` marked lines.
  ///
  /// @throws SessionException if fewer were marked
  public void back(int lines) {
    marks.back(worlds.getFirst(), lines);
    policies.follow(worlds.getFirst());
  }

  /// Puts world 0 into the state before the line that is running.
  public void undoLine() {
    back(1);
    marks.add(worlds.getFirst());
  }

  /// Makes the call that is running, or the next one, stop at its next step, in a consistent state.
  public void interrupt() {
    interrupt.set();
  }

  /// Whether the line was stopped by [#interrupt].
  public boolean wasInterrupted() {
    return interrupt.wasTaken();
  }

  /// Forgets an interrupt that came too late.
  public void clearInterrupt() {
    interrupt.clear();
  }

  /// Says who evaluates what stops wait for.
  public void setConditions(Conditions conditions) {
    observer.setConditions(conditions);
  }

  /// The counters of world 0 by name.
  public Map<String, Long> counters() {
    Map<String, Long> values = new LinkedHashMap<>();
    worlds.getFirst().machine().kernel().counters().forEach(true, values::put);
    return values;
  }

  /// The names in a directory of world 0's files, those of directories with a slash; none if it
  /// cannot be listed.
  public List<String> names(String directory) {
    return files.names(worlds.getFirst(), directory);
  }

  /// The files of this computer that scripts named.
  public Set<Path> namedFiles() {
    return paths.named();
  }

  /// The names of kept states.
  public Set<String> snapshots() {
    return snapshots.names();
  }

  /// The names of the branches that can be switched to.
  public Set<String> branches() {
    return branches.names();
  }

  /// What stops can wait for.
  public static List<String> stopEvents() {
    return StopEvent.labels();
  }

  /// What world 0 is made of: memory, kernel, core and costs.
  public Map<String, Object> machine() {
    MachineConfig config = worlds.getFirst().machine().config();
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("memory_bytes", config.memoryBytes());
    machine.put("kernel_profile", config.kernelProfile().label());
    machine.put("cpu", config.cpu().name());
    machine.put("cost_model", config.cost().name());
    return machine;
  }

  /// Simulated time of world 0.
  public long nowNs() {
    return worlds.getFirst().machine().clock().nowNs();
  }

  /// Closes the policies.
  @Override
  public void close() {
    policies.close();
  }
}
