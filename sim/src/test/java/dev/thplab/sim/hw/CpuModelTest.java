package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CpuModelTest {
  static Iterable<String> names() {
    return CpuModel.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyPresetIsFoundByItsNameAndRuns(String name) {
    CpuModel cpu = CpuModel.byName(name);
    assertThat(cpu.name()).isEqualTo(name);
    Tlb tlb = new Tlb(cpu);
    PageWalkCache walkCache = new PageWalkCache(cpu);
    // Fill one page more than both levels hold: the first must be gone, the last must be there.
    int pages = cpu.l1().entries() + cpu.l2().entries() + 1;
    for (int page = 0; page < pages; page++) {
      assertThat(tlb.lookup(1, (long) page << 12, true)).isEqualTo(Tlb.MISS);
      assertThat(walkCache.walkRefs(1, (long) page << 12, false)).isBetween(1, 4);
      tlb.fill(1, (long) page << 12, false, true);
    }
    assertThat(tlb.contains(1, 0)).isFalse();
    assertThat(tlb.contains(1, (long) (pages - 1) << 12)).isTrue();
  }

  @Test
  void skylakeIsTheDefault() {
    assertThat(CpuModel.defaultModel().name()).isEqualTo("skylake");
    assertThat(CpuModel.names())
        .containsExactly(
            "skylake", "ice-lake", "golden-cove", "zen3", "zen4", "neoverse-n1", "ctlb");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CpuModel.byName("pentium"))
        .withMessageStartingWith("unknown cpu 'pentium'; known: skylake, ice-lake");
  }

  @Test
  void cyclesBecomeNanosecondsAtTheClock() {
    // 100 cycles at 3 GHz are 33.3 ns.
    assertThat(CpuModel.byName("skylake").cyclesToNs(100)).isEqualTo(33);
    assertThat(CpuModel.byName("neoverse-n1").cyclesToNs(100)).isEqualTo(40);
  }

  @Test
  void refusesGeometriesThatDoNotAddUp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlbGeometry.of(64, 5))
        .withMessage("ways (5) must divide entries (64)");
    assertThatIllegalArgumentException().isThrownBy(() -> TlbGeometry.of(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> TlbGeometry.of(8, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TlbGeometry(8, 4, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new TlbGeometry(8, 4, 0));
  }

  /// 1536 sets and the like: the quotient by multiplication must be exact up to 36 bits.
  @Test
  void setIsPageModuloSetsForAnyNumberOfSets() {
    for (int sets : new int[] {1, 2, 3, 5, 7, 96, 100, 128, 1000, 1536, 65_535, 1 << 20}) {
      LruSets array = LruSets.of(TlbGeometry.of(sets, 1));
      for (long page :
          new long[] {0, 1, sets - 1, sets, sets + 1, 0x7_f000_0123L, (1L << 36) - 1}) {
        assertThat(array.setOf(page))
            .as("%d mod %d", page, sets)
            .isEqualTo((int) (page % sets) << array.shift);
      }
      long last = ((1L << 36) - 1) / sets * sets;
      assertThat(array.setOf(last)).isZero();
      assertThat(array.setOf(last - 1)).isEqualTo(sets - 1 << array.shift);
    }
  }
}
