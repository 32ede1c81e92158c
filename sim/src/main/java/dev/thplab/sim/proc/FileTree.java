package dev.thplab.sim.proc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Files by absolute path, and the directories that their paths imply.
///
/// A path is normal when it has no `.`, `..`, empty part or slash at its end.
record FileTree(NavigableMap<String, VirtualFile> files) {
  /// Resolves `path`, taken from the directory `from`, to a normal path. As there are no symbolic
  /// links, `..` is the parent.
  static String normalise(String from, String path) {
    ArrayDeque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : from + "/" + path;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  static String normalise(String path) {
    return normalise("/", path);
  }

  /// The directory that a normal path is in.
  static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  /// Looks a path up: null if it names something, else the error.
  FileError lookUp(String path) {
    String normal = normalise(path);
    if (isDirectory(normal)) {
      return null;
    }
    if (files.containsKey(normal)) {
      return path.endsWith("/") ? FileError.ENOTDIR : null;
    }
    for (String above = parent(normal); !above.equals("/"); above = parent(above)) {
      if (files.containsKey(above)) {
        return FileError.ENOTDIR;
      }
    }
    return FileError.ENOENT;
  }

  /// As [#lookUp], for who wants a file and no directory.
  FileError lookUpFile(String path) {
    FileError error = lookUp(path);
    return error == null && isDirectory(normalise(path)) ? FileError.EISDIR : error;
  }

  /// The file at a path that [#lookUpFile] accepts.
  VirtualFile file(String path) {
    return files.get(normalise(path));
  }

  boolean isDirectory(String normal) {
    String prefix = asPrefix(normal);
    String next = files.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }

  /// The names in a directory, in the order of `LC_ALL=C ls`.
  List<String> children(String normal) {
    String prefix = asPrefix(normal);
    TreeSet<String> names = new TreeSet<>();
    for (String file : files.tailMap(prefix, true).keySet()) {
      if (!file.startsWith(prefix)) {
        break;
      }
      int end = file.indexOf('/', prefix.length());
      names.add(file.substring(prefix.length(), end < 0 ? file.length() : end));
    }
    return List.copyOf(names);
  }

  /// The normal paths that match a pattern of glob(7), in the order of `LC_ALL=C ls`.
  List<String> glob(String pattern) {
    List<String> found = List.of("");
    for (String part : normalise(pattern).substring(1).split("/", -1)) {
      List<String> next = new ArrayList<>();
      for (String directory : found) {
        for (String name : matches(directory, part)) {
          next.add(directory + "/" + name);
        }
      }
      found = next;
    }
    return found.stream().filter(path -> files.containsKey(path) || isDirectory(path)).toList();
  }

  private List<String> matches(String directory, String part) {
    if (!Glob.isPattern(part)) {
      return List.of(part);
    }
    Pattern regex = Glob.compile(part);
    return children(directory).stream().filter(name -> regex.matcher(name).matches()).toList();
  }

  private static String asPrefix(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
