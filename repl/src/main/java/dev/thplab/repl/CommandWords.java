package dev.thplab.repl;

import java.util.Set;

/// The words of the command line with the name of the command in front, which may be left out for
/// `repl`, as node and other shells of languages have it. The launcher knows the same words, since
/// it starts `repl` with other options of the JVM.
final class CommandWords {
  private static final String REPL = "repl";

  /// Options of `repl` that no other command has.
  private static final Set<String> REPL_OPTIONS = Set.of("-e", "-p", "--no-init");

  private CommandWords() {}

  /// The words that `args` stand for: without any a shell or the script on standard input, and
  /// `repl` in front of a script.
  static String[] of(String[] args, Screen screen) {
    boolean isRepl =
        args.length == 0 ? screen.outIsTerminal() || screen.inIsData() : isScript(args[0]);
    if (!isRepl) {
      return args;
    }
    String[] words = new String[args.length + 1];
    words[0] = REPL;
    System.arraycopy(args, 0, words, 1, args.length);
    return words;
  }

  /// Whether the words that [#of] returned are a shell or a script on standard input, without
  /// options.
  static boolean isPlainRepl(String[] words) {
    return words.length == 1 && words[0].equals(REPL);
  }

  private static boolean isScript(String word) {
    return word.equals("-") || word.endsWith(".js") || REPL_OPTIONS.contains(word);
  }
}
