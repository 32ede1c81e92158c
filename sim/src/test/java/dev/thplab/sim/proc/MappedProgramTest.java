package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same program on a real kernel and on a simulated machine: line by line the same maps and
/// smaps.
final class MappedProgramTest {
  /// VMAs that the program made itself begin at 0x2?0000000000.
  private static final String OWN = "2[0-9a-f]0000000000-.*";

  private static final String HEADER = "[0-9a-f]+-[0-9a-f]+ .*";
  private static final int NR_OWN_VMAS = 10;
  private static final int LINES_PER_VMA = 25;

  private final MappedProgram program = new MappedProgram();

  @Test
  void mapsIsTheKernels() {
    List<String> real = ownBlocks(KernelText.captured("alone/maps"));
    assertThat(real).hasSize(NR_OWN_VMAS);
    assertThat(ownBlocks(KernelText.simulated(program.files, "/proc/42/maps"))).isEqualTo(real);
  }

  @Test
  void smapsIsTheKernels() {
    List<String> real = ownBlocks(KernelText.captured("alone/smaps"));
    assertThat(real).hasSize(NR_OWN_VMAS * LINES_PER_VMA);
    assertThat(ownBlocks(KernelText.simulated(program.files, "/proc/42/smaps"))).isEqualTo(real);
  }

  @Test
  void smapsOfPagesSharedWithAChildIsTheKernels() {
    program.fork();
    List<String> real = ownBlocks(KernelText.captured("forked/smaps"));
    assertThat(real).hasSize(NR_OWN_VMAS * LINES_PER_VMA);
    assertThat(ownBlocks(KernelText.simulated(program.files, "/proc/42/smaps"))).isEqualTo(real);
  }

  /// The rollup adds up what smaps shows; shares are added before they are rounded to kB.
  @Test
  void rollupIsTheSumOfSmaps() {
    program.fork();
    List<String> smaps = KernelText.lines(KernelText.simulated(program.files, "/proc/42/smaps"));
    List<String> rollup =
        KernelText.lines(KernelText.simulated(program.files, "/proc/42/smaps_rollup"));
    for (String line : rollup.subList(1, rollup.size())) {
      String name = line.substring(0, line.indexOf(':') + 1);
      if (name.matches("Pss_(Anon|File|Shmem):")) {
        continue;
      }
      long sum =
          smaps.stream().filter(other -> other.startsWith(name)).mapToLong(this::kilobytes).sum();
      assertThat(kilobytes(line)).as(name).isBetween(sum, sum + NR_OWN_VMAS);
    }
  }

  private long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  /// The lines of the program's own VMAs. The inode of shared memory is any number.
  private static List<String> ownBlocks(String text) {
    List<String> lines = new ArrayList<>();
    boolean own = false;
    for (String line : KernelText.lines(text)) {
      own = line.matches(HEADER) ? line.matches(OWN) : own;
      if (own) {
        lines.add(line.replaceFirst(" 00:01 [0-9]+ +/dev/zero", " 00:01 inode /dev/zero"));
      }
    }
    return lines;
  }
}
