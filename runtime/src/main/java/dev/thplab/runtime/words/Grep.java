package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `grep`: the lines of files that match a pattern. Options `-E -F -c -h -i -l -n -o -r -v -w`.
final class Grep {
  private final Call call;
  private final Options options;
  private final Pattern pattern;

  Grep(Call call) {
    this.call = call;
    options = Options.parse(call, "EFchilnorvw");
    if (options.operands().isEmpty()) {
      throw call.usage("want a pattern");
    }
    pattern = pattern(options.operands().getFirst());
  }

  private Pattern pattern(String text) {
    try {
      String regex =
          options.has('F') ? Pattern.quote(text) : RegexText.toJava(text, options.has('E'));
      String words = options.has('w') ? "(?<!\\w)(?:" + regex + ")(?!\\w)" : regex;
      return Pattern.compile(words, options.has('i') ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw call.usage("%s: %s".formatted(text, e.getDescription()));
    }
  }

  void run() {
    List<String> operands = options.operands().subList(1, options.operands().size());
    List<String> files = options.has('r') ? below(operands) : operands;
    boolean isNamed = !options.has('h') && (operands.size() > 1 || !files.equals(operands));
    boolean found = false;
    for (Call.Input input : call.inputs(files, Call.Complaint.PLAIN)) {
      found |= grep(input, isNamed ? input.name() + ":" : "");
    }
    if (!found) {
      call.fail();
    }
  }

  /// The files that operands name or that are below a directory they name.
  private List<String> below(List<String> operands) {
    List<String> files = new ArrayList<>();
    for (String operand : operands.isEmpty() ? List.of(".") : operands) {
      addBelow(operand, files);
    }
    return files;
  }

  private void addBelow(String operand, List<String> files) {
    FileResult result = call.files().list(call.resolve(operand));
    if (result instanceof FileResult.Names(List<String> names)) {
      String prefix = operand.endsWith("/") ? operand : operand + "/";
      names.forEach(name -> addBelow(prefix + name, files));
    } else {
      files.add(operand);
    }
  }

  /// Searches one file; returns whether a line matches.
  private boolean grep(Call.Input input, String prefix) {
    List<String> lines = input.lines();
    boolean isBinary = input.text().indexOf('\0') >= 0 && !options.has('c') && !options.has('l');
    int matches = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = pattern.matcher(new Watched(lines.get(i), call.shell()));
      if (matcher.find() == options.has('v')) {
        continue;
      }
      matches++;
      if (isBinary) {
        call.printLine("grep: %s: binary file matches".formatted(input.name()));
        return true;
      }
      if (!options.has('c') && !options.has('l')) {
        print(prefix + (options.has('n') ? i + 1 + ":" : ""), lines.get(i), matcher);
      }
    }
    if (options.has('c')) {
      call.printLine(prefix + matches);
    } else if (options.has('l') && matches > 0) {
      call.printLine(input.name());
    }
    return matches > 0;
  }

  private void print(String prefix, String line, Matcher matcher) {
    if (!options.has('o')) {
      call.printLine(prefix + line);
      return;
    }
    matcher.reset();
    while (!options.has('v') && matcher.find()) {
      if (matcher.end() > matcher.start()) {
        call.printLine(prefix + matcher.group());
      }
    }
  }

  /// A text that looks for an interrupt now and then while it is searched: a pattern can take
  /// exponentially long.
  private static final class Watched implements CharSequence {
    private static final int CHECK_EVERY = 1 << 12;

    private final String text;
    private final ShellWords shell;
    private int looks;

    Watched(String text, ShellWords shell) {
      this.text = text;
      this.shell = shell;
    }

    @Override
    public char charAt(int index) {
      if (++looks % CHECK_EVERY == 0) {
        shell.checkInterrupt();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
