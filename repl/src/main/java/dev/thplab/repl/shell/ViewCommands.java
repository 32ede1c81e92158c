package dev.thplab.repl.shell;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Dot commands about lines and about how things are shown.
final class ViewCommands {
  private static final long TIMEIT_NS = 500_000_000;
  private static final int TIMEIT_MAX = 1000;
  private static final double NS_PER_MS = 1e6;

  private static final Pattern EXPORT =
      Pattern.compile("(csv|jsonl)\\s+(\\S+)(?:\\s+(.+))?", Pattern.DOTALL);

  private ViewCommands() {}

  static boolean set(Interpreter interpreter, String argument) {
    String[] words = argument.split("\\s+", 2);
    if (argument.isEmpty()) {
      interpreter.output().value(interpreter.settings().toString());
    } else if (words.length == 1) {
      throw new UsageException("want .set KEY VALUE");
    } else {
      interpreter.settings().set(words[0], words[1]);
    }
    return true;
  }

  static boolean format(Interpreter interpreter, String argument) {
    if (argument.isEmpty()) {
      interpreter.output().value(interpreter.settings().get("format"));
    } else {
      interpreter.settings().set("format", argument);
    }
    return true;
  }

  static boolean watch(Interpreter interpreter, String argument) {
    WatchedCounters watched = interpreter.watched();
    if (argument.isEmpty()) {
      interpreter.output().value(String.join(" ", watched.names()));
    } else {
      boolean isOff = argument.equals("off");
      watched.watch(
          interpreter.session(), isOff ? List.of() : List.of(argument.split("[\\s,]+", -1)));
    }
    return true;
  }

  static boolean export(Interpreter interpreter, String argument) {
    Matcher export = EXPORT.matcher(argument);
    if (!export.matches()) {
      throw new UsageException("want .export csv|jsonl FILE [EXPRESSION]");
    }
    String script = export.group(3) == null ? "_" : "(" + export.group(3) + ")";
    String rows = interpreter.rows(script, export.group(1));
    if (rows == null) {
      return false;
    }
    FileWords.write(export.group(2), false, rows);
    interpreter.output().value("written to " + export.group(2));
    return true;
  }

  static boolean history(Interpreter interpreter, String argument) {
    List<String> lines = interpreter.typedLines();
    String found =
        IntStream.range(0, lines.size() - 1)
            .filter(i -> lines.get(i).contains(argument))
            .mapToObj(i -> "%4d  %s".formatted(i + 1, lines.get(i).replace("\n", "\n      ")))
            .collect(Collectors.joining("\n"));
    if (!found.isEmpty()) {
      interpreter.output().value(found);
    }
    return true;
  }

  static boolean time(Interpreter interpreter, String argument) {
    String line = wanted(argument, ".time LINE");
    long simulatedNs = interpreter.session().nowNs();
    long startNs = System.nanoTime();
    boolean succeeded = interpreter.execute(line);
    long tookNs = System.nanoTime() - startNs;
    interpreter
        .output()
        .notice(
            String.format(
                Locale.ROOT,
                "%s; simulated %.3f ms",
                took(tookNs),
                (interpreter.session().nowNs() - simulatedNs) / NS_PER_MS));
    return succeeded;
  }

  /// How long a line took, for people.
  static String took(long tookNs) {
    return String.format(Locale.ROOT, "took %.3f ms", tookNs / NS_PER_MS);
  }

  static boolean timeit(Interpreter interpreter, String argument) {
    String line = wanted(argument, ".timeit SCRIPT");
    long bestNs = Long.MAX_VALUE;
    long totalNs = 0;
    int runs = 0;
    while (totalNs < TIMEIT_NS && runs < TIMEIT_MAX) {
      long tookNs = interpreter.timeAndUndo(line);
      if (tookNs < 0) {
        return false;
      }
      bestNs = Math.min(bestNs, tookNs);
      totalNs += tookNs;
      runs++;
    }
    interpreter
        .output()
        .notice(
            String.format(
                Locale.ROOT,
                "%d runs: best %.3f ms, mean %.3f ms; the machine is as before",
                runs,
                bestNs / NS_PER_MS,
                totalNs / NS_PER_MS / runs));
    return true;
  }

  private static String wanted(String argument, String usage) {
    if (argument.isEmpty()) {
      throw new UsageException("want " + usage);
    }
    return argument;
  }

  static boolean inspect(Interpreter interpreter, String argument) {
    String script = wanted(argument, ".inspect EXPRESSION");
    return interpreter.inspect("(" + script + ")");
  }
}
