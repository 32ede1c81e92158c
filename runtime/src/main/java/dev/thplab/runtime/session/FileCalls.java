package dev.thplab.runtime.session;

import dev.thplab.runtime.words.ShellOutput;
import dev.thplab.runtime.words.ShellWords;
import dev.thplab.runtime.words.WordsException;
import dev.thplab.sim.Machine;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import dev.thplab.sim.proc.VirtualFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The kernel's files and counters.
final class FileCalls {
  private final Interrupt interrupt;
  private final PolicyNotices notices;

  FileCalls(Interrupt interrupt, PolicyNotices notices) {
    this.interrupt = interrupt;
    this.notices = notices;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("read", FileCalls::read);
    calls.put("write", FileCalls::write);
    calls.put("list", FileCalls::list);
    calls.put("sh", this::sh);
    calls.put("vmstat", FileCalls::vmstat);
    calls.put("buddyinfo", FileCalls::buddyinfo);
  }

  private static Object read(World world, Arguments arguments) {
    String path = arguments.text(0, "path");
    return switch (world.files().read(resolve(world, path))) {
      case FileResult.Text(String text) -> text;
      case FileResult.Refused(FileError error) ->
          throw SessionException.ofFile("cat: " + path, error);
      default -> throw new IllegalStateException("read gives a text or an error");
    };
  }

  /// Writes a text and a newline, as echo does.
  private static Object write(World world, Arguments arguments) {
    String path = arguments.text(0, "path");
    String resolved = resolve(world, path);
    FileError error = world.files().openToWrite(resolved);
    if (error != null) {
      throw SessionException.ofFile(path, error);
    }
    FileResult result = world.files().write(resolved, arguments.text(1, "text") + "\n");
    if (result instanceof FileResult.Refused(FileError refusal)) {
      throw SessionException.ofFile("echo: write error", refusal);
    }
    return null;
  }

  private static Object list(World world, Arguments arguments) {
    String path = arguments.has(0) ? arguments.text(0, "path") : ".";
    return switch (world.files().list(resolve(world, path))) {
      case FileResult.Names(List<String> names) -> names;
      case FileResult.Refused(FileError error) ->
          throw SessionException.ofFile("ls: " + path, error);
      default -> throw new IllegalStateException("list gives names or an error");
    };
  }

  /// The names in a directory, those of directories with a slash; none if it cannot be listed.
  List<String> names(World world, String directory) {
    String path = resolve(world, directory);
    return world.files().list(path) instanceof FileResult.Names(List<String> names)
        ? names.stream().map(name -> marked(world, path, name)).toList()
        : List.of();
  }

  private static String marked(World world, String directory, String name) {
    String path = (directory.endsWith("/") ? directory : directory + "/") + name;
    return world.files().isDirectory(path) ? name + "/" : name;
  }

  private static String resolve(World world, String path) {
    return VirtualFiles.resolve(world.directory(), path);
  }

  /// Runs a line of a shell; returns its output. What goes wrong in its last pipeline is an error,
  /// and told if another follows.
  private Object sh(World world, Arguments arguments) {
    StringBuilder text = new StringBuilder();
    List<String> problems = new ArrayList<>();
    run(
        world,
        arguments.text(0, "line"),
        0,
        output -> {
          problems.forEach(notices::tell);
          problems.clear();
          problems.addAll(output.problems());
          text.append(textOf(output));
          return true;
        });
    if (!problems.isEmpty()) {
      throw new SessionException(String.join("\n", problems));
    }
    return text.toString();
  }

  private static String textOf(ShellOutput output) {
    if (output.sink() instanceof ShellOutput.Sink.HostFile(String path, _)) {
      throw new SessionException(
          "sh: %s is not below /proc or /sys; scripts write no other files".formatted(path));
    }
    return output.text();
  }

  /// Runs a line of a shell in a world, whose current directory it may change; see
  /// [ShellWords#run].
  String run(World world, String line, int columns, Predicate<ShellOutput> delivery) {
    ShellWords words = new ShellWords(world.files(), world.directory(), interrupt::check);
    try {
      return words.run(line, columns, delivery);
    } catch (WordsException e) {
      throw new SessionException(e.getMessage());
    } finally {
      world.setDirectory(words.directory());
    }
  }

  private static Object vmstat(World world, Arguments arguments) {
    String part = arguments.has(0) ? arguments.text(0, "pattern") : "";
    Map<String, Object> values = new LinkedHashMap<>();
    world
        .machine()
        .kernel()
        .counters()
        .forEach(
            true,
            (name, value) -> {
              if (name.contains(part)) {
                values.put(name, value);
              }
            });
    return values;
  }

  private static Object buddyinfo(World world, Arguments arguments) {
    Machine machine = world.machine();
    List<Object> free = new ArrayList<>();
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      free.add(machine.kernel().memory().buddy().freeBlocks(order));
    }
    return free;
  }
}
