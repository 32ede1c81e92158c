package dev.thplab.sim.stats;

import java.util.Arrays;

/// Latencies in nanoseconds, counted in the log-linear buckets of HdrHistogram with 3 significant
/// digits.
///
/// Values up to 2047 have a bucket each; above, every power of two has 1024 buckets of equal width.
/// Any value that is not negative can be recorded; the buckets grow with the largest. Count, total,
/// minimum and maximum are exact.
public final class LatencyHistogram {
  /// Bits of a value that its bucket keeps: 3 digits need 2 * 10^3 values told apart.
  private static final int KEPT_BITS = 11;

  private static final int HALF = 1 << KEPT_BITS - 1;

  private long[] counts = new long[2 * HALF];
  private long count;
  private long totalNs;
  private long maxNs;
  private long minNs = Long.MAX_VALUE;

  /// Counts one value.
  ///
  /// @throws IllegalArgumentException if the value is negative
  public void record(long ns) {
    recordMany(ns, 1);
  }

  /// Counts a value `n` times.
  ///
  /// @throws IllegalArgumentException if the value or `n` is negative
  public void recordMany(long ns, long n) {
    if (ns < 0 || n < 0) {
      throw new IllegalArgumentException(
          "latency (" + ns + " ns, " + n + " times) must not be negative");
    }
    if (n == 0) {
      return;
    }
    int bucket = bucketOf(ns);
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, (bucket / HALF + 1) * HALF);
    }
    counts[bucket] += n;
    count += n;
    totalNs += ns * n;
    maxNs = Math.max(maxNs, ns);
    minNs = Math.min(minNs, ns);
  }

  private static int bucketOf(long ns) {
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(ns) - KEPT_BITS);
    return shift * HALF + (int) (ns >>> shift);
  }

  /// Largest value of a bucket.
  private static long highestEquivalent(int bucket) {
    int shift = Math.max(0, bucket / HALF - 1);
    long kept = bucket - (long) shift * HALF;
    return (kept + 1 << shift) - 1;
  }

  /// How many values were counted.
  public long count() {
    return count;
  }

  /// Sum of the values.
  public long total() {
    return totalNs;
  }

  /// Largest value, or 0 when nothing was counted.
  public long max() {
    return maxNs;
  }

  /// Smallest value, or 0 when nothing was counted.
  public long min() {
    return count == 0 ? 0 : minNs;
  }

  /// The value that `percent` of the values do not exceed, or 0 when nothing was counted.
  ///
  /// It is the largest value of its bucket, as in HdrHistogram, but not more than the maximum, so
  /// that no percentile of a report exceeds it; 0 percent is the minimum.
  ///
  /// @throws IllegalArgumentException if `percent` is not in 0 to 100
  public long percentile(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent (" + percent + ") must be in [0, 100]");
    }
    if (percent == 0) {
      return min();
    }
    // HdrHistogram's rule: one ulp less, or 99.9 percent of 1000 would round up to all of them.
    double wanted = Math.ceil(Math.nextDown(percent) * count / 100);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return Math.min(highestEquivalent(bucket), maxNs);
      }
    }
    return 0;
  }

  /// How many values are at least `fromNs` and below `toNs`. Exact for bounds below 2048 and for
  /// powers of two, else to the width of a bucket.
  public long countBetween(long fromNs, long toNs) {
    long sum = 0;
    int end = Math.min(bucketOf(toNs), counts.length);
    for (int bucket = bucketOf(fromNs); bucket < end; bucket++) {
      sum += counts[bucket];
    }
    return sum;
  }

  /// Counts every value of another histogram.
  public void add(LatencyHistogram other) {
    if (other.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
    for (int bucket = 0; bucket < other.counts.length; bucket++) {
      counts[bucket] += other.counts[bucket];
    }
    count += other.count;
    totalNs += other.totalNs;
    maxNs = Math.max(maxNs, other.maxNs);
    minNs = Math.min(minNs, other.minNs);
  }

  /// A histogram with the same values that shares nothing with this one.
  public LatencyHistogram copy() {
    LatencyHistogram copy = new LatencyHistogram();
    copy.add(this);
    return copy;
  }
}
