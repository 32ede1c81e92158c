package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The kernel's files of a simulated machine, /proc and /sys, under Linux's names and in its
/// layouts (6.18, x86-64), as root sees them.
///
/// Paths are absolute; `.`, `..` and repeated slashes are resolved. There is no /proc/self: nobody
/// in the machine reads the files. What a file shows is computed at each read.
public final class VirtualFiles {
  private static final String DROP_CACHES = "/proc/sys/vm/drop_caches";
  private static final int DROP_SLAB = 2;
  private static final String NO_PRESSURE =
      """
      some avg10=0.00 avg60=0.00 avg300=0.00 total=0
      full avg10=0.00 avg60=0.00 avg300=0.00 total=0
      """;

  private final Machine machine;
  private final TreeMap<String, VirtualFile> fixed = new TreeMap<>();

  /// Makes the files of `machine`.
  public VirtualFiles(Machine machine) {
    this.machine = machine;
    fixed.put("/proc/buddyinfo", proc(() -> FreeBlocks.buddyinfo(machine.kernel().memory())));
    fixed.put("/proc/meminfo", proc(() -> Meminfo.text(machine)));
    fixed.put("/proc/pagetypeinfo", proc(() -> FreeBlocks.pagetypeinfo(machine.kernel().memory())));
    fixed.put("/proc/pressure/memory", VirtualFile.readOnly(() -> NO_PRESSURE, FileError.EINVAL));
    fixed.put("/proc/vmstat", proc(() -> Vmstat.text(machine)));
    fixed.put(DROP_CACHES, VirtualFile.writeOnly(this::dropCaches));
    new ThpFiles(machine).addTo(fixed);
  }

  /// A file of fs/proc without a write method (`proc_reg_write`).
  private static VirtualFile proc(Supplier<String> text) {
    return VirtualFile.readOnly(text, FileError.EIO);
  }

  /// Whether there is a file or directory at `path`.
  public boolean exists(String path) {
    return lookUp(files(), path) == null;
  }

  /// Whether there is a directory at `path`.
  public boolean isDirectory(String path) {
    return isDirectory(files(), normalise(path));
  }

  /// Reads a file: [FileResult.Text], or [FileResult.Refused]. Reading smaps asks the policy that
  /// covers the process, as the kernel does.
  public FileResult read(String path) {
    NavigableMap<String, VirtualFile> files = files();
    FileError error = lookUpFile(files, path);
    return error == null
        ? files.get(normalise(path)).reader().get()
        : new FileResult.Refused(error);
  }

  /// Writes a file as one write(2) after open(2) without `O_CREAT`: [FileResult.Written], or
  /// [FileResult.Refused].
  public FileResult write(String path, String text) {
    NavigableMap<String, VirtualFile> files = files();
    FileError error = lookUpFile(files, path);
    return error == null
        ? files.get(normalise(path)).writer().apply(text)
        : new FileResult.Refused(error);
  }

  /// Lists a directory: [FileResult.Names], or [FileResult.Refused].
  public FileResult list(String path) {
    NavigableMap<String, VirtualFile> files = files();
    FileError error = lookUp(files, path);
    if (error != null) {
      return new FileResult.Refused(error);
    }
    return isDirectory(files, normalise(path))
        ? new FileResult.Names(children(files, normalise(path)))
        : new FileResult.Refused(FileError.ENOTDIR);
  }

  /// Returns the files and directories that match a pattern of glob(7), in the order of `LC_ALL=C
  /// ls`; none if nothing matches.
  public List<String> glob(String pattern) {
    NavigableMap<String, VirtualFile> files = files();
    List<String> found = List.of("");
    for (String part : normalise(pattern).substring(1).split("/", -1)) {
      List<String> next = new ArrayList<>();
      for (String directory : found) {
        for (String name : matches(files, directory, part)) {
          next.add(directory + "/" + name);
        }
      }
      found = next;
    }
    return found.stream()
        .filter(path -> files.containsKey(path) || isDirectory(files, path))
        .toList();
  }

  private static List<String> matches(
      NavigableMap<String, VirtualFile> files, String directory, String part) {
    if (!Glob.isPattern(part)) {
      return List.of(part);
    }
    Pattern regex = Glob.compile(part);
    return children(files, directory).stream()
        .filter(name -> regex.matcher(name).matches())
        .toList();
  }

  private NavigableMap<String, VirtualFile> files() {
    TreeMap<String, VirtualFile> files = new TreeMap<>(fixed);
    for (Task task : machine.tasks()) {
      if (!task.hasExited()) {
        new ProcessFiles(machine, task).addTo(files);
      }
    }
    return files;
  }

  private static FileError lookUpFile(NavigableMap<String, VirtualFile> files, String path) {
    FileError error = lookUp(files, path);
    return error == null && isDirectory(files, normalise(path)) ? FileError.EISDIR : error;
  }

  /// Looks a path up: null if it names something, else the error.
  private static FileError lookUp(NavigableMap<String, VirtualFile> files, String path) {
    String normal = normalise(path);
    if (isDirectory(files, normal)) {
      return null;
    }
    if (files.containsKey(normal)) {
      return path.endsWith("/") ? FileError.ENOTDIR : null;
    }
    int slash = normal.lastIndexOf('/');
    while (slash > 0) {
      if (files.containsKey(normal.substring(0, slash))) {
        return FileError.ENOTDIR;
      }
      slash = normal.lastIndexOf('/', slash - 1);
    }
    return FileError.ENOENT;
  }

  private static boolean isDirectory(NavigableMap<String, VirtualFile> files, String path) {
    String prefix = asPrefix(path);
    String next = files.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }

  private static List<String> children(NavigableMap<String, VirtualFile> files, String path) {
    String prefix = asPrefix(path);
    TreeSet<String> names = new TreeSet<>();
    for (String file : files.tailMap(prefix).keySet()) {
      if (!file.startsWith(prefix)) {
        break;
      }
      int end = file.indexOf('/', prefix.length());
      names.add(file.substring(prefix.length(), end < 0 ? file.length() : end));
    }
    return List.copyOf(names);
  }

  private static String asPrefix(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  /// The path without `.`, `..` and empty parts; a relative one is taken from the root.
  private static String normalise(String path) {
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /// `drop_caches_sysctl_handler()`: bit 1 drops slab, bit 0 the page cache, of which there is
  /// none; 4 silences the log.
  private FileResult dropCaches(String text) {
    if (text.isEmpty()) {
      return new FileResult.Written();
    }
    String value = text.strip();
    if (!value.matches("0*[1-4]")) {
      return new FileResult.Refused(FileError.EINVAL);
    }
    if ((Integer.parseInt(value) & DROP_SLAB) != 0) {
      machine.calls().dropSlab();
    }
    return new FileResult.Written();
  }
}
