package dev.thplab.repl.shell;

/// The dot command `.doc`: what is known of a name.
final class DocCommand {
  private DocCommand() {}

  static boolean run(Interpreter interpreter, String argument) {
    if (argument.isEmpty()) {
      throw new UsageException("want .doc NAME, as .doc m.touch");
    }
    String text = NameDocs.find(interpreter, argument);
    if (text == null) {
      throw new UsageException("nothing is known of " + argument);
    }
    interpreter.output().value(text);
    return true;
  }
}
