package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.compare.TinyTrace;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts that mean harm: each is stopped for the right reason, and the machine that it was
/// attached to ends like one that had no policy.
class HostileScriptsTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final List<String> OF_THE_KERNEL = run(null);

  @AfterAll
  static void close() {
    HOST.close();
  }

  static Stream<Path> scripts() {
    return HostileScripts.all().stream()
        .filter(script -> !HostileScripts.expectation(script).equals("worker-limit"));
  }

  @Test
  void thereAreManyOfThem() {
    assertThat(HostileScripts.all()).hasSizeGreaterThanOrEqualTo(290);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void isContained(Path script) throws InterruptedException {
    Policies.onGuestStack(() -> contain(script));
  }

  private static void contain(Path script) {
    String expectation = HostileScripts.expectation(script);
    PolicyFile file = PolicyFile.read(script);
    Limits limits = HostileScripts.limits(expectation);
    if (expectation.equals("refused")) {
      assertThatThrownBy(() -> HOST.load(file, limits, Map.of()))
          .isInstanceOf(PolicyLoadException.class)
          .hasMessageStartingWith(file.name());
      return;
    }
    try (ScriptPolicy policy = HOST.load(file, limits, Map.of())) {
      assertThat(run(policy)).isEqualTo(OF_THE_KERNEL);
      if (expectation.equals("none")) {
        assertThat(policy.failures()).isEmpty();
        assertThat(policy.stats().calls()).isPositive();
        return;
      }
      assertThat(policy.failures())
          .isNotEmpty()
          .allSatisfy(counted ->
              assertThat(HostileScripts.isExpected(expectation, counted.first()))
                  .as(counted.first().message())
                  .isTrue());
      assertThat(policy.ejected()).isPresent();
    }
  }

  /// Runs the program and returns every counter of the machine.
  private static List<String> run(ScriptPolicy policy) {
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", "always");
    if (policy != null) {
      machine.attach(policy);
    }
    try {
      byte[] program = TinyTrace.TEXT.getBytes(StandardCharsets.UTF_8);
      new Replay(machine, Trace.read("tiny", new ByteArrayInputStream(program))).run(_ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(machine.violations()).isEmpty();
    List<String> counters = new ArrayList<>();
    machine.kernel().counters().forEach(true, (name, value) -> counters.add(name + " " + value));
    return counters;
  }
}
