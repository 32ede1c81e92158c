package dev.thplab.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/// What the results were made from: with the same, the same numbers come out.
final class ProvenancePart {
  private final Report report;
  private final StringBuilder html = new StringBuilder();

  ProvenancePart(Report report) {
    this.report = report;
  }

  String html() {
    Map<String, Object> head = report.head();
    html.append("<section class=\"provenance\">\n<h2>Where this comes from</h2>\n<dl>\n");
    entry("file", List.of(report.experiment().name() + ", sha256 " + head.get("sha256")));
    entry("thplab", List.of(String.valueOf(head.get("version"))));
    entry("seed", List.of(String.valueOf(head.get("seed"))));
    entry("machine", List.of(machine(head.get("machine"))));
    entry("kernel profile", kernelProfiles());
    entry("programs", distinct("workload"));
    entry("traces", traces());
    entry("policies", policies());
    html.append("</dl>\n")
        .append(Html.element("p", String.valueOf(head.get("notice"))))
        .append("\n<p>All results are in this page as JSON, in the element <code>#results</code>: ")
        .append("an array of the lines of <code>")
        .append(Html.escape(report.experiment().name()))
        .append(".results.jsonl</code>.</p>\n</section>\n");
    return html.toString();
  }

  private void entry(String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    html.append(Html.element("dt", name));
    values.forEach(value -> html.append(Html.element("dd", value)));
    html.append('\n');
  }

  private static String machine(Object machine) {
    List<String> parts = new ArrayList<>();
    ((Map<?, ?>) machine).forEach((name, value) -> parts.add(name + " " + Numbers.text(value)));
    return String.join(", ", parts);
  }

  private List<String> kernelProfiles() {
    SequencedSet<String> profiles = new LinkedHashSet<>();
    for (Map<String, Object> result : report.comparisons()) {
      profiles.add("Linux " + ((Map<?, ?>) result.get("settings")).get("kernel_profile"));
    }
    return List.copyOf(profiles);
  }

  private List<String> distinct(String field) {
    return report.comparisons().stream()
        .map(result -> result.get(field))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .distinct()
        .toList();
  }

  private List<String> traces() {
    return report.comparisons().stream()
        .filter(result -> result.get("trace") != null)
        .map(result -> result.get("trace") + ", sha256 " + result.get("trace_sha256"))
        .distinct()
        .toList();
  }

  private List<String> policies() {
    return report.comparisons().stream()
        .filter(result -> result.get("policy") != null)
        .map(result ->
            "%s, sha256 %s, contract %s, %s"
                .formatted(
                    result.get("policy"),
                    result.get("policy_sha256"),
                    result.get("contract"),
                    result.get("contract_status")))
        .distinct()
        .toList();
  }
}
