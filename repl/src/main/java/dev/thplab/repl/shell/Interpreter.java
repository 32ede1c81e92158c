package dev.thplab.repl.shell;

import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.session.SessionException;
import dev.thplab.runtime.words.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a line means and does, whatever terminal it came from.
///
/// A line is JavaScript unless it begins with a dot (a command) or is written as a Unix shell would
/// have it (`cat /proc/vmstat`). Call it from a thread of [dev.thplab.runtime.script.ScriptHost].
public final class Interpreter implements AutoCloseable {
  private final Map<String, DotCommand> commands = DotCommands.all();

  /// The lines run so far; empty texts stand for those that failed.
  private final List<String> done = new ArrayList<>();

  private final Output output;
  private Session session;
  private ScriptConsole console;
  private boolean wantsExit;
  private int exitCode;

  /// Starts with a freshly booted machine.
  public Interpreter(Output output) {
    this.output = output;
    reset();
  }

  /// Runs one complete line; returns whether it did what it should.
  public boolean run(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return true;
    }
    session.clearInterrupt();
    try {
      return text.startsWith(".") && !text.matches("\\.\\d.*") ? command(text) : script(text);
    } catch (UsageException e) {
      output.problem(e.getMessage());
      return false;
    }
  }

  private boolean command(String text) {
    String[] words = text.substring(1).split("\\s+", 2);
    DotCommand command = commands.get(words[0]);
    if (command == null) {
      throw new UsageException(DotCommands.unknown(words[0], commands.keySet()));
    }
    return command.action().run(this, words.length == 1 ? "" : words[1].strip());
  }

  private boolean script(String text) {
    session.mark();
    String replay;
    if (ShellWords.isLine(text)) {
      replay = words(text);
    } else {
      replay = eval(text, "repl") ? text : "";
    }
    done.add(replay);
    return !replay.isEmpty();
  }

  private String words(String text) {
    try {
      return FileWords.run(session, output, text);
    } catch (SessionException e) {
      output.problem(e.getMessage());
      return "";
    }
  }

  /// Puts the machine into the state before the last `lines` lines; what scripts defined stays.
  void back(int lines) {
    try {
      session.back(lines);
    } catch (SessionException e) {
      throw new UsageException(".back: " + e.getMessage());
    }
    for (int i = 0; i < lines && !done.isEmpty(); i++) {
      done.removeLast();
    }
  }

  /// Evaluates JavaScript and shows what came of it.
  boolean eval(String text, String name) {
    return switch (console.eval(text, name, output.columns())) {
      case Outcome.Shown shown -> {
        if (!shown.isUndefined()) {
          output.value(shown.text());
        }
        yield true;
      }
      case Outcome.Threw(String message, String location) -> {
        output.problem("Uncaught " + message + (location.isEmpty() ? "" : "\n    at " + location));
        yield false;
      }
      case Outcome.Interrupted _ -> {
        output.problem("interrupted");
        yield false;
      }
      case Outcome.Died(String message) -> {
        output.problem(message + "; the script context was made anew, the machine is as it was");
        newConsole();
        yield false;
      }
    };
  }

  /// Whether more lines are needed before this can run.
  public boolean isIncomplete(String text) {
    String line = text.strip();
    return !line.startsWith(".") && !ShellWords.isLine(line) && console.isIncomplete(text);
  }

  /// Stops what is running. For any thread.
  public void interrupt() {
    session.interrupt();
    console.interrupt();
  }

  /// Forgets what scripts defined; the machine stays.
  void newConsole() {
    if (console != null) {
      console.close();
    }
    console = new ScriptConsole(session::call);
  }

  /// Boots a new machine with an empty script context.
  void reset() {
    if (session != null) {
      session.close();
    }
    session = new Session(output::notice);
    done.clear();
    newConsole();
  }

  void exit(int code) {
    wantsExit = true;
    exitCode = code;
  }

  public boolean wantsExit() {
    return wantsExit;
  }

  public int exitCode() {
    return exitCode;
  }

  /// The lines that succeeded, as a script that does the same again.
  List<String> doneLines() {
    return done.stream().filter(line -> !line.isEmpty()).toList();
  }

  Output output() {
    return output;
  }

  Map<String, DotCommand> commands() {
    return commands;
  }

  ScriptConsole console() {
    return console;
  }

  @Override
  public void close() {
    console.close();
    session.close();
  }
}
