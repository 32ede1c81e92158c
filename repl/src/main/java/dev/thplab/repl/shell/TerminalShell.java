package dev.thplab.repl.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/// The shell on a terminal: line editing, history, completion, Ctrl-C.
public final class TerminalShell {
  private static final String PROMPT = "thplab> ";
  private static final String DOC_WIDGET = "thplab-complete";

  private final Terminal terminal;
  private final ShellOptions options;
  private final Settings settings;
  private final TerminalOutput output;
  private final Evaluator evaluator;
  private final Tips tips;
  private final LineReader reader;
  private final TextEntry entry;
  private final AtomicInteger nrLinesRun = new AtomicInteger();

  /// Opens a terminal; it is closed at the end of [TerminalShell#run].
  public interface TerminalOpener {
    /// Opens it.
    Terminal open() throws IOException;
  }

  /// Starts a shell: the script engine and the machine on a thread of their own, while the terminal
  /// is opened.
  ///
  /// @throws IOException if the terminal cannot be opened
  public static TerminalShell start(ShellOptions options, TerminalOpener opener)
      throws IOException {
    Settings settings = Settings.with(options.hasColours());
    TerminalOutput output = new TerminalOutput(settings);
    Evaluator evaluator = new Evaluator(() -> new Interpreter(output, settings));
    Terminal terminal = opener.open();
    output.showOn(terminal);
    return new TerminalShell(terminal, options, settings, output, evaluator);
  }

  private TerminalShell(
      Terminal terminal,
      ShellOptions options,
      Settings settings,
      TerminalOutput output,
      Evaluator evaluator) {
    this.terminal = terminal;
    this.options = options;
    this.settings = settings;
    this.output = output;
    this.evaluator = evaluator;
    tips = new Tips(evaluator);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("thplab")
            .parser(new ScriptParser())
            .completer(new ShellCompleter(evaluator))
            .highlighter(new ScriptHighlighter(settings, this::showTip))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
            .variable(LineReader.INDENTATION, 2)
            .variable(LineReader.LIST_MAX, 100)
            .variable(LineReader.COMMENT_BEGIN, "//")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    if (options.history() != null) {
      reader.setVariable(LineReader.HISTORY_FILE, options.history());
    }
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    bindTab();
    entry = new TextEntry(reader, options.editor(), output::problem);
  }

  /// Reads and runs lines until the user leaves; returns the exit code.
  public int run() throws IOException {
    terminal.handle(Terminal.Signal.INT, _ -> evaluator.wantStop());
    List<Path> abandoned = Journal.abandoned(options.state());
    try (terminal;
        evaluator;
        Journal journal = Journal.begin(options.state())) {
      if (!abandoned.isEmpty()) {
        terminal.writer().println(notice(abandoned.getLast()));
      }
      runInit(journal);
      evaluator.awaitReady();
      boolean wantsExit = false;
      while (!wantsExit) {
        try {
          tips.begin();
          evaluator.forgetStop();
          boolean _ = Thread.interrupted();
          String line = entry.complete(reader.readLine(PROMPT));
          if (Thread.interrupted()) {
            // Ctrl-C came when the line was entered, and the editor had no use for it.
            output.problem("interrupted");
            continue;
          }
          wantsExit =
              evaluator.call(interpreter -> {
                interpreter.run(line);
                journal.write(interpreter.doneLines());
                return interpreter.wantsExit();
              });
          nrLinesRun.incrementAndGet();
        } catch (UserInterruptException _) {
          // Ctrl-C at the prompt drops the line, as in every shell.
        } catch (EndOfFileException _) {
          wantsExit = true;
        }
      }
      return evaluator.call(Interpreter::exitCode);
    }
  }

  /// Runs the user's script.
  private void runInit(Journal journal) {
    Path init = options.init();
    if (init == null || !Files.exists(init)) {
      return;
    }
    try {
      String script = Files.readString(init);
      evaluator.call(interpreter -> {
        interpreter.load(script, init.toString());
        journal.write(interpreter.doneLines());
        return null;
      });
    } catch (IOException e) {
      output.problem(init + ": cannot be read: " + e.getMessage());
    }
  }

  /// Lets Tab complete, and show what is known of a name that is complete.
  private void bindTab() {
    reader
        .getWidgets()
        .put(
            DOC_WIDGET,
            () -> {
              String before = reader.getBuffer().toString();
              reader.callWidget(LineReader.EXPAND_OR_COMPLETE);
              String doc = reader.getBuffer().toString().equals(before) ? docAtCursor() : null;
              if (doc != null) {
                reader.printAbove(doc);
              }
              return true;
            });
    reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(DOC_WIDGET), "\t");
  }

  private String docAtCursor() {
    return tips.doc(reader.getBuffer().upToCursor());
  }

  private void showTip(LineReader lineReader, String line) {
    int used = PROMPT.length() + line.length() + 1;
    boolean isShown = settings.hasColours() && !line.contains("\n");
    lineReader.setTailTip(isShown ? tips.tip(line, terminal.getSize().getColumns() - used) : "");
  }

  /// How many lines were read and run. For any thread.
  int nrLinesRun() {
    return nrLinesRun.get();
  }

  private static String notice(Path journal) {
    return "A session ended without notice. To have it again: .load "
        + journal
        + "\nDelete that file to hear no more of it.";
  }

  /// Asks for more lines while a script is incomplete.
  private final class ScriptParser implements Parser {
    private final DefaultParser words = new DefaultParser().quoteChars(new char[0]);

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE
          && !entry.isOpen()
          && evaluator.call(interpreter -> interpreter.isIncomplete(line))) {
        throw new EOFError(-1, -1, "incomplete", "...");
      }
      return context == ParseContext.COMPLETE
          ? new Fragment(line, cursor, Place.of(line.substring(0, cursor)).start())
          : words.parse(line, cursor, context);
    }
  }
}
