package dev.thplab.sim.proc;

import static dev.thplab.sim.proc.KernelText.assertSameLayout;
import static dev.thplab.sim.proc.KernelText.captured;
import static dev.thplab.sim.proc.KernelText.lines;
import static dev.thplab.sim.proc.KernelText.simulated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, order and columns of each file are those of the captured kernel.
final class KernelLayoutTest {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage";

  /// What the captured kernel has and Linux 6.18 has not.
  private static final String LOCAL_NAMES = "anon_beside_full|.*/anon_fault_declined";

  private final VirtualFiles files = new MappedProgram().files;

  @ParameterizedTest
  @ValueSource(strings = {"meminfo", "vmstat"})
  void linesAreTheKernels(String name) {
    assertSameLayout(simulated(files, "/proc/" + name), captured(name));
  }

  /// The machine has the zone Normal alone.
  @ParameterizedTest
  @ValueSource(strings = {"buddyinfo", "pagetypeinfo"})
  void zoneIsTheKernels(String name) {
    String normal =
        lines(captured(name)).stream()
            .filter(line -> !line.matches("Node .*zone +DMA(32)?[, ].*"))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    assertSameLayout(simulated(files, "/proc/" + name), normal);
  }

  @Test
  void pressureIsTheKernels() {
    assertThat(simulated(files, "/proc/pressure/memory")).isEqualTo(captured("pressure_memory"));
  }

  @Test
  void rollupIsTheKernels() {
    List<String> real = lines(captured("alone/smaps_rollup"));
    List<String> own = lines(simulated(files, "/proc/42/smaps_rollup"));
    assertSameLayout(joinedWithoutHeader(own), joinedWithoutHeader(real));
    assertThat(mapsLayout(own.getFirst())).isEqualTo(mapsLayout(real.getFirst()));
  }

  private static String joinedWithoutHeader(List<String> lines) {
    return String.join("\n", lines.subList(1, lines.size())) + "\n";
  }

  /// Every line of maps is addresses, access, offset, device and inode, and either a blank or a
  /// name in a fixed column.
  @ParameterizedTest
  @ValueSource(strings = {"real", "simulated"})
  void mapsNamesStandInOneColumn(String which) {
    String text = which.equals("real") ? captured("alone/maps") : simulated(files, "/proc/42/maps");
    assertThat(lines(text)).allSatisfy(line -> assertThat(mapsLayout(line)).isIn("", "name at 73"));
  }

  private static String mapsLayout(String line) {
    String fields =
        "[0-9a-f]{8,}-[0-9a-f]{8,} [r-][w-][x-][sp] [0-9a-f]{8,} [0-9a-f]{2}:[0-9a-f]{2} [0-9]+ ";
    assertThat(line).matches(fields + "( *[^ ].*)?");
    String rest = line.replaceFirst(fields, "");
    return rest.isEmpty() ? "" : "name at " + (line.length() - rest.stripLeading().length());
  }

  /// Values that are words, masks or lists are compared by name alone, masks by length too.
  @Test
  void statusIsTheKernels() {
    assertSameLayout(
        statusNumbers(simulated(files, "/proc/42/status")),
        statusNumbers(captured("alone/status")));
  }

  private static String statusNumbers(String status) {
    List<String> lines = new ArrayList<>();
    for (String line : lines(status)) {
      lines.add(
          line.replaceFirst("^((Name|State|Speculation\\w+|Cpus_allowed_list):\t).+", "$1word")
              .replaceFirst("^((Sig|Shd|Cap)\\w+:\t)[0-9a-f]{16}$", "$1mask"));
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void statAndStatmHaveTheKernelsFields() {
    String stat = "[0-9]+ \\([^)]*\\) [RS]( -?[0-9]+){49}\n";
    assertThat(captured("alone/stat")).matches(stat);
    assertThat(simulated(files, "/proc/42/stat")).matches(stat);
    assertSameLayout(simulated(files, "/proc/42/statm"), captured("alone/statm"));
    assertThat(simulated(files, "/proc/42/comm")).isEqualTo(captured("alone/comm"));
  }

  /// A machine that has just booted has the kernel's default settings, word for word.
  @Test
  void hugePageTreeIsTheKernels() {
    List<String> real =
        lines(captured("transparent_hugepage")).stream()
            .filter(line -> !line.substring(0, line.indexOf(':')).matches(LOCAL_NAMES))
            .map(KernelLayoutTest::withoutCount)
            .sorted()
            .toList();
    List<String> own = new ArrayList<>();
    for (String pattern : new String[] {"/*", "/*/*", "/*/*/*"}) {
      for (String path : files.glob(THP + pattern)) {
        if (!files.isDirectory(path)) {
          String text = simulated(files, path);
          assertThat(text).endsWith("\n");
          own.add(withoutCount(path.substring(THP.length() + 1) + ": " + text.strip()));
        }
      }
    }
    assertThat(own.stream().sorted()).isEqualTo(real);
  }

  private static String withoutCount(String line) {
    return line.replaceFirst("(/stats/.*|full_scans|pages_collapsed): [0-9]+$", "$1: count");
  }
}
