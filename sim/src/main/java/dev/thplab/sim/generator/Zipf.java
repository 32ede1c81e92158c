package dev.thplab.sim.generator;

/// Ranks 1 to n, where rank k is drawn with a probability proportional to `k^-theta`: rejection
/// inversion of Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone
/// discrete distributions" (ACM TOMACS 6, 1996). A draw takes little more than one uniform number,
/// whatever n is.
///
/// It uses `StrictMath`, so the ranks are the same on every machine.
final class Zipf {
  private static final double SMALL = 1e-8;

  private final long n;
  private final double theta;
  private final double integralFirst;
  private final double integralLast;
  private final double accept;

  /// Prepares to draw from ranks 1 to `n` with an exponent `theta` that is not negative; 0 makes
  /// all alike.
  Zipf(long n, double theta) {
    this.n = n;
    this.theta = theta;
    integralFirst = integral(1.5) - 1;
    integralLast = integral(n + 0.5);
    accept = 2 - integralInverse(integral(2.5) - density(2));
  }

  /// The next rank.
  long next(SplitMix64 random) {
    while (true) {
      double u = integralLast + random.unit() * (integralFirst - integralLast);
      double x = integralInverse(u);
      long rank = Math.clamp((long) (x + 0.5), 1, n);
      if (rank - x <= accept || u >= integral(rank + 0.5) - density((double) rank)) {
        return rank;
      }
    }
  }

  /// `x^-theta`.
  private double density(double x) {
    return StrictMath.exp(-theta * StrictMath.log(x));
  }

  /// The integral of the density from 1 to `x`: `(x^(1-theta) - 1) / (1-theta)`, or `log x`.
  private double integral(double x) {
    double logX = StrictMath.log(x);
    return expm1Ratio((1 - theta) * logX) * logX;
  }

  private double integralInverse(double y) {
    double t = Math.max(-1, y * (1 - theta));
    return StrictMath.exp(log1pRatio(t) * y);
  }

  /// `(e^t - 1) / t`, also where t is 0.
  private static double expm1Ratio(double t) {
    return Math.abs(t) > SMALL ? StrictMath.expm1(t) / t : 1 + t / 2;
  }

  /// `log(1 + t) / t`, also where t is 0.
  private static double log1pRatio(double t) {
    return Math.abs(t) > SMALL ? StrictMath.log1p(t) / t : 1 - t / 2;
  }
}
