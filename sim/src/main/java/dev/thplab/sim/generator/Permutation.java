package dev.thplab.sim.generator;

/// A permutation of the numbers below n that looks random and takes no memory: a Feistel network of
/// four rounds over the next even power of two, walked until it comes back below n.
final class Permutation {
  private static final int ROUNDS = 4;

  private final long n;
  private final int halfBits;
  private final long halfMask;
  private final long[] keys = new long[ROUNDS];

  /// Makes the permutation of [0, n) that `seed` determines; `n` must be positive.
  Permutation(long n, long seed) {
    this.n = n;
    halfBits = (Long.SIZE - Long.numberOfLeadingZeros(n - 1) + 1) / 2;
    halfMask = (1L << halfBits) - 1;
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < ROUNDS; i++) {
      keys[i] = random.next();
    }
  }

  /// The number that `index`, in [0, n), is mapped to.
  long at(long index) {
    long value = index;
    do {
      value = encrypt(value);
    } while (value >= n);
    return value;
  }

  private long encrypt(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (long key : keys) {
      long next = left ^ SplitMix64.mix(right + key) & halfMask;
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}
