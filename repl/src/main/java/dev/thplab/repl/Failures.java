package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.sim.InvariantViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What the user sees when a command cannot do its work: one line and an exit code, never a stack
/// trace.
///
/// Only a bug has one, and only with `THPLAB_DEBUG=1`.
final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  private static final Pattern NOT_A_NUMBER = Pattern.compile("is not an? (int|long)$");
  private static final String WHOLE_NUMBER = "must be a whole number";

  private final Streams streams;

  Failures(Streams streams) {
    this.streams = streams;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return handle(e);
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    streams.say(
        usageProblem(e)
            + "; see "
            + e.getCommandLine().getCommandSpec().qualifiedName()
            + " --help");
    return ExitCode.USAGE;
  }

  /// Reports whatever left a command.
  int handle(Throwable e) {
    return switch (e) {
      case InputException _, PolicyLoadException _ -> {
        streams.say(oneLine(e.getMessage()));
        yield ExitCode.INVALID_INPUT;
      }
      case InvariantViolation _ -> {
        streams.say(oneLine(e.getMessage()) + "; this is a bug in thplab");
        yield ExitCode.INTERNAL;
      }
      case OutOfMemoryError _ -> {
        streams.say(
            "the Java heap (%d MiB) is too small; set THPLAB_JAVA_OPTS=-Xmx<size>"
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
        yield ExitCode.INTERNAL;
      }
      default -> {
        streams.say(
            "%s; this is a bug in thplab (THPLAB_DEBUG=1 shows where)"
                .formatted(oneLine(e.toString())));
        if ("1".equals(streams.screen().environment().get("THPLAB_DEBUG"))) {
          e.printStackTrace(streams.err());
        }
        yield ExitCode.INTERNAL;
      }
    };
  }

  private static String usageProblem(ParameterException e) {
    CommandLine command = e.getCommandLine();
    // A misspelt option also leaves the right one missing; the spelling is the cause.
    List<String> unmatched = command.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return unmatched(unmatched.getFirst(), command);
    }
    String message = NOT_A_NUMBER.matcher(oneLine(e.getMessage())).replaceFirst(WHOLE_NUMBER);
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String unmatched(String word, CommandLine command) {
    List<String> known = new ArrayList<>();
    String what;
    if (word.startsWith("-")) {
      what = "unknown option";
      for (OptionSpec option : command.getCommandSpec().options()) {
        known.addAll(List.of(option.names()));
      }
    } else if (command.getSubcommands().isEmpty()) {
      what = "unexpected argument";
    } else {
      what = "unknown command";
      known.addAll(command.getSubcommands().keySet());
    }
    return what + " '" + word + "'" + NearestName.question(word, known);
  }

  private static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
