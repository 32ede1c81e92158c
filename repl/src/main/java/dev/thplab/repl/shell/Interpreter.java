package dev.thplab.repl.shell;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.experiment.ExperimentReader;
import dev.thplab.runtime.experiment.Header;
import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import dev.thplab.runtime.session.Recorder;
import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.session.SessionException;
import dev.thplab.runtime.words.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a line means and does, whatever terminal it came from.
///
/// A line is JavaScript unless it begins with a dot (a command) or is written as a Unix shell would
/// have it (`cat /proc/vmstat`). Call it from a thread of [dev.thplab.runtime.script.ScriptHost].
public final class Interpreter implements AutoCloseable {
  /// What messages call a line that was typed.
  private static final String PROMPT = "repl";

  /// Lines that the user does not want to complete.
  private static final Pattern BROKEN_OFF = Pattern.compile("\n\\s*\\.break\\s*$");

  private final Map<String, DotCommand> commands = DotCommands.ALL;

  /// What does again what each line did; empty texts stand for those that did nothing.
  private final List<String> done = new ArrayList<>();

  /// Every line that was typed.
  private final List<String> typed = new ArrayList<>();

  private final Settings settings;
  private final WatchedCounters watched = new WatchedCounters();
  private final Output output;
  private final Recorder recorder;
  private Session session;
  private ScriptConsole console;
  private boolean wantsExit;
  private int exitCode;

  /// Starts with a freshly booted machine.
  public Interpreter(Output output, boolean hasColours) {
    this(output, Settings.with(hasColours));
  }

  Interpreter(Output output, Settings settings) {
    this(output, settings, null);
  }

  /// Starts as [#Interpreter(Output, boolean)] does, without colours.
  ///
  /// @param recorder hears what scripts find out
  public Interpreter(Output output, Recorder recorder) {
    this(output, new Settings(), recorder);
  }

  private Interpreter(Output output, Settings settings, Recorder recorder) {
    this.output = output;
    this.settings = settings;
    this.recorder = recorder;
    reset();
  }

  /// Runs one complete line; returns whether it did what it should.
  public boolean run(String line) {
    String text = line.strip();
    if (text.isEmpty() || BROKEN_OFF.matcher(text).find()) {
      reloadPolicies();
      return true;
    }
    typed.add(text);
    return execute(text);
  }

  /// Runs a cell of a notebook: lines at its start that are commands one by one, then the rest as
  /// one script. Returns whether all of them did what they should; the first that does not is the
  /// last.
  ///
  /// @param isTyped whether it is remembered as a line that was typed
  public boolean runCell(String cell, boolean isTyped) {
    if (isTyped) {
      typed.add(cell.strip());
    }
    return CellParts.of(cell).stream().allMatch(this::execute);
  }

  /// Evaluates an expression as a guest of the session: its value gets no name.
  public Outcome value(String expression) {
    session.clearInterrupt();
    Outcome outcome = console.value(expression, settings.view(output.columns()));
    if (outcome instanceof Outcome.Died) {
      newConsole();
    }
    return outcome;
  }

  /// Puts policies in force whose files have changed, as if the last line had found them so.
  private void reloadPolicies() {
    session.reload();
    if (!done.isEmpty() && !session.notes().isEmpty()) {
      done.add(done.removeLast() + "\n" + session.notes());
    }
  }

  /// Does what a line says without noting that it was typed.
  boolean execute(String text) {
    session.clearInterrupt();
    watched.begin(session);
    try {
      return isDotCommand(text) ? command(text) : script(text, PROMPT, false);
    } catch (UsageException e) {
      output.problem(e.getMessage());
      return false;
    } catch (StackOverflowError | OutOfMemoryError e) {
      output.problem("used up the Java heap or the stack (%s)".formatted(e.getMessage()));
      return false;
    } finally {
      watched.show(session, output);
    }
  }

  /// Whether a line is meant for a command; numbers may begin with a dot, too.
  static boolean isDotCommand(String text) {
    return text.startsWith(".") && !text.matches("(?s)\\.\\d.*");
  }

  private boolean command(String text) {
    String[] words = text.substring(1).split("\\s+", 2);
    DotCommand command = commands.get(words[0]);
    if (command == null) {
      throw new UsageException(DotCommands.unknown(words[0], commands.keySet()));
    }
    return command.action().run(this, words.length == 1 ? "" : words[1].strip());
  }

  /// Runs the lines of a file, up to the first that fails; returns whether none did.
  public boolean load(String text, String name) {
    session.clearInterrupt();
    boolean isReplayed = SessionScript.isSession(text);
    for (String line : SessionScript.lines(text)) {
      boolean isCommand = isReplayed && line.startsWith(".");
      if (!(isCommand ? execute(line) : script(line, name, isReplayed))) {
        return false;
      }
    }
    return true;
  }

  private boolean script(String text, String name, boolean isReplayed) {
    long startNs = System.nanoTime();
    bootAsSaid(text, name);
    session.begin(isReplayed, isReplayed || name.equals(PROMPT));
    String replay = text;
    Ending ending;
    if (ShellWords.isLine(text)) {
      FileWords words = FileWords.run(session, output, text);
      ending = words.ending();
      replay = words.replay();
    } else {
      ending = eval(text, name, isReplayed);
    }
    done.add(session.notes() + replay(replay, ending));
    if (settings.feedback() == Feedback.VERBOSE && !isReplayed) {
      output.notice(ViewCommands.took(System.nanoTime() - startNs));
    }
    return ending == Ending.DONE;
  }

