package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CostModelTest {
  private final CostModel cost = CostModel.zen5Guest618();

  /// The probe's fit is `700 + 161 * 2^order` ns within 6% for orders 2 to 8, on another run of the
  /// same machine; two runs agree within 6%.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void writeFaultsLieNearTheLineOfTheLatencyProbe(int order) {
    double fit = 700 + 161 * (double) (1 << order);
    assertThat((double) cost.writeFaultNs(order)).isBetween(0.75 * fit, 1.12 * fit);
  }

  @Test
  void aLargerFolioIsCheaperPerPage() {
    long[] orders = {0, 2, 3, 4, 5, 6, 7, 8, 9};
    double last = Double.MAX_VALUE;
    for (long order : orders) {
      double perPage = cost.writeFaultNs((int) order) / (double) (1 << order);
      assertThat(perPage).as("order %d", order).isLessThan(last);
      last = perPage;
    }
  }

  @Test
  void aThpIsZappedAsOneEntry() {
    assertThat(cost.zapNs(9)).isLessThan(cost.zapNs(8)).isLessThan(512 * cost.zapNs(0));
  }

  @Test
  void copyingCostsMoreThanZeroing() {
    // 612 with 160 of zeroing taken out and 350 of copying put in.
    assertThat(cost.cowFaultNs()).isEqualTo(802).isGreaterThan(cost.writeFaultNs(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 10})
  void refusesOrdersThatAnonymousMemoryDoesNotHave(int order) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost.writeFaultNs(order))
        .withMessage("order (%d) must be 0 or in [2, 9]", order);
    assertThatIllegalArgumentException().isThrownBy(() -> cost.zapNs(order));
  }
}
