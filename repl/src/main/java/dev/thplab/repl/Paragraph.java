package dev.thplab.repl;

import java.util.List;

/// Breaks text into lines.
final class Paragraph {
  private Paragraph() {}

  /// Lines of words after a prefix, no wider than `width` unless one word is; further lines are
  /// indented by the prefix's length.
  static String wrapped(String prefix, List<String> words, int width) {
    StringBuilder text = new StringBuilder(prefix);
    int column = prefix.length();
    String gap = "";
    for (String word : words) {
      if (!gap.isEmpty() && column + 1 + word.length() > width) {
        text.append('\n').append(" ".repeat(prefix.length()));
        column = prefix.length();
        gap = "";
      }
      text.append(gap).append(word);
      column += gap.length() + word.length();
      gap = " ";
    }
    return text.append('\n').toString();
  }

  /// The same for the words of a sentence.
  static String wrapped(String prefix, String sentence, int width) {
    return wrapped(prefix, List.of(sentence.split(" ", -1)), width);
  }
}