  /// Boots the machine that the front matter of a script describes, if it has one.
  private void bootAsSaid(String text, String name) {
    try {
      Header header = ExperimentReader.header(name, text);
      if (header != null) {
        reset(header);
      }
    } catch (InputException | SessionException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /// What does again what a line did, if it did something.
  private String replay(String text, Ending ending) {
    return switch (ending) {
      case DONE -> text;
      case FAILED -> session.hasChanged() ? "try {\n" + text + "\n} catch {}" : "";
      case STOPPED -> "// stopped, and not run again: " + text.lines().findFirst().orElse("");
    };
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

  /// Evaluates JavaScript and shows what came of it, of a replay only what went wrong.
  private Ending eval(String text, String name, boolean isReplayed) {
    String variable = name.equals(PROMPT) && !isReplayed ? "$" + typed.size() : null;
    Outcome outcome = console.eval(text, name, settings.view(output.columns()), variable);
    if (outcome instanceof Outcome.Shown shown && !shown.isUndefined() && !isReplayed) {
      showValue(shown.text(), variable);
    }
    return ending(outcome);
  }

  /// Shows a value; `variable` holds it, or is null.
  private void showValue(String text, String variable) {
    switch (settings.feedback()) {
      case SILENT -> {}
      case CONCISE, NORMAL -> output.result(text, this::lastAsJsonLines);
      case VERBOSE ->
          output.result(variable == null ? text : variable + " = " + text, this::lastAsJsonLines);
    }
  }

  /// The value of the last script, its rows as JSON Lines if it is a table.
  private String lastAsJsonLines() {
    Outcome outcome = console.showLast(settings.view(output.columns()).withFormat("jsonl"));
    return outcome instanceof Outcome.Shown shown ? shown.text() : "";
  }

  /// How a line ended; tells what went wrong.
  private Ending ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Shown _ -> Ending.DONE;
      case Outcome.Threw _ when session.wasStopped() -> Ending.FAILED;
      case Outcome.Threw(String message, String location) -> {
        output.thrown(message, location);
        yield session.wasInterrupted() ? Ending.STOPPED : Ending.FAILED;
      }
      case Outcome.Interrupted _ -> {
        output.problem("interrupted");
        yield Ending.STOPPED;
      }
      case Outcome.Died(String message) -> {
        newConsole();
        session.undoLine();
        output.problem(
            message
                + "; scripts begin anew, without what they defined, and the machine is as before");
        yield Ending.STOPPED;
      }
    };
  }

  /// Shows the value of a script to its full depth.
  boolean inspect(String script) {
    String depth = settings.get("depth");
    settings.set("depth", "99");
    try {
      return execute(script);
    } finally {
      settings.set("depth", depth);
    }
  }

  /// An array of rows that a script gives, as text for a file; null if it gives none, which is
  /// told.
  String rows(String script, String format) {
    Outcome outcome = console.rows(script, format);
    return ending(outcome) == Ending.DONE && outcome instanceof Outcome.Shown(String text, _)
        ? text
        : null;
  }

  /// Runs a script without showing its value and puts the machine back; returns the real time it
  /// took in nanoseconds, or -1 if it failed.
  long timeAndUndo(String script) {
    session.begin(true, true);
    try {
      long startNs = System.nanoTime();
      Outcome outcome = console.eval(script, "timeit", settings.view(output.columns()));
      long tookNs = System.nanoTime() - startNs;
      return ending(outcome) == Ending.DONE ? tookNs : -1;
    } finally {
      session.back(1);
    }
  }

  /// Whether more lines are needed before this can run.
  public boolean isIncomplete(String text) {
    String line = text.strip();
    return !line.startsWith(".")
        && !BROKEN_OFF.matcher(line).find()
        && !ShellWords.isLine(line)
        && console.isIncomplete(text);
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
      // What scripts kept may be as large as the heap: nothing holds it while the next begins.
      console = null;
      session.setConditions(null);
    }
    console = new ScriptConsole(session::call);
    session.setConditions(console);
  }

  /// Boots a new machine with an empty script context.
  void reset() {
    reset(Header.DEFAULT);
  }

  private void reset(Header header) {
    Session booted =
        new Session(this::notice, recorder, Path.of(""), header.seed(), header.machineJson());
    if (session != null) {
      session.close();
    }
    session = booted;
    done.clear();
    newConsole();
  }

  private void notice(String text) {
    if (settings.feedback() == Feedback.NORMAL || settings.feedback() == Feedback.VERBOSE) {
      output.notice(text);
    }
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

  /// Forgets what scripts defined, as a line that can be undone and replayed like any other.
  void clear() {
    session.begin(false, true);
    newConsole();
    done.add(".clear");
  }

  /// The lines that did something, for [SessionScript].
  List<String> doneLines() {
    return done.stream().filter(line -> !line.isEmpty()).toList();
  }

  /// The lines that were typed, oldest first.
  public List<String> typedLines() {
    return typed;
  }

  Settings settings() {
    return settings;
  }

  WatchedCounters watched() {
    return watched;
  }

  Session session() {
    return session;
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
