package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import java.util.ArrayList;
import java.util.List;

/// `ls`: `-l` with what stat(2) tells, `-d` directories themselves, `-1` one name a line. A machine
/// has no calendar: every file is of the epoch.
final class Ls {
  private static final String EPOCH = "Jan  1  1970";
  private static final String BITS = "rwxrwxrwx";

  private final Call call;
  private final Options options;

  Ls(Call call) {
    this.call = call;
    options = Options.parse(call, "l1da");
  }

  void run() {
    List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
    List<Entry> entries = new ArrayList<>();
    List<Entry> directories = new ArrayList<>();
    for (String operand : operands.stream().sorted().toList()) {
      Entry entry = entry(operand, call.resolve(operand));
      if (entry != null) {
        boolean isListed = entry.status.isDirectory() && !options.has('d');
        (isListed ? directories : entries).add(entry);
      }
    }
    print(entries);
    boolean isFirst = entries.isEmpty();
    for (Entry directory : directories) {
      if (operands.size() > 1) {
        call.print((isFirst ? "" : "\n") + directory.name + ":\n");
      }
      isFirst = false;
      printDirectory(directory);
    }
  }

  /// A file or directory under the name that is shown.
  private record Entry(String name, String path, FileResult.Status status) {
    /// `-rw-r--r--`.
    String mode() {
      StringBuilder mode = new StringBuilder(status.isDirectory() ? "d" : "-");
      for (int i = 0; i < BITS.length(); i++) {
        boolean isSet = (status.mode() >> BITS.length() - 1 - i & 1) != 0;
        mode.append(isSet ? BITS.charAt(i) : '-');
      }
      return mode.toString();
    }
  }

  private Entry entry(String name, String path) {
    return switch (call.files().status(path)) {
      case FileResult.Status status -> new Entry(name, path, status);
      case FileResult.Refused(FileError error) -> {
        call.problem("cannot access '%s': %s".formatted(name, error.message()));
        yield null;
      }
      default -> throw new IllegalStateException("stat gives a status or an error");
    };
  }

  private void printDirectory(Entry directory) {
    if (call.files().list(directory.path) instanceof FileResult.Names(List<String> names)) {
      if (options.has('l')) {
        call.printLine("total 0");
      }
      print(names.stream().map(name -> entry(name, directory.path + "/" + name)).toList());
    }
  }

  private void print(List<Entry> entries) {
    if (options.has('l')) {
      printLong(entries);
    } else if (call.columns() == 0 || options.has('1')) {
      entries.forEach(entry -> call.printLine(entry.name));
    } else {
      call.print(NameColumns.layOut(entries.stream().map(Entry::name).toList(), call.columns()));
    }
  }

  private void printLong(List<Entry> entries) {
    int links = width(entries.stream().mapToLong(entry -> entry.status.links()).max().orElse(0));
    int size = width(entries.stream().mapToLong(entry -> entry.status.sizeBytes()).max().orElse(0));
    String format = "%s %" + links + "d root root %" + size + "d " + EPOCH + " %s";
    for (Entry entry : entries) {
      FileResult.Status status = entry.status;
      call.printLine(
          format.formatted(entry.mode(), status.links(), status.sizeBytes(), entry.name));
    }
  }

  private static int width(long largest) {
    return Long.toString(largest).length();
  }
}
