package dev.thplab.sim.stats;

/// Latencies in nanoseconds, counted in log-linear buckets as HdrHistogram does: each value is
/// known to 3 significant digits.
///
/// Values up to 2047 have a bucket each; above, each power of two has 1024 buckets. Values over an
/// hour count as an hour.
public final class LatencyHistogram {
  private static final int SUB_BUCKET_BITS = 11;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
  private static final int HALF = SUB_BUCKETS >> 1;
  private static final long MAX_NS = 3_600_000_000_000L;

  private long[] counts = new long[SUB_BUCKETS];
  private long count;
  private long totalNs;
  private long maxNs;
  private long minNs = Long.MAX_VALUE;

  /// Counts one value; negative values are refused.
  public void record(long ns) {
    recordMany(ns, 1);
  }

  /// Counts a value `n` times.
  public void recordMany(long ns, long n) {
    if (ns < 0 || n < 0) {
      throw new IllegalArgumentException(
          "latency (%d ns, %d times) must not be negative".formatted(ns, n));
    }
    if (n == 0) {
      return;
    }
    long value = Math.min(ns, MAX_NS);
    int bucket = bucketOf(value);
    if (bucket >= counts.length) {
      counts = java.util.Arrays.copyOf(counts, (bucket / HALF + 1) * HALF);
    }
    counts[bucket] += n;
    count += n;
    totalNs += value * n;
    maxNs = Math.max(maxNs, value);
    minNs = Math.min(minNs, value);
  }

  private static int bucketOf(long value) {
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS);
    return shift * HALF + (int) (value >>> shift);
  }

  private static long highestEquivalent(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / HALF - 1;
    long sub = bucket - (long) shift * HALF;
    return ((sub + 1) << shift) - 1;
  }

  /// How many values were counted.
  public long count() {
    return count;
  }

  /// Sum of the values.
  public long total() {
    return totalNs;
  }

  /// Largest value, or 0.
  public long max() {
    return maxNs;
  }

  /// Smallest value, or 0.
  public long min() {
    return count == 0 ? 0 : minNs;
  }

  /// Value that `percent` of the values do not exceed, rounded up to the end of its bucket but not
  /// over the maximum; 0 when nothing was counted.
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) Math.ceil(Math.min(100, percent) / 100 * count));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return Math.min(highestEquivalent(bucket), maxNs);
      }
    }
    return 0;
  }

  /// Adds the values of another histogram.
  public void add(LatencyHistogram other) {
    if (other.counts.length > counts.length) {
      counts = java.util.Arrays.copyOf(counts, other.counts.length);
    }
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    totalNs += other.totalNs;
    maxNs = Math.max(maxNs, other.maxNs);
    minNs = Math.min(minNs, other.minNs);
  }

  /// Returns an independent copy.
  public LatencyHistogram copy() {
    LatencyHistogram copy = new LatencyHistogram();
    copy.add(this);
    return copy;
  }
}
