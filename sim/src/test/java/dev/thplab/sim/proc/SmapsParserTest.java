package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.proc.SmapsParser.Mapping;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One parser reads the real kernel's smaps and the simulated one and finds the same program.
final class SmapsParserTest {
  private static List<Mapping> mappings(String which) {
    return SmapsParser.parse(
        which.equals("real")
            ? KernelText.captured("alone/smaps")
            : KernelText.simulated(new MappedProgram().files, "/proc/42/smaps"));
  }

  private static Mapping at(List<Mapping> mappings, long start) {
    return mappings.stream().filter(each -> each.start() == start).findFirst().orElseThrow();
  }

  /// 768 pages were written of 8 MiB of advised memory: two huge pages.
  @ParameterizedTest
  @ValueSource(strings = {"real", "simulated"})
  void advisedMemoryIsHuge(String which) {
    Mapping advised = at(mappings(which), 0x2000_0000_0000L);
    assertThat(advised.end() - advised.start()).isEqualTo(8 << 20);
    assertThat(advised.access()).isEqualTo("rw-p");
    assertThat(advised.name()).isEmpty();
    assertThat(advised.values())
        .containsEntry("Size", 8192L)
        .containsEntry("Rss", 4096L)
        .containsEntry("AnonHugePages", 4096L)
        .containsEntry("THPeligible", 1L)
        .hasSize(23);
    assertThat(advised.flags()).contains("hg", "rd", "wr").doesNotContain("nh");
  }

  /// Of 64 written pages 40 were given up and 8 of them written again.
  @ParameterizedTest
  @ValueSource(strings = {"real", "simulated"})
  void givenUpPagesAreClean(String which) {
    assertThat(at(mappings(which), 0x2500_0000_0000L).values())
        .containsEntry("Rss", 64 * 4L)
        .containsEntry("LazyFree", 32 * 4L)
        .containsEntry("Private_Clean", 32 * 4L)
        .containsEntry("Private_Dirty", 32 * 4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "simulated"})
  void sharedMemoryHasAName(String which) {
    Mapping shared = at(mappings(which), 0x2200_0000_0000L);
    assertThat(shared.name()).isEqualTo("/dev/zero (deleted)");
    assertThat(shared.access()).isEqualTo("rw-s");
  }
}
