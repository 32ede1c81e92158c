package dev.thplab.runtime.session;

import dev.thplab.runtime.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Whether policies were worth their while: which of the other cases, the simple mechanisms, would
/// have done as well.
///
/// With one seed a mechanism would have done that has no more of any measure; with several one
/// whose 95% interval does not lie above the policy's for any.
final class Verdicts {
  private static final List<String> OPTIONS = List.of("policies", "measures");

  private final List<String> measures;
  private final SequencedMap<String, PairedRows> byMeasure = new LinkedHashMap<>();

  private Verdicts(List<Map<String, Object>> rows, List<String> measures) {
    this.measures = measures;
    for (String measure : measures) {
      byMeasure.put(measure, new PairedRows("verdicts", rows, measure));
    }
  }

  /// `verdicts(rows, { policies, measures })`: less of each measure is better. Returns a row for
  /// each policy.
  static List<Map<String, Object>> of(Arguments arguments) {
    arguments.checkOptions(1, OPTIONS);
    List<String> policies = named(arguments, "policies");
    Verdicts verdicts = new Verdicts(arguments.rows(0, "rows"), named(arguments, "measures"));
    PairedRows any = verdicts.byMeasure.firstEntry().getValue();
    policies.forEach(any::check);
    List<String> simple = any.cases().stream().filter(name -> !policies.contains(name)).toList();
    if (simple.isEmpty()) {
      throw new SessionException("verdicts: every case is a policy, want simple ones beside them");
    }
    return policies.stream().map(policy -> verdicts.row(policy, simple)).toList();
  }

  private static List<String> named(Arguments arguments, String option) {
    List<String> names = arguments.textsOption(1, option, List.of());
    if (names.isEmpty()) {
      throw new SessionException("verdicts: want { policies: [...], measures: [...] }");
    }
    return names;
  }

  private Map<String, Object> row(String policy, List<String> simple) {
    Optional<String> enough = simple.stream().filter(name -> isEnough(name, policy)).findFirst();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("policy", policy);
    row.put("would_have_done", enough.orElse("none"));
    row.put("how", enough.map(name -> how(name, policy)).orElse("-"));
    row.put("gains", gains(policy, simple));
    row.put("seeds", byMeasure.firstEntry().getValue().nrSeeds(policy));
    return row;
  }

  /// Whether a mechanism has no more than the policy of any measure.
  private boolean isEnough(String name, String policy) {
    return measures.stream().noneMatch(measure -> isMore(measure, name, policy));
  }

  private boolean isMore(String measure, String name, String other) {
    PairedDifference difference = byMeasure.get(measure).difference(name, other);
    return switch (difference.verdict()) {
      case MORE -> true;
      case LESS, NOISE -> false;
      case UNKNOWN -> difference.change() > 0;
    };
  }

  private String how(String name, String policy) {
    if (measures.stream().allMatch(measure -> byMeasure.get(measure).isEqual(name, policy))) {
      return "equal";
    }
    return measures.stream().anyMatch(measure -> isMore(measure, policy, name)) ? "better" : "~";
  }

  /// The measures of which every mechanism has more than the policy.
  private String gains(String policy, List<String> simple) {
    List<String> gains = new ArrayList<>();
    for (String measure : measures) {
      if (simple.stream().allMatch(name -> isMore(measure, name, policy))) {
        gains.add(measure);
      }
    }
    return gains.isEmpty() ? "-" : String.join(", ", gains);
  }
}
