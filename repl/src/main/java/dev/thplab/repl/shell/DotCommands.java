package dev.thplab.repl.shell;

import dev.thplab.runtime.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The dot commands. Most are another spelling of a call that scripts can make.
final class DotCommands {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage/";

  /// Every command by name, in the order of the help text: Node's first.
  static final Map<String, DotCommand> ALL = Collections.unmodifiableMap(all());

  private DotCommands() {}

  private static Map<String, DotCommand> all() {
    Map<String, DotCommand> all = new LinkedHashMap<>();
    add(all, ".help [COMMAND]", "Shows the commands, or what one does.", DotCommands::help);
    add(all, ".load FILE", "Runs a script, or a saved session line by line.", DotCommands::load);
    add(all, ".save FILE", "Writes the session as a script that does it again.", DotCommands::save);
    add(all, ".editor", "Takes lines until Ctrl-D, then runs them as one.", terminalOnly());
    add(
        all,
        ".edit [FILE]",
        "Runs what $EDITOR made of the last line, or of FILE.",
        terminalOnly());
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
    add(all, ".snapshot [SNAPSHOT]", "Keeps the state of the machine.", quoted("snapshot"));
    add(all, ".restore SNAPSHOT", "Goes back to a kept state.", quoted("restore"));
    add(all, ".diff SNAPSHOT", "Shows what changed since a kept state.", quoted("diff"));
    add(all, ".fork BRANCH", "Goes on in a new branch; the present one stays.", name("branch"));
    add(
        all,
        ".switch [BRANCH]",
        "Goes to another branch, or lists them.",
        BranchCommands::switchTo);
    add(
        all,
        ".first-difference A B [UNTIL]",
        "Goes where two policies or modes of the kernel first decide otherwise, into branches a,"
            + " b.",
        BranchCommands::firstDifference);
    add(
        all,
        ".stop [on EVENT [where EXPRESSION]]",
        "Stops at a fault, fallback, collapse, split or strike; lists; .stop delete N.",
        StopCommands::stop);
    add(all, ".trace on|off", "Tells each decision as it happens.", StopCommands::trace);
    add(all, ".policy FILE", "Attaches a policy to the machine.", name("attach"));
    add(all, ".policies", "Lists the policies that are attached.", script("policies(%s)"));
    add(
        all,
        ".detach LINK",
        "Detaches a policy.",
        (interpreter, link) -> interpreter.execute("attachment(" + number(link) + ").detach()"));
    add(all, ".ps", "Lists the processes.", script("processes"));
    add(
        all,
        ".vmstat [COUNTER]",
        "Counters of the machine whose names contain a text.",
        quoted("vmstat"));
    add(all, ".buddyinfo", "Free blocks by order.", script("buddyinfo()"));
    add(
        all,
        ".map [REGION]",
        "Draws physical memory, or what is behind a region.",
        (interpreter, region) -> ofRegion(interpreter, "map", region));
    add(
        all,
        ".heat [REGION]",
        "Draws how often memory was accessed, all of it or a region.",
        (interpreter, region) -> ofRegion(interpreter, "heat", region));
    add(all, ".latency", "How long faults took, as a histogram.", script("latency()"));
    add(all, ".plot COUNTER", "A counter over the events run.", quoted("plot"));
    add(all, ".set [KEY VALUE]", "Shows or changes how values are shown.", ViewCommands::set);
    add(
        all,
        ".format [table|json|jsonl|csv]",
        "How arrays of rows are written.",
        ViewCommands::format);
    add(
        all,
        ".watch [off|COUNTER...]",
        "Shows counters after each line that changed them.",
        ViewCommands::watch);
    add(all, ".inspect EXPRESSION", "Shows a value to its full depth.", ViewCommands::inspect);
    add(all, ".time LINE", "Runs a line and says how long it took.", ViewCommands::time);
    add(
        all,
        ".timeit SCRIPT",
        "Runs a script many times, each from the same state.",
        ViewCommands::timeit);
    add(all, ".history [PART]", "The lines typed so far.", ViewCommands::history);
    add(
        all,
        ".export csv|jsonl FILE [EXPRESSION]",
        "Writes an array of rows to a file; default is the last value.",
        ViewCommands::export);
    add(all, ".doc NAME", "What is known of a name, as m.touch or .step.", DocCommand::run);
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
      return interpreter.execute(format.formatted(argument));
    };
  }

  private static DotCommand.Action quoted(String function) {
    return (interpreter, argument) ->
        interpreter.execute(
            function + "(" + (argument.isEmpty() ? "" : ShellLine.quote(argument)) + ")");
  }

  /// A command with a name, which it wants.
  static DotCommand.Action name(String function) {
    return (interpreter, argument) -> {
      if (argument.isEmpty()) {
        throw new UsageException("want a name");
      }
      return interpreter.execute(function + "(" + ShellLine.quote(argument) + ")");
    };
  }

  /// What the terminal does before a line comes here.
  private static DotCommand.Action terminalOnly() {
    return (_, _) -> {
      throw new UsageException("there is no terminal to write in");
    };
  }

  private static String number(String argument) {
    if (!argument.matches("\\d{1,9}")) {
      throw new UsageException("want a number, got " + argument);
    }
    return argument;
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
        text.append(command + "\n");
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
    return interpreter.execute(
        argument.isEmpty() ? "run()" : "run({ until: " + ShellLine.quote(argument) + " })");
  }

  private static boolean back(Interpreter interpreter, String argument) {
    if (!argument.matches("\\d{0,4}")) {
      throw new UsageException(".back: N (%s) must be a whole number".formatted(argument));
    }
    interpreter.back(argument.isEmpty() ? 1 : Integer.parseInt(argument));
    return true;
  }

  private static boolean ofRegion(Interpreter interpreter, String function, String region) {
    return interpreter.execute(
        region.isEmpty() ? function + "()" : "(" + region + ")." + function + "()");
  }

  private static boolean thp(Interpreter interpreter, String argument) {
    return interpreter.execute(
        "['enabled', 'defrag', 'shmem_enabled', 'use_zero_page', 'shrink_underused', ...[16, 32,"
            + " 64, 128, 256, 512, 1024, 2048].map((kB) => `hugepages-${kB}kB/enabled`)].map((file)"
            + " => ({ file, value: cat('"
            + THP
            + "' + file).trim() }))");
  }
}
