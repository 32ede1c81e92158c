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
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;

/// The shell on a terminal: line editing, history, completion, Ctrl-C.
public final class TerminalShell {
  private static final String PROMPT = "thplab> ";
  private static final String DOC_WIDGET = "thplab-complete";

  private final Terminal terminal;
  private final ShellOptions options;
  private final Settings settings = new Settings();
  private final Evaluator evaluator;
  private final Tips tips;
  private final LineReader reader;
  private final TextEntry entry;
  private final AtomicInteger nrLinesRun = new AtomicInteger();

  /// Makes a shell.
  public TerminalShell(Terminal terminal, ShellOptions options) {
    this.terminal = terminal;
    this.options = options;
    settings.set("colours", options.hasColours() ? "on" : "off");
    evaluator = new Evaluator(() -> new Interpreter(new TerminalOutput(), settings));
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
    entry = new TextEntry(reader, options.editor(), this::showProblem);
  }

  /// Reads and runs lines until the user leaves; returns the exit code.
  public int run() {
    terminal.handle(Terminal.Signal.INT, _ -> evaluator.interrupt());
    List<Path> abandoned = Journal.abandoned(options.state());
    try (evaluator;
        Journal journal = Journal.begin(options.state())) {
      if (!abandoned.isEmpty()) {
        terminal.writer().println(notice(abandoned.getLast()));
      }
      runInit(journal);
      boolean wantsExit = false;
      while (!wantsExit) {
        try {
          tips.begin();
          String line = entry.complete(reader.readLine(PROMPT));
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

  /// Begins to run the user's script while the first line is typed.
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
      showProblem(init + ": cannot be read: " + e.getMessage());
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

  private void showProblem(String text) {
    show(text, AttributedStyle.RED);
  }

  private void show(String text, int colour) {
    if (!settings.hasColours()) {
      terminal.writer().println(text);
      terminal.flush();
      return;
    }
    new AttributedStringBuilder()
        .style(AttributedStyle.DEFAULT.foreground(colour))
        .append(text)
        .toAttributedString()
        .println(terminal);
    terminal.flush();
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

  private final class TerminalOutput implements Output {
    @Override
    public void value(String text) {
      terminal.writer().println(text);
      terminal.flush();
    }

    @Override
    public void page(String text) {
      Pager.show(terminal, text);
    }

    @Override
    public void problem(String text) {
      showProblem(text);
    }

    @Override
    public void notice(String text) {
      show(text, AttributedStyle.YELLOW);
    }

    @Override
    public int columns() {
      int columns = terminal.getSize().getColumns();
      return columns <= 0 ? 80 : columns;
    }

    @Override
    public void clear() {
      terminal.puts(InfoCmp.Capability.clear_screen);
      terminal.flush();
    }
  }
}
