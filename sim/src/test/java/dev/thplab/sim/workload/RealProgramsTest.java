package dev.thplab.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.stats.VmEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays recorded programs under other settings and compares with the faults that a real 6.18
/// kernel took on the same programs (scripts/traces/real-thp.jsonl).
class RealProgramsTest {
  private static final Path TRACES = Path.of("..", "scripts", "traces");
  private static final Pattern ROW =
      Pattern.compile(
          "\\{\"program\":\"(\\w+)\",\"setting\":\"(\\w+)\",\"rep\":\\d+,\"faults\":(\\d+)}");

  /// How far outside the range of the real runs a prediction may lie, in parts of the nearer end.
  private static final double TOLERANCE = 0.003;

  record RealRun(String program, String setting, long min, long max) {
    @Override
    public String toString() {
      return program + " " + setting;
    }
  }

  static Collection<RealRun> realRuns() throws IOException {
    Map<String, RealRun> runs = new TreeMap<>();
    for (String line : Files.readAllLines(TRACES.resolve("real-thp.jsonl"))) {
      Matcher row = ROW.matcher(line);
      assertThat(row.matches()).as(line).isTrue();
      long faults = Long.parseLong(row.group(3));
      RealRun one = new RealRun(row.group(1), row.group(2), faults, faults);
      runs.merge(
          one.toString(),
          one,
          (a, b) ->
              new RealRun(a.program, a.setting, Math.min(a.min, b.min), Math.max(a.max, b.max)));
    }
    return runs.values();
  }

  @ParameterizedTest
  @MethodSource("realRuns")
  void predictsTheFaultsOfTheRealKernel(RealRun real) throws IOException {
    Machine machine = replay(TRACES.resolve(real.program + ".thpt.gz"), real.setting);

    long faults = machine.kernel().counters().get(VmEvent.PGFAULT);
    assertThat((double) faults).isBetween(real.min * (1 - TOLERANCE), real.max * (1 + TOLERANCE));
  }

  static Stream<Path> traces() throws IOException {
    try (Stream<Path> files = Files.list(TRACES)) {
      return files.filter(file -> file.toString().endsWith(".thpt.gz")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void takesEachRecordedFaultWhenHugePagesAreOff(Path file) throws IOException {
    // The traces were recorded with THP disabled, so each recorded fault is one here, but for the
    // reads of address 0 with
    // which a JVM provokes SIGSEGV: those are counted apart.
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", "never");
    Trace trace = Trace.read(file);
    Replay replay = new Replay(machine, trace);

    replay.run(_ -> {});

    assertThat(replay.faultsTaken() + replay.forbiddenAccesses()).isEqualTo(trace.nrFaults());
    assertThat(replay.forbiddenAccesses()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void givesAllMemoryBackAndKeepsItsBooks(Path file) throws IOException {
    for (String setting : new String[] {"never", "always", "mthp64"}) {
      Machine machine = replay(file, setting);

      assertThat(machine.violations()).isEmpty();
      assertThat(machine.kernel().rssPages()).isZero();
    }
  }

  private static Machine replay(Path file, String setting) throws IOException {
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", setting.equals("always") ? "always" : "never");
    machine.thpSysfs().write("defrag", "always");
    if (setting.equals("mthp64")) {
      machine.thpSysfs().write("hugepages-64kB/enabled", "always");
    }
    new Replay(machine, Trace.read(file)).run(_ -> {});
    return machine;
  }
}
