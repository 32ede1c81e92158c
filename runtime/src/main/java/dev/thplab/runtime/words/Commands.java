package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every command by name. The short ones are here.
final class Commands {
  static final Map<String, Command> ALL = all();

  private Commands() {}

  private static Map<String, Command> all() {
    Map<String, Command> all = new TreeMap<>();
    all.put("cat", Commands::cat);
    all.put("cd", Commands::cd);
    all.put("echo", Commands::echo);
    all.put("grep", call -> new Grep(call).run());
    all.put("head", Lines::head);
    all.put("less", Commands::cat);
    all.put("ls", call -> new Ls(call).run());
    all.put("mkdir", Commands::mkdir);
    all.put("more", Commands::cat);
    all.put("pwd", call -> call.printLine(call.shell().directory()));
    all.put("rmdir", Commands::rmdir);
    all.put("sort", Sort::run);
    all.put("tail", Lines::tail);
    all.put("tee", Commands::tee);
    all.put("wc", WordCount::run);
    return Collections.unmodifiableMap(all);
  }

  private static void cat(Call call) {
    List<String> operands = Options.parse(call, "").operands();
    call.inputs(operands, Call.Complaint.PLAIN).forEach(input -> call.print(input.text()));
  }

  private static void cd(Call call) {
    List<String> operands = call.arguments();
    if (operands.size() > 1) {
      throw call.usage("too many arguments");
    }
    String operand = operands.isEmpty() ? "/" : operands.getFirst();
    String path = call.resolve(operand);
    switch (call.files().list(path)) {
      case FileResult.Refused(FileError error) -> call.problem(operand + ": " + error.message());
      default -> call.shell().setDirectory(call.shell().resolve(path.replaceFirst("(?<=.)/$", "")));
    }
  }

  private static void echo(Call call) {
    List<String> words = call.arguments();
    boolean endsLine = words.isEmpty() || !words.getFirst().equals("-n");
    call.print(String.join(" ", endsLine ? words : words.subList(1, words.size())));
    call.print(endsLine ? "\n" : "");
  }

  private static void mkdir(Call call) {
    Options options = Options.parse(call, "p");
    if (options.operands().isEmpty()) {
      throw call.usage("missing operand");
    }
    for (String operand : options.operands()) {
      String path = call.resolve(operand);
      boolean isDone = options.has('p') && makeParents(call, path);
      if (!isDone
          && call.files().makeDirectory(path) instanceof FileResult.Refused(FileError error)) {
        call.problem("cannot create directory '%s': %s".formatted(operand, error.message()));
      }
    }
  }

  private static void rmdir(Call call) {
    List<String> operands = Options.parse(call, "").operands();
    if (operands.isEmpty()) {
      throw call.usage("missing operand");
    }
    for (String operand : operands) {
      FileResult result = call.files().removeDirectory(call.resolve(operand));
      if (result instanceof FileResult.Refused(FileError error)) {
        call.problem("failed to remove '%s': %s".formatted(operand, error.message()));
      }
    }
  }

  /// Makes what is missing above a directory; returns whether the directory itself exists.
  private static boolean makeParents(Call call, String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (!call.files().exists(path.substring(0, slash))) {
        call.files().makeDirectory(path.substring(0, slash));
      }
    }
    return call.files().isDirectory(path);
  }

  private static void tee(Call call) {
    List<String> operands = Options.parse(call, "a").operands();
    String text = call.inputs(List.of(), Call.Complaint.PLAIN).getFirst().text();
    for (String operand : operands) {
      String path = call.resolve(operand);
      FileError error = call.files().openToWrite(path);
      if (error == null && call.files().write(path, text) instanceof FileResult.Refused refused) {
        error = refused.error();
      }
      if (error != null) {
        call.problem(operand + ": " + error.message());
      }
    }
    call.print(text);
  }
}
