package dev.thplab.repl.shell;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.script.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What `.set` changes: how values are shown.
final class Settings {
  /// What a key may be set to.
  ///
  /// @param rule for people
  /// @param pattern what a value must match
  private record Rule(String rule, String pattern) {
    static Rule oneOf(String... words) {
      return new Rule("one of " + String.join(", ", words), String.join("|", words));
    }

    static Rule number(int most) {
      return new Rule(
          "a number from 1 to " + most, "[1-9]\\d{0," + (("" + most).length() - 1) + "}");
    }
  }

  private static final Map<String, Rule> RULES =
      new TreeMap<>(
          Map.of(
              "colours", Rule.oneOf("on", "off"),
              "depth", Rule.number(99),
              "feedback", Rule.oneOf("verbose", "normal", "concise", "silent"),
              "format", Rule.oneOf("table", "json", "jsonl", "csv"),
              "items", Rule.number(99_999),
              "rows", Rule.number(99_999),
              "units", Rule.oneOf("human", "raw"),
              "width", new Rule("auto, or a number from 20 to 999", "auto|[2-9]\\d|[1-9]\\d\\d")));

  private final Map<String, String> values =
      new TreeMap<>(
          Map.of(
              "colours",
              "off",
              "depth",
              "" + View.DEFAULT.depth(),
              "feedback",
              "normal",
              "format",
              View.DEFAULT.format(),
              "items",
              "" + View.DEFAULT.items(),
              "rows",
              "" + View.DEFAULT.rows(),
              "units",
              "human",
              "width",
              "auto"));

  /// The settings to begin with.
  static Settings with(boolean hasColours) {
    Settings settings = new Settings();
    settings.set("colours", hasColours ? "on" : "off");
    return settings;
  }

  /// Whether the terminal is written to in colours.
  boolean hasColours() {
    return get("colours").equals("on");
  }

  Feedback feedback() {
    return Feedback.valueOf(get("feedback").toUpperCase(Locale.ROOT));
  }

  /// The words that a key may be set to; none if it takes a number.
  static List<String> words(String key) {
    Rule rule = RULES.get(key);
    return rule == null || !rule.pattern().matches("[a-z|]+")
        ? List.of()
        : List.of(rule.pattern().split("\\|", -1));
  }

  static List<String> keys() {
    return List.copyOf(RULES.keySet());
  }

  /// Sets a key; refuses what makes no sense.
  void set(String key, String value) {
    Rule rule = RULES.get(key);
    if (rule == null) {
      throw new UsageException(
          "no setting %s%s; there are %s"
              .formatted(key, NearestName.question(key, keys()), String.join(", ", keys())));
    }
    if (!value.matches(rule.pattern())) {
      throw new UsageException("%s (%s) must be %s".formatted(key, value, rule.rule()));
    }
    values.put(key, value);
  }

  String get(String key) {
    return values.get(key);
  }

  /// How values are shown on a screen of a width.
  View view(int columns) {
    return new View(
        get("width").equals("auto") ? columns : number("width"),
        number("depth"),
        number("items"),
        number("rows"),
        get("units").equals("human"),
        hasColours(),
        get("format"));
  }

  private int number(String key) {
    return Integer.parseInt(get(key));
  }

  /// Every setting with its value, one a line.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append("%-8s %s%n".formatted(key, value)));
    return text.toString().stripTrailing();
  }
}
