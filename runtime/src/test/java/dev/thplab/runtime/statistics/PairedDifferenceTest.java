package dev.thplab.runtime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thplab.runtime.statistics.PairedDifference.Verdict;
import org.junit.jupiter.api.Test;

/// Against intervals worked out by hand, with quantiles of Student's t from tables.
final class PairedDifferenceTest {

  /// Differences 1 to 5: mean 3, standard deviation sqrt(2.5), t of 4 degrees 2.776: 3 - 2.776 *
  /// sqrt(2.5 / 5) = 1.037 and 3 + 1.963 = 4.963.
  @Test
  void theIntervalIsThatOfStudentsT() {
    PairedDifference difference =
        PairedDifference.of(new double[] {11, 22, 33, 44, 55}, new double[] {10, 20, 30, 40, 50});
    assertThat(difference.change()).isEqualTo(3);
    assertThat(difference.low()).isCloseTo(1.037, within(0.001));
    assertThat(difference.high()).isCloseTo(4.963, within(0.001));
    assertThat(difference.verdict()).isEqualTo(Verdict.MORE);
  }

  /// Differences -1 and 3: mean 1, standard deviation sqrt(8), t of 1 degree 12.706: 1 +- 25.412.
  @Test
  void anIntervalAroundZeroIsNoise() {
    PairedDifference difference = PairedDifference.of(new double[] {0, 3}, new double[] {1, 0});
    assertThat(difference.low()).isCloseTo(-24.412, within(0.001));
    assertThat(difference.high()).isCloseTo(26.412, within(0.001));
    assertThat(difference.verdict()).isEqualTo(Verdict.NOISE);
  }

  /// The values spread over hundreds, the interval over one and a half.
  @Test
  void theSpreadOfTheSeedsIsTakenOut() {
    PairedDifference difference =
        PairedDifference.of(new double[] {9, 99, 998}, new double[] {10, 100, 1_000});
    assertThat(difference.change()).isCloseTo(-4.0 / 3, within(1e-9));
    // Differences -1, -1, -2: standard deviation 0.57735, t of 2 degrees 4.303, half 1.434.
    assertThat(difference.high()).isCloseTo(0.101, within(0.001));
    assertThat(difference.verdict()).isEqualTo(Verdict.NOISE);
  }

  @Test
  void seedsThatChangeNothingLeaveAPoint() {
    double[] baseline = {5, 5, 5};
    assertThat(PairedDifference.of(new double[] {4, 4, 4}, baseline))
        .isEqualTo(new PairedDifference(-1, -1, -1))
        .extracting(PairedDifference::verdict)
        .isEqualTo(Verdict.LESS);
    assertThat(PairedDifference.of(baseline, baseline).verdict()).isEqualTo(Verdict.NOISE);
  }

  @Test
  void oneSeedSaysNothingOfOthers() {
    assertThat(PairedDifference.of(new double[] {2}, new double[] {1}).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThatThrownBy(() -> PairedDifference.of(new double[] {2}, new double[] {}))
        .hasMessage("1 values cannot be paired with 0");
  }
}
