package dev.thplab.sim.generator;

/// The generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a sequence of 64-bit numbers that
/// a seed determines.
final class SplitMix64 {
  private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;
  private static final double UNIT = 0x1p-53;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /// The next number.
  long next() {
    state += GAMMA;
    return mix(state);
  }

  /// The finaliser of the generator: a bijection that spreads every bit of `z`.
  static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  /// A number in [0, 1), a multiple of 2^-53.
  double unit() {
    return (next() >>> 11) * UNIT;
  }

  /// A number in [0, n), each as likely as the others (Lemire 2019); `n` must be positive.
  long below(long n) {
    long threshold = Long.remainderUnsigned(-n, n);
    while (true) {
      long x = next();
      if (Long.compareUnsigned(x * n, threshold) >= 0) {
        return Math.unsignedMultiplyHigh(x, n);
      }
    }
  }

  /// True with probability `p`.
  boolean chance(double p) {
    return unit() < p;
  }
}
