package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.InvariantCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Needs the real thing: root on Linux with huge pages of several sizes. The simulated machine does
/// what 6.18 does, so others are not asked.
final class LiveKernelTest {
  private static final Path ENABLED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static LiveKernel open() throws IOException {
    String reason = LiveKernel.whyNot();
    if (reason == null && !Files.readString(Path.of("/proc/version")).contains("version 6.18.")) {
      reason = "this kernel is not a 6.18";
    }
    skipBecause(reason);
    try {
      return LiveKernel.open();
    } catch (LiveKernelException e) {
      skipBecause(e.getMessage());
      throw e;
    }
  }

  private static void skipBecause(String reason) {
    if (reason != null) {
      System.out.println("LiveKernelTest is skipped: " + reason);
    }
    Assumptions.assumeTrue(reason == null, reason);
  }

  @Test
  void agreesWithTheSimulatedMachineAndRestoresAllSettings() throws IOException {
    Set<FuzzKind> kinds = EnumSet.allOf(FuzzKind.class);
    List<String> found = new ArrayList<>();
    String before = Files.readString(ENABLED);
    try (LiveKernel kernel = open()) {
      Fuzz.Listener listener =
          new Fuzz.Listener() {
            @Override
            public void compared(int index) {}

            @Override
            public void varies(Fuzz.Finding finding) {}

            @Override
            public void found(Fuzz.Finding finding) {
              found.add(finding.scenario().source() + ": " + finding.difference());
            }
          };
      Fuzz.Tally tally = new Fuzz(kernel, InvariantCheck.OFF, listener).run(1, 40, kinds);
      assertThat(found).isEmpty();
      assertThat(tally.agreeing()).isGreaterThan(30);
    }
    assertThat(Files.readString(ENABLED)).isEqualTo(before);
  }
}
