package dev.thplab.runtime.words;

import dev.thplab.runtime.words.ShellOutput.Sink;
import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import dev.thplab.sim.proc.VirtualFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// Runs lines in the words of a Unix shell on the files of one machine.
///
/// The output goes to one of the machine's files if the path behind `>` leads below /proc or /sys,
/// from the current directory, and else to a file of the host.
public final class ShellWords {
  private static final List<String> PAGERS = List.of("less", "more");

  private final VirtualFiles files;
  private final Runnable checkInterrupt;
  private String directory;

  /// Starts in `directory`, an absolute path; `checkInterrupt` is called now and then by what may
  /// take long, and ends it by an exception.
  public ShellWords(VirtualFiles files, String directory, Runnable checkInterrupt) {
    this.files = files;
    this.directory = directory;
    this.checkInterrupt = checkInterrupt;
  }

  /// The names of all words.
  public static Collection<String> names() {
    return Commands.ALL.keySet();
  }

  /// Whether a line is meant for a shell: it begins with one of the words, and what follows does
  /// not make it JavaScript.
  public static boolean isLine(String line) {
    String text = line.strip();
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String rest = text.substring(end);
    return Commands.ALL.containsKey(text.substring(0, end))
        && (rest.isEmpty()
            || rest.matches("(?s)\\s*(>.*|\\|(?!\\|).*)|\\s+(?!=|\\(|,|;|\\?|:|&&|\\|\\|).*")
            || rest.matches("(?s)\\s*(;|&&|\\|\\|).*")
                && isLine(rest.replaceFirst("\\s*(;|&&|\\|\\|)", "")));
  }

  /// Runs the pipelines of a line, those behind `&&` and `||` if the one before succeeded or
  /// failed.
  ///
  /// @param columns width of the screen that the output may go to, 0 for none
  /// @param delivery is given what each came to, before the next begins; returns whether it could
  ///   bring the output where it goes
  /// @return the line without what only a person at a terminal wants
  /// @throws WordsException if the line makes no sense
  public String run(String text, int columns, Predicate<ShellOutput> delivery) {
    StringBuilder replay = new StringBuilder();
    boolean succeeded = true;
    for (CommandList.Step step : CommandList.parse(text).steps()) {
      replay.append(replay.isEmpty() ? "" : step.joint().text());
      if (step.joint().runsAfter(succeeded)) {
        ShellOutput output = pipeline(step.text(), columns);
        succeeded = delivery.test(output) && output.succeeded();
        replay.append(output.replay());
      } else {
        replay.append(step.text());
      }
    }
    return replay.toString();
  }

  private ShellOutput pipeline(String text, int columns) {
    try {
      return run(text, columns);
    } catch (WordsException e) {
      return ShellOutput.failed(e.getMessage(), text);
    }
  }

  /// Runs a pipeline; `columns` is the width of the screen that the output may go to, 0 for none.
  ///
  /// @throws WordsException if it cannot be run
  ShellOutput run(String text, int columns) {
    CommandLine line = CommandLine.parse(text);
    List<String> problems = new ArrayList<>();
    Redirect redirect = line.redirect();
    String target = redirect == null ? null : resolve(redirect.path());
    boolean isOurs = target != null && VirtualFiles.covers(target);
    FileError error = isOurs ? files.openToWrite(target) : null;
    if (error != null) {
      return ShellOutput.failed(redirect.path() + ": " + error.message(), line.pipeline());
    }
    Call last = pipe(line, problems, redirect == null ? columns : 0);
    if (isOurs) {
      boolean isWritten = write(target, last.output(), name(line), problems);
      boolean succeeded = last.succeeded() && isWritten;
      return new ShellOutput("", problems, new Sink.Screen(), text.strip(), succeeded);
    }
    return new ShellOutput(last.output(), problems, sink(line), line.pipeline(), last.succeeded());
  }

  /// Runs the commands of a pipeline and returns the last.
  private Call pipe(CommandLine line, List<String> problems, int columns) {
    Call call = null;
    int last = line.commands().size() - 1;
    for (int i = 0; i <= last; i++) {
      List<String> words = expand(line.commands().get(i));
      Command command = Commands.ALL.get(words.getFirst());
      if (command == null) {
        throw new WordsException(words.getFirst() + ": command not found");
      }
      String piped = call == null ? null : call.output();
      call = new Call(words, piped, this, problems, i == last ? columns : 0);
      command.run(call);
    }
    return call;
  }

  /// One write(2) of all that there is, as the commands here do; returns whether it was taken.
  private boolean write(String target, String output, String writer, List<String> problems) {
    if (!output.isEmpty()
        && files.write(target, output) instanceof FileResult.Refused(FileError error)) {
      problems.add(writer + ": write error: " + error.message());
      return false;
    }
    return true;
  }

  private static Sink sink(CommandLine line) {
    if (line.redirect() != null) {
      return new Sink.HostFile(line.redirect().path(), line.redirect().append());
    }
    return PAGERS.contains(name(line)) ? new Sink.Pager() : new Sink.Screen();
  }

  /// The last command's name.
  private static String name(CommandLine line) {
    return line.commands().getLast().getFirst().text();
  }

  /// The words with each pattern in the place of the files that match it, if any do.
  private List<String> expand(List<Word> words) {
    List<String> expanded = new ArrayList<>();
    for (Word word : words) {
      List<String> matches = word.isQuoted() ? List.of() : glob(word.text());
      expanded.addAll(matches.isEmpty() ? List.of(word.text()) : matches);
    }
    return expanded;
  }

  /// The files that match a pattern, written as the pattern is: relative ones stay relative.
  private List<String> glob(String pattern) {
    if (!pattern.matches("(?s).*[*?\\[].*")) {
      return List.of();
    }
    if (pattern.startsWith("/")) {
      return files.glob(pattern);
    }
    String prefix = directory.endsWith("/") ? directory : directory + "/";
    return files.glob(prefix + pattern).stream()
        .map(path -> path.startsWith(prefix) ? path.substring(prefix.length()) : path)
        .toList();
  }

  /// The current directory, an absolute path.
  public String directory() {
    return directory;
  }

  void setDirectory(String directory) {
    this.directory = directory;
  }

  /// The absolute path of `path`, which may be relative to the current directory. A slash at the
  /// end, which only a directory may have, stays.
  String resolve(String path) {
    String resolved = VirtualFiles.resolve(directory, path);
    return path.endsWith("/") && resolved.length() > 1 ? resolved + "/" : resolved;
  }

  VirtualFiles files() {
    return files;
  }

  void checkInterrupt() {
    checkInterrupt.run();
  }
}
