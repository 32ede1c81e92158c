package dev.thplab.repl.shell;

import dev.thplab.runtime.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The dot commands. Most are another spelling of a call that scripts can make.
final class DotCommands {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage/";

  private DotCommands() {}

  /// Every command by name, in the order of the help text: Node's first.
  static Map<String, DotCommand> all() {
    Map<String, DotCommand> all = new LinkedHashMap<>();
    add(all, ".help [COMMAND]", "Shows the commands, or what one does.", DotCommands::help);
    add(all, ".load FILE", "Runs a script, or a saved session line by line.", DotCommands::load);
    add(all, ".save FILE", "Writes the session as a script that does it again.", DotCommands::save);
    add(all, ".break", "Leaves a line that is not complete.", (_, _) -> true);
    add(all, ".clear", "Forgets what scripts defined; the machine stays.", DotCommands::clear);
    add(all, ".reset", "Boots a new machine, and clears.", DotCommands::reset);
    add(all, ".exit [CODE]", "Leaves.", DotCommands::exit);
    add(
        all,
        ".step [N]",
        "Runs the next N events of the workloads; default 1.",
        script("step(%s)"));
    add(all, ".run [UNTIL]", "Runs the workloads to their end, or to a time.", DotCommands::run);
    add(all, ".back [N]", "Undoes what the last N lines did to the machine.", DotCommands::back);
    add(all, ".snapshot [NAME]", "Keeps the state of the machine.", quoted("snapshot"));
    add(all, ".restore NAME", "Goes back to a kept state.", quoted("restore"));
    add(all, ".diff NAME", "Shows what changed since a kept state.", quoted("diff"));
    add(all, ".ps", "Lists the processes.", script("processes"));
    add(all, ".vmstat [PART]", "Counters of the machine.", quoted("vmstat"));
    add(all, ".buddyinfo", "Free blocks by order.", script("buddyinfo()"));
    add(
        all,
        ".map [REGION]",
        "Draws physical memory, or what is behind a region.",
        DotCommands::map);
    add(all, ".latency", "How long faults took, as a histogram.", script("latency()"));
    add(all, ".plot COUNTER", "A counter over the events run.", quoted("plot"));
    add(all, ".thp", "The settings of transparent huge pages.", DotCommands::thp);
    return all;
  }

  private static void add(
      Map<String, DotCommand> all, String usage, String description, DotCommand.Action action) {
    String name = usage.substring(1).split(" ", 2)[0];
    all.put(name, new DotCommand(usage, description, action));
  }

  static String unknown(String name, Collection<String> known) {
    return "unknown command ." + name + NearestName.question(name, known) + "; .help lists them";
  }

  private static DotCommand.Action script(String format) {
    return (interpreter, argument) -> {
      if (!argument.matches("\\d*")) {
        throw new UsageException("want a whole number, got " + argument);
      }
      return interpreter.run(format.formatted(argument));
    };
  }

  private static DotCommand.Action quoted(String function) {
    return (interpreter, argument) ->
        interpreter.run(
            function + "(" + (argument.isEmpty() ? "" : ShellLine.quote(argument)) + ")");
  }

  private static boolean help(Interpreter interpreter, String argument) {
    StringBuilder text = new StringBuilder();
    Map<String, DotCommand> commands = interpreter.commands();
    String wanted = argument.startsWith(".") ? argument.substring(1) : argument;
    if (!wanted.isEmpty() && !commands.containsKey(wanted)) {
      throw new UsageException(unknown(wanted, commands.keySet()));
    }
    commands.forEach((name, command) -> {
      if (wanted.isEmpty() || wanted.equals(name)) {
        text.append("%-18s %s%n".formatted(command.usage(), command.description()));
      }
    });
    if (wanted.isEmpty()) {
      text.append(
          """

          Everything else is JavaScript, or a line such as
            cat /proc/buddyinfo
            echo always > /sys/kernel/mm/transparent_hugepage/enabled
            grep thp_ /proc/vmstat
          Try: p = spawn("redis"); m = p.mmap("64M"); m.touch("0..10M"); m.pages()
          """);
    }
    interpreter.output().value(text.toString().stripTrailing());
    return true;
  }

  private static boolean load(Interpreter interpreter, String argument) {
    String file = path(argument, ".load FILE");
    try {
      return interpreter.load(Files.readString(Path.of(file)), file);
    } catch (NoSuchFileException _) {
      throw new UsageException(file + ": no such file");
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static boolean save(Interpreter interpreter, String argument) {
    String file = path(argument, ".save FILE");
    try {
      Files.writeString(Path.of(file), SessionScript.of(interpreter.doneLines()));
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be written: " + e.getMessage());
    }
    interpreter
        .output()
        .value("%d lines written to %s".formatted(interpreter.doneLines().size(), file));
    return true;
  }

  private static String path(String argument, String usage) {
    if (argument.isEmpty()) {
      throw new UsageException("want " + usage);
    }
    return argument;
  }

  private static boolean clear(Interpreter interpreter, String argument) {
    interpreter.clear();
    interpreter.output().clear();
    return true;
  }

  private static boolean reset(Interpreter interpreter, String argument) {
    interpreter.reset();
    return true;
  }

  private static boolean exit(Interpreter interpreter, String argument) {
    if (!argument.matches("\\d{0,3}")) {
      throw new UsageException(".exit: CODE (%s) must be a number".formatted(argument));
    }
    interpreter.exit(argument.isEmpty() ? 0 : Integer.parseInt(argument));
    return true;
  }

  private static boolean run(Interpreter interpreter, String argument) {
    return interpreter.run(
        argument.isEmpty() ? "run()" : "run({ until: " + ShellLine.quote(argument) + " })");
  }

  private static boolean back(Interpreter interpreter, String argument) {
    if (!argument.matches("\\d{0,4}")) {
      throw new UsageException(".back: N (%s) must be a whole number".formatted(argument));
    }
    interpreter.back(argument.isEmpty() ? 1 : Integer.parseInt(argument));
    return true;
  }

  private static boolean map(Interpreter interpreter, String argument) {
    return interpreter.run(argument.isEmpty() ? "map()" : "(" + argument + ").map()");
  }

  private static boolean thp(Interpreter interpreter, String argument) {
    return interpreter.run(
        "['enabled', 'defrag', 'shmem_enabled', 'use_zero_page', 'shrink_underused', ...[16, 32,"
            + " 64, 128, 256, 512, 1024, 2048].map((kB) => `hugepages-${kB}kB/enabled`)].map((file)"
            + " => ({ file, value: cat('"
            + THP
            + "' + file).trim() }))");
  }
}
