package dev.thplab.repl.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;

/// The shell on a terminal: line editing, history, completion, Ctrl-C.
public final class TerminalShell {
  private static final String PROMPT = "thplab> ";

  private final Terminal terminal;
  private final Path state;
  private final Evaluator evaluator;
  private final LineReader reader;
  private final TextEntry entry;
  private final AtomicInteger nrLinesRun = new AtomicInteger();

  /// Makes the shell; `state` is the directory of its history and journals.
  public TerminalShell(Terminal terminal, Path state) {
    this.terminal = terminal;
    this.state = state;
    evaluator = new Evaluator(() -> new Interpreter(new TerminalOutput()));
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("thplab")
            .parser(new ScriptParser())
            .completer(new NameCompleter(evaluator))
            .variable(LineReader.HISTORY_FILE, state.resolve("history"))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
            .variable(LineReader.INDENTATION, 2)
            .variable(LineReader.LIST_MAX, 100)
            .variable(LineReader.COMMENT_BEGIN, "//")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    entry = new TextEntry(reader, this::showProblem);
  }

  /// Reads and runs lines until the user leaves; returns the exit code.
  public int run() {
    terminal.handle(Terminal.Signal.INT, _ -> evaluator.interrupt());
    List<Path> abandoned = Journal.abandoned(state);
    try (evaluator;
        Journal journal = Journal.begin(state)) {
      if (!abandoned.isEmpty()) {
        terminal.writer().println(notice(abandoned.getLast()));
      }
      boolean wantsExit = false;
      while (!wantsExit) {
        try {
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

  /// How many lines were read and run. For any thread.
  int nrLinesRun() {
    return nrLinesRun.get();
  }

  private void showProblem(String text) {
    show(text, AttributedStyle.RED);
  }

  private void show(String text, int colour) {
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
      return words.parse(line, cursor, context);
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
