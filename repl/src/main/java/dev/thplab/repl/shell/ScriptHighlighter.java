package dev.thplab.repl.shell;

import dev.thplab.runtime.words.ShellWords;
import java.util.function.BiConsumer;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours what is typed: JavaScript by its parts, commands by whether they exist.
final class ScriptHighlighter implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final Settings settings;
  private final BiConsumer<LineReader, String> onChange;

  /// Tells `onChange` of each text before it is drawn.
  ScriptHighlighter(Settings settings, BiConsumer<LineReader, String> onChange) {
    this.settings = settings;
    this.onChange = onChange;
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    onChange.accept(reader, text);
    if (!settings.hasColours()) {
      return new AttributedString(text);
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    int first = text.length() - text.stripLeading().length();
    String name = text.substring(first).split("\\s", 2)[0];
    boolean isCommand = text.startsWith(".", first) && !name.matches("\\.\\d.*");
    if (isCommand || ShellWords.isLine(text)) {
      boolean exists = !isCommand || DotCommands.ALL.containsKey(name.substring(1));
      line.append(text.substring(0, first));
      line.styled(exists ? PLAIN.bold() : PLAIN.foreground(AttributedStyle.RED), name);
      return line.append(text.substring(first + name.length())).toAttributedString();
    }
    for (Script.Token token : Script.tokens(text)) {
      line.styled(style(token.kind()), text.substring(token.start(), token.end()));
    }
    return line.toAttributedString();
  }

  private static AttributedStyle style(Script.Kind kind) {
    return switch (kind) {
      case COMMENT -> PLAIN.faint();
      case TEXT -> PLAIN.foreground(AttributedStyle.GREEN);
      case NUMBER -> PLAIN.foreground(AttributedStyle.YELLOW);
      case KEYWORD -> PLAIN.foreground(AttributedStyle.MAGENTA);
      case NAME, OTHER -> PLAIN;
    };
  }
}
