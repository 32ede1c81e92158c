package dev.thplab.sim.hw;

/// The four access streams that TLB models are compared on: `gups` uniform, `zipf` Zipf(0.99) over
/// pages that are then scattered, `seq` a stride of 8 bytes, `mix` half zipf, 30% seq, 20% gups.
///
/// The arithmetic is that of the C generator of the published miss counts, to the bit: xorshift128+
/// from a fixed seed, and Hoermann's rejection-inversion for Zipf. `StrictMath.pow` and glibc's
/// `pow` agree on all addresses of the first ten million of each stream over 4 GiB. Each stream
/// starts afresh.
public final class AccessStreams {
  private static final long BASE = 0x7f00_0000_0000L;
  private static final double EXPONENT = 0.99;
  private static final double UNIT = 1.0 / 9_007_199_254_740_992.0;

  private final long footprintBytes;
  private final long pages;
  private final double zipfLow;
  private final double zipfHigh;
  private long state0 = 0x9E37_79B9_7F4A_7C15L;
  private long state1 = 0xD1B5_4A32_D192_ED03L;
  private long sequential;

  private AccessStreams(long footprintBytes) {
    this.footprintBytes = footprintBytes;
    pages = footprintBytes >>> 12;
    zipfHigh = integral(pages + 0.5);
    zipfLow = integral(1.5) - 1.0;
  }

  /// The first `n` virtual addresses of a stream.
  public static long[] generate(String kind, int n, long footprintBytes) {
    var streams = new AccessStreams(footprintBytes);
    long[] addresses = new long[n];
    for (int i = 0; i < n; i++) {
      addresses[i] = BASE + streams.next(kind);
    }
    return addresses;
  }

  private long next(String kind) {
    return switch (kind) {
      case "gups" -> uniform();
      case "zipf" -> zipf();
      case "seq" -> sequential();
      case "mix" -> {
        double choice = unit();
        yield choice < 0.5 ? zipf() : choice < 0.8 ? sequential() : uniform();
      }
      default -> throw new IllegalArgumentException("unknown stream: " + kind);
    };
  }

  private long uniform() {
    return Long.remainderUnsigned(random(), footprintBytes) & ~7L;
  }

  private long sequential() {
    long offset = sequential;
    sequential += 8;
    if (sequential >= footprintBytes) {
      sequential = 0;
    }
    return offset;
  }

  private long zipf() {
    long rank;
    while (true) {
      double u = zipfHigh + unit() * (zipfLow - zipfHigh);
      double x = StrictMath.pow(u * (1 - EXPONENT), 1 / (1 - EXPONENT));
      rank = Math.clamp((long) (x + 0.5), 1, pages);
      if (rank - x <= 0.5 || u >= integral(rank + 0.5) - StrictMath.pow((double) rank, -EXPONENT)) {
        break;
      }
    }
    long page = Long.remainderUnsigned((rank - 1) * 0x9E37_79B1L, pages);
    return page << 12 | (random() & 511) << 3;
  }

  /// Integral of x^-EXPONENT, up to a constant.
  private static double integral(double x) {
    return StrictMath.pow(x, 1 - EXPONENT) / (1 - EXPONENT);
  }

  private double unit() {
    return (random() >>> 11) * UNIT;
  }

  private long random() {
    long a = state0;
    long b = state1;
    state0 = b;
    a ^= a << 23;
    state1 = a ^ b ^ a >>> 18 ^ b >>> 5;
    return state1 + b;
  }
}
