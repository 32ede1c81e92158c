package dev.thplab.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds [LatencyHistogram] against HdrHistogram on random latencies, and its edges by hand.
final class LatencyHistogramTest {
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final double[] PERCENTS = {
    0.001, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1000, 1001, 100_000})
  void agreesWithHdrHistogramOnRandomLatencies(int n) {
    var random = new SplittableRandom(n);
    var histogram = new LatencyHistogram();
    var oracle = new Histogram(1, HOUR_NS, 3);
    long max = 0;
    for (int i = 0; i < n; i++) {
      long ns = latency(random);
      long times = random.nextInt(10) == 0 ? random.nextInt(1, 1000) : 1;
      histogram.recordMany(ns, times);
      oracle.recordValueWithCount(ns, times);
      max = Math.max(max, ns);
    }
    assertAgrees(histogram, oracle, max);
  }

  /// Spread evenly over the powers of two of 1 ns to an hour, as latencies are.
  private static long latency(SplittableRandom random) {
    return random.nextLong(Math.min(HOUR_NS, 2L << random.nextInt(42)));
  }

  private static void assertAgrees(LatencyHistogram histogram, Histogram oracle, long max) {
    assertThat(histogram.count()).isEqualTo(oracle.getTotalCount());
    assertThat(histogram.max()).isEqualTo(max);
    assertThat(oracle.highestEquivalentValue(max)).isEqualTo(oracle.getMaxValue());
    assertThat(oracle.lowestEquivalentValue(histogram.min())).isEqualTo(oracle.getMinValue());
    for (double percent : PERCENTS) {
      assertThat(histogram.percentile(percent))
          .as("%s percent", percent)
          .isEqualTo(Math.min(oracle.getValueAtPercentile(percent), max));
    }
  }

  @Test
  void addsUpToTheHistogramOfAllValues() {
    var random = new SplittableRandom(9);
    var all = new Histogram(1, HOUR_NS, 3);
    var sum = new LatencyHistogram();
    long max = 0;
    long total = 0;
    for (int part = 0; part < 20; part++) {
      var histogram = new LatencyHistogram();
      for (int i = 0; i < 100; i++) {
        long ns = latency(random);
        histogram.record(ns);
        all.recordValue(ns);
        max = Math.max(max, ns);
        total += ns;
      }
      sum.add(histogram);
    }
    assertAgrees(sum, all, max);
    assertThat(sum.total()).isEqualTo(total);
  }

  @Test
  void copySharesNothingWithItsOriginal() {
    var original = new LatencyHistogram();
    original.record(612);
    LatencyHistogram copy = original.copy();
    original.record(78_990);
    assertThat(copy.count()).isEqualTo(1);
    assertThat(copy.max()).isEqualTo(612);
    assertThat(copy.percentile(100)).isEqualTo(612);
    assertThat(original.total()).isEqualTo(612 + 78_990);
  }

  @Test
  void neverReportsAPercentileAboveTheMaximum() {
    var histogram = new LatencyHistogram();
    histogram.recordMany(78_990, 1000);
    // 78990 is in the bucket of 78976 to 79039: 2^16 and up come in steps of 64.
    assertThat(histogram.percentile(99.9)).isEqualTo(78_990);
    histogram.record(100_000);
    assertThat(histogram.percentile(99.9)).isEqualTo(79_039);
    assertThat(histogram.percentile(100)).isEqualTo(100_000);
    assertThat(histogram.percentile(0)).isEqualTo(78_990);
  }

  @Test
  void isZeroWhileEmpty() {
    var histogram = new LatencyHistogram();
    histogram.recordMany(5, 0);
    assertThat(histogram.count()).isZero();
    assertThat(histogram.total()).isZero();
    assertThat(histogram.min()).isZero();
    assertThat(histogram.max()).isZero();
    assertThat(histogram.percentile(50)).isZero();
  }

  @Test
  void countsZeroAndTheLargestLong() {
    var histogram = new LatencyHistogram();
    histogram.record(0);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.percentile(50)).isZero();
    assertThat(histogram.percentile(100)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesNegativeValuesAndWrongPercentages() {
    var histogram = new LatencyHistogram();
    assertThatIllegalArgumentException().isThrownBy(() -> histogram.record(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> histogram.recordMany(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(100.1));
    assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(Double.NaN));
  }

  /// Bounds at powers of two are bounds of buckets, so the counts are exact.
  @Test
  void countsBetweenPowersOfTwo() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long ns : new long[] {0, 1, 3, 4, 2047, 2048, 4095, 4096, 1 << 20}) {
      histogram.record(ns);
    }
    assertThat(histogram.countBetween(0, 4)).isEqualTo(3);
    assertThat(histogram.countBetween(4, 8)).isEqualTo(1);
    assertThat(histogram.countBetween(1024, 2048)).isEqualTo(1);
    assertThat(histogram.countBetween(2048, 4096)).isEqualTo(2);
    assertThat(histogram.countBetween(1 << 20, 1 << 21)).isEqualTo(1);
    assertThat(histogram.countBetween(1 << 21, 1L << 40)).isEqualTo(0);
    assertThat(histogram.countBetween(0, 1L << 40)).isEqualTo(9);
  }
}
