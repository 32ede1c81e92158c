package dev.thplab.runtime.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options of a command as getopt(3) reads them: letters behind a dash, anywhere before `--`.
///
/// @param values each option that was given, with its value or an empty text
/// @param operands what is no option
record Options(Map<Character, String> values, List<String> operands) {
  /// Reads the arguments of a call; `letters` are the known options, those with a value followed by
  /// a colon.
  static Options parse(Call call, String letters) {
    return parse(call, call.arguments(), letters);
  }

  static Options parse(Call call, List<String> arguments, String letters) {
    Map<Character, String> values = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        operands.add(argument);
        continue;
      }
      for (int at = 1; at < argument.length(); at++) {
        char letter = argument.charAt(at);
        int known = letter == ':' ? -1 : letters.indexOf(letter);
        if (known < 0) {
          throw call.usage("invalid option -- '%c'".formatted(letter));
        }
        if (!letters.startsWith(":", known + 1)) {
          values.put(letter, "");
          continue;
        }
        String value = argument.substring(at + 1);
        if (value.isEmpty() && ++i == arguments.size()) {
          throw call.usage("option requires an argument -- '%c'".formatted(letter));
        }
        values.put(letter, value.isEmpty() ? arguments.get(i) : value);
        break;
      }
    }
    return new Options(values, operands);
  }

  boolean has(char letter) {
    return values.containsKey(letter);
  }

  String value(char letter, String byDefault) {
    return values.getOrDefault(letter, byDefault);
  }
}
