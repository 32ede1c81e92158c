package dev.thplab.repl.shell;

import java.util.List;
import org.jline.reader.ParsedLine;

/// A line of which one word is to be completed.
///
/// @param line the whole line
/// @param cursor where the cursor is
/// @param start where the word begins
record Fragment(String line, int cursor, int start) implements ParsedLine {
  @Override
  public String word() {
    return line.substring(start, cursor);
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }
}
