package dev.thplab.runtime.report;

/// Text inside HTML.
final class Html {
  private Html() {}

  /// A text as it stands in an element or in an attribute between double quotes.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// An element with a text in it.
  static String element(String name, String text) {
    return "<%s>%s</%s>".formatted(name, escape(text), name);
  }

  /// JSON in a script element, which no text in it can end.
  static String json(String json) {
    return json.replace("<", "\\u003c");
  }
}
