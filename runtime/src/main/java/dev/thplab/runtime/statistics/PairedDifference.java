package dev.thplab.runtime.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/// How much more one setting gives than another over the same seeds, with the 95% confidence
/// interval of Student's t for paired samples.
///
/// @param change mean of the differences, seed by seed
/// @param low lower end of the interval; NaN with one seed, which says nothing about others
/// @param high upper end of the interval; NaN with one seed
public record PairedDifference(double change, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /// What the difference amounts to.
  public enum Verdict {
    LESS("less"),
    MORE("more"),
    /// The interval has 0 in it: within noise.
    NOISE("~"),
    /// One seed only.
    UNKNOWN("one seed");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /// Name in results.
    public String label() {
      return label;
    }
  }

  /// Compares `values` with `baseline`, which have a value for each of the same seeds in the same
  /// order.
  ///
  /// @throws IllegalArgumentException if they have not equally many values, or none
  public static PairedDifference of(double[] values, double[] baseline) {
    if (values.length != baseline.length || values.length == 0) {
      throw new IllegalArgumentException(
          "%d values cannot be paired with %d".formatted(values.length, baseline.length));
    }
    SummaryStatistics differences = new SummaryStatistics();
    for (int i = 0; i < values.length; i++) {
      differences.addValue(values[i] - baseline[i]);
    }
    double mean = differences.getMean();
    if (values.length == 1) {
      return new PairedDifference(mean, Double.NaN, Double.NaN);
    }
    double quantile =
        new TDistribution(null, values.length - 1.0)
            .inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    double half = quantile * differences.getStandardDeviation() / Math.sqrt(values.length);
    return new PairedDifference(mean, mean - half, mean + half);
  }

  /// What the interval says.
  public Verdict verdict() {
    if (Double.isNaN(low)) {
      return Verdict.UNKNOWN;
    }
    if (low > 0) {
      return Verdict.MORE;
    }
    return high < 0 ? Verdict.LESS : Verdict.NOISE;
  }
}
