package dev.thplab.runtime.script;

/// Makes text of a policy fit for a message.
final class Texts {
  private Texts() {}

  /// Returns `text` on one line, cut after `maxLength`; blank is what is none: control characters,
  /// and those that turn the direction of what follows.
  static String oneLine(String text, int maxLength) {
    int length = Math.min(text.length(), maxLength);
    StringBuilder line = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(isPlain(c) ? c : ' ');
    }
    return text.length() > maxLength ? line + "..." : line.toString().strip();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
