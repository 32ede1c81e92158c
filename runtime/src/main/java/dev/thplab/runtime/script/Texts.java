package dev.thplab.runtime.script;

/// Makes text of a policy fit for a message.
final class Texts {
  private Texts() {}

  /// Returns `text` on one line, control characters blanked, cut after `maxLength`.
  static String oneLine(String text, int maxLength) {
    int length = Math.min(text.length(), maxLength);
    StringBuilder line = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return text.length() > maxLength ? line + "..." : line.toString().strip();
  }
}
