package dev.thplab.runtime.words;

import dev.thplab.runtime.words.ShellOutput.Sink;
import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import dev.thplab.sim.proc.VirtualFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
            || rest.matches("(?s)\\s*(>.*|\\|(?!\\|).*)|\\s+(?!=|\\(|,|;|\\?|:|&&|\\|\\|).*"));
  }

  /// Runs a line; `columns` is the width of the screen that the output may go to, 0 for none.
  ///
  /// @throws WordsException if it cannot be run
  public ShellOutput run(String text, int columns) {
    CommandLine line = CommandLine.parse(text);
    List<String> problems = new ArrayList<>();
    Redirect redirect = line.redirect();
    String target = redirect == null ? null : resolve(redirect.path());
    boolean isOurs = target != null && VirtualFiles.covers(target);
    FileError error = isOurs ? files.openToWrite(target) : null;
    if (error != null) {
      problems.add(redirect.path() + ": " + error.message());
      return new ShellOutput("", problems, new Sink.Screen(), line.pipeline());
    }
    String output = pipe(line, problems, redirect == null ? columns : 0);
    if (isOurs) {
      write(target, output, name(line), problems);
      return new ShellOutput("", problems, new Sink.Screen(), text.strip());
    }
    return new ShellOutput(output, problems, sink(line), line.pipeline());
  }

  private String pipe(CommandLine line, List<String> problems, int columns) {
    String piped = null;
    int last = line.commands().size() - 1;
    for (int i = 0; i <= last; i++) {
      List<String> words = expand(line.commands().get(i));
      Command command = Commands.ALL.get(words.getFirst());
      if (command == null) {
        throw new WordsException(words.getFirst() + ": command not found");
      }
      Call call = new Call(words, piped, this, problems, i == last ? columns : 0);
      command.run(call);
      piped = call.output();
    }
    return piped;
  }

  /// One write(2) of all that there is, as the commands here do.
  private void write(String target, String output, String writer, List<String> problems) {
    if (!output.isEmpty()
        && files.write(target, output) instanceof FileResult.Refused(FileError error)) {
      problems.add(writer + ": write error: " + error.message());
    }
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
