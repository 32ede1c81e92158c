package dev.thplab.runtime.recording;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.compare.Comparison;
import java.util.List;
import java.util.Map;

/// What a policy said to the decisions of a recording.
///
/// @param recording the recording
/// @param policy name of the policy's file
/// @param decisions decisions of the recording
/// @param asked those about which the policy was asked
/// @param differences those in which it differs, in their order
/// @param comparison the run of the recorded case, with the policy as its shadow
public record ReplayResult(
    Recording recording,
    String policy,
    int decisions,
    int asked,
    List<DecisionDifference> differences,
    Comparison comparison) {
  public ReplayResult {
    differences = List.copyOf(differences);
  }

  /// Decisions about which the policy says what was recorded.
  public int same() {
    return asked - differences.size();
  }

  /// The result for people.
  public String text() {
    return new ReplayText(this).text();
  }

  /// The result for tools: strings, numbers, lists and maps.
  public Map<String, Object> asMap() {
    List<Map<String, Object>> rows = differences.stream().map(DecisionDifference::asMap).toList();
    return JsonObject.of(
        "recording", recording.path(),
        "policy", policy,
        "decisions", decisions,
        "asked", asked,
        "same", same(),
        "first", rows.isEmpty() ? null : rows.getFirst(),
        "differences", rows);
  }
}
