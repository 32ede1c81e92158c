package dev.thplab.sim.task;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;

/// The tree of memory cgroups.
public final class Cgroups {
  private static final String ROOT = "/";

  private final LinkedHashMap<String, Cgroup> byPath = new LinkedHashMap<>();

  /// Makes a tree of the root alone.
  public Cgroups() {
    byPath.put(ROOT, new Cgroup(1, ROOT, null));
  }

  /// Makes an independent copy.
  public Cgroups(Cgroups other) {
    byPath.putAll(other.byPath);
  }

  public Cgroup root() {
    return byPath.get(ROOT);
  }

  /// The cgroup at `path`, or null if there is none.
  public Cgroup find(String path) {
    return byPath.get(path);
  }

  /// Every cgroup, parents before children.
  public Collection<Cgroup> all() {
    return Collections.unmodifiableCollection(byPath.values());
  }

  /// Returns the cgroup at `path`, made with its parents if it does not exist (`mkdir -p`).
  ///
  /// @throws IllegalArgumentException if the path is not absolute or has an empty, `.` or `..` part
  public Cgroup make(String path) {
    checkPath(path);
    Cgroup existing = byPath.get(path);
    if (existing != null) {
      return existing;
    }
    Cgroup parent = make(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    Cgroup cgroup = new Cgroup(byPath.size() + 1, path, parent);
    byPath.put(path, cgroup);
    return cgroup;
  }

  /// Checks that `path` can name a cgroup.
  ///
  /// @throws IllegalArgumentException as [#make]
  public static void checkPath(String path) {
    if (path.equals(ROOT)) {
      return;
    }
    String[] parts = path.split("/", -1);
    boolean valid = parts.length > 1 && parts[0].isEmpty();
    for (int i = 1; i < parts.length; i++) {
      valid &= !parts[i].isEmpty() && !parts[i].equals(".") && !parts[i].equals("..");
    }
    if (!valid) {
      throw new IllegalArgumentException("cgroup (%s) must be a path as /a/b".formatted(path));
    }
  }
}
