package dev.thplab.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of the terminal without taking hold of it.
///
/// @param inIsData whether standard input is a file or a pipe
/// @param outIsTerminal whether standard output is a terminal
/// @param errIsTerminal whether standard error is a terminal
/// @param environment the environment variables
/// @param askWidth asks the terminal for its width; 0 if it does not know
record Screen(
    boolean inIsData,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    IntSupplier askWidth) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 40;
  private static final Pattern STTY_SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

  /// A screen that is none: files and pipes.
  static Screen none() {
    return new Screen(false, false, false, Map.of(), () -> 0);
  }

  /// The screen of this process.
  static Screen ofProcess() {
    return new Screen(isData(), isTerminal(1), isTerminal(2), System.getenv(), Screen::sttyColumns);
  }

  /// Width to lay text out for: `COLUMNS`, the terminal's, or 80.
  int columns() {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = 0;
    if (columns.matches("[0-9]{1,4}")) {
      width = Integer.parseInt(columns);
    } else if (outIsTerminal) {
      width = askWidth.getAsInt();
    }
    return width == 0 ? DEFAULT_COLUMNS : Math.max(width, MIN_COLUMNS);
  }

  /// Whether standard output should be coloured if nobody says otherwise (https://no-color.org).
  boolean wantsColor() {
    return outIsTerminal && !isDumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /// Whether a line on standard error can be drawn over.
  boolean canRedraw() {
    return errIsTerminal && !isDumb();
  }

  private boolean isDumb() {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /// Whether standard input holds something to read; neither a terminal nor /dev/null does.
  private static boolean isData() {
    try {
      Path input = Path.of("/proc/self/fd/0");
      return Files.isRegularFile(input)
          || Files.readSymbolicLink(input).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  /// Whether a file descriptor of this process is a terminal, which the JVM does not tell of each.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      return passesTest(descriptor);
    }
  }

  /// Asks test(1), where there is no /proc.
  private static boolean passesTest(int descriptor) {
    try {
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks stty, which starts in a few milliseconds; a terminal library takes some hundred.
  private static int sttyColumns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = STTY_SIZE.matcher(answer);
      return size.matches() ? Integer.parseInt(size.group(1)) : 0;
    } catch (IOException _) {
      return 0;
    }
  }
}
