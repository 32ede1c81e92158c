package dev.thplab.runtime.words;

import java.util.ArrayList;
import java.util.List;

/// A line taken apart at `;`, `&&` and `||`.
///
/// @param steps the pipelines, in their order
record CommandList(List<Step> steps) {
  /// A pipeline, and what joins it to the ones before.
  record Step(Joint joint, String text) {}

  /// When a pipeline runs.
  enum Joint {
    ALWAYS("; "),
    IF_SUCCEEDED(" && "),
    IF_FAILED(" || ");

    private final String text;

    Joint(String text) {
      this.text = text;
    }

    /// As it is written between two pipelines.
    String text() {
      return text;
    }

    boolean runsAfter(boolean succeeded) {
      return this == ALWAYS || succeeded == (this == IF_SUCCEEDED);
    }
  }

  /// Takes a line apart.
  ///
  /// @throws WordsException if a pipeline is missing
  static CommandList parse(String line) {
    List<Step> steps = new ArrayList<>();
    Joint joint = Joint.ALWAYS;
    int start = 0;
    for (int at = skipWords(line, 0); at < line.length(); at = skipWords(line, start)) {
      steps.add(step(joint, line.substring(start, at), operator(line, at)));
      joint = joint(line, at);
      start = at + operator(line, at).length();
    }
    String last = line.substring(start);
    if (!last.isBlank() || joint != Joint.ALWAYS || steps.isEmpty()) {
      steps.add(step(joint, last, joint.text().strip()));
    }
    return new CommandList(List.copyOf(steps));
  }

  private static Step step(Joint joint, String text, String operator) {
    if (text.isBlank()) {
      throw new WordsException("a command is missing beside " + operator);
    }
    return new Step(joint, text.strip());
  }

  /// The index of the next `;`, `&&` or `||` that is not quoted, or the length of the line.
  private static int skipWords(String line, int from) {
    char quote = 0;
    for (int at = from; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\' && quote != '\'') {
        at++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (!operator(line, at).isEmpty()) {
        return at;
      }
    }
    return line.length();
  }

  private static String operator(String line, int at) {
    for (String operator : List.of(";", "&&", "||")) {
      if (line.startsWith(operator, at)) {
        return operator;
      }
    }
    return "";
  }

  private static Joint joint(String line, int at) {
    return switch (operator(line, at)) {
      case "&&" -> Joint.IF_SUCCEEDED;
      case "||" -> Joint.IF_FAILED;
      default -> Joint.ALWAYS;
    };
  }
}
