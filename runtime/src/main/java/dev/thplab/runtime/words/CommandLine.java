package dev.thplab.runtime.words;

import java.util.ArrayList;
import java.util.List;

/// A line taken apart: commands with pipes between them, and a redirect behind the last.
///
/// @param commands the words of each command, its name first
/// @param redirect where the output goes, or null
/// @param pipeline the text before the redirect
record CommandLine(List<List<Word>> commands, Redirect redirect, String pipeline) {
  private static final String UNKNOWN = "&;<`()";

  /// Takes a line apart.
  ///
  /// @throws WordsException if it is no pipeline
  static CommandLine parse(String line) {
    return new Reader(line).read();
  }

  /// Goes through a line once.
  private static final class Reader {
    private final String line;
    private final List<List<Word>> commands = new ArrayList<>();
    private List<Word> command = new ArrayList<>();
    private int at;

    Reader(String line) {
      this.line = line;
    }

    CommandLine read() {
      for (skipBlanks(); at < line.length(); skipBlanks()) {
        char c = line.charAt(at);
        if (c == '>') {
          String pipeline = line.substring(0, at).strip();
          endCommand();
          return new CommandLine(commands, redirect(), pipeline);
        }
        if (c == '|') {
          at++;
          endCommand();
        } else if (UNKNOWN.indexOf(c) >= 0) {
          throw new WordsException("%c has no meaning here; quote it to mean itself".formatted(c));
        } else {
          command.add(word());
        }
      }
      endCommand();
      return new CommandLine(commands, null, line.strip());
    }

    private Redirect redirect() {
      boolean append = line.startsWith(">>", at);
      at += append ? 2 : 1;
      skipBlanks();
      String path = at < line.length() ? word().text() : "";
      skipBlanks();
      if (path.isEmpty() || at < line.length()) {
        throw new WordsException("want one file behind " + (append ? ">>" : ">"));
      }
      return new Redirect(path, append);
    }

    private void endCommand() {
      if (command.isEmpty()) {
        throw new WordsException("a command is missing beside |");
      }
      commands.add(command);
      command = new ArrayList<>();
    }

    private void skipBlanks() {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
    }

    private Word word() {
      StringBuilder text = new StringBuilder();
      boolean isQuoted = false;
      while (at < line.length() && !endsWord(line.charAt(at))) {
        char c = line.charAt(at++);
        if (c == '\'' || c == '"') {
          isQuoted = true;
          quoted(c, text);
        } else if (c == '\\' && at < line.length()) {
          isQuoted = true;
          text.append(line.charAt(at++));
        } else {
          text.append(c);
        }
      }
      return new Word(text.toString(), isQuoted);
    }

    private static boolean endsWord(char c) {
      return Character.isWhitespace(c) || c == '|' || c == '>' || UNKNOWN.indexOf(c) >= 0;
    }

    /// Reads up to the closing quote; between double quotes a backslash quotes `"` and itself.
    private void quoted(char quote, StringBuilder text) {
      for (; at < line.length() && line.charAt(at) != quote; at++) {
        boolean escapes =
            quote == '"'
                && line.charAt(at) == '\\'
                && line.substring(at + 1).matches("(?s)[\"\\\\].*");
        if (escapes) {
          at++;
        }
        text.append(line.charAt(at));
      }
      if (at == line.length()) {
        throw new WordsException("the quote " + quote + " is not closed");
      }
      at++;
    }
  }
}
