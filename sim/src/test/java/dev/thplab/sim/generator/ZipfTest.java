package dev.thplab.sim.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranks against the exact distribution: rank k has the probability `k^-theta / sum(j^-theta)`.
///
/// With a fixed seed the statistic is a fixed number. The bound is the 99.9% quantile of the
/// chi-squared distribution, from tables: 9 degrees of freedom 27.88, 99 degrees 148.23, and for
/// 999 degrees 1142.8.
class ZipfTest {
  private static final int DRAWS = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "10, 0, 27.88",
    "10, 0.5, 27.88",
    "100, 0.99, 148.23",
    "100, 1, 148.23",
    "100, 1.00000001, 148.23",
    "10, 2.5, 27.88",
    "1000, 0.8, 1142.8",
  })
  void drawsFollowTheExactDistribution(int n, double theta, double bound) {
    Zipf zipf = new Zipf(n, theta);
    SplitMix64 random = new SplitMix64(42);
    long[] counts = new long[n + 1];
    for (int i = 0; i < DRAWS; i++) {
      counts[Math.toIntExact(zipf.next(random))]++;
    }

    double sum = 0;
    for (int k = 1; k <= n; k++) {
      sum += Math.pow(k, -theta);
    }
    double statistic = 0;
    for (int k = 1; k <= n; k++) {
      double expected = DRAWS * Math.pow(k, -theta) / sum;
      assertTrue(expected >= 5, "the statistic needs enough draws of each rank");
      statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    assertTrue(statistic < bound, "chi-squared " + statistic);
    assertEquals(0, counts[0]);
  }

  /// Of 2^40 ranks with theta 0.99, whose sum is (2^40)^0.01 / 0.01 + zeta(0.99), about 131.95 -
  /// 99.42 = 32.5, rank 1 has 1/32.5 of the draws: 30,770 of a million, give or take 5 standard
  /// deviations of 173. Ranks above 2^39 have (131.95 - 131.04) / 32.5 = 2.8%.
  @ParameterizedTest
  @CsvSource({"7", "8"})
  void manyRanksNeedNoTable(long seed) {
    Zipf zipf = new Zipf(1L << 40, 0.99);
    SplitMix64 random = new SplitMix64(seed);
    int first = 0;
    int upperHalf = 0;
    for (int i = 0; i < DRAWS; i++) {
      long rank = zipf.next(random);
      assertTrue(rank >= 1 && rank <= 1L << 40);
      first += rank == 1 ? 1 : 0;
      upperHalf += rank > 1L << 39 ? 1 : 0;
    }
    assertEquals(30_770, first, 900);
    assertEquals(28_000, upperHalf, 1_500);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.99", "1", "10"})
  void theOnlyRankIsAlwaysDrawn(double theta) {
    Zipf zipf = new Zipf(1, theta);
    SplitMix64 random = new SplitMix64(3);
    for (int i = 0; i < 100; i++) {
      assertEquals(1, zipf.next(random));
    }
  }
}
