package dev.thplab.sim.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;

/// The tree of memory cgroups, and what is in each.
///
/// The numbers are in arrays by id, so that policies can read them in place; they are replaced by
/// longer ones as cgroups are made, and not to be written by others. An id is never given twice.
public final class Cgroups {
  private static final String ROOT = "/";

  private static final int ROOM = 8;

  private final LinkedHashMap<String, Cgroup> byPath = new LinkedHashMap<>();
  private int[] parents = new int[ROOM];
  private int[] processes = new int[ROOM];
  private long[] anonPages = new long[ROOM];
  private int lastId;
  private int nrChanges;

  /// Makes a tree of the root alone.
  public Cgroups() {
    byPath.put(ROOT, new Cgroup(++lastId, ROOT, null));
  }

  /// Makes an independent copy.
  public Cgroups(Cgroups other) {
    byPath.putAll(other.byPath);
    parents = other.parents.clone();
    processes = other.processes.clone();
    anonPages = other.anonPages.clone();
    lastId = other.lastId;
    nrChanges = other.nrChanges;
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
    Cgroup cgroup = new Cgroup(++lastId, path, parent);
    byPath.put(path, cgroup);
    nrChanges++;
    if (cgroup.id() == parents.length) {
      parents = Arrays.copyOf(parents, 2 * parents.length);
      processes = Arrays.copyOf(processes, 2 * processes.length);
      anonPages = Arrays.copyOf(anonPages, 2 * anonPages.length);
    }
    parents[cgroup.id()] = parent.id();
    return cgroup;
  }

  /// Removes a cgroup that [#isBusy] does not keep.
  public void remove(Cgroup cgroup) {
    byPath.remove(cgroup.path());
    nrChanges++;
  }

  /// Whether a cgroup cannot be removed: it is the root, a process is in it, or a cgroup.
  public boolean isBusy(Cgroup cgroup) {
    return cgroup.parent() == null
        || processes[cgroup.id()] > 0
        || byPath.values().stream().anyMatch(other -> cgroup.equals(other.parent()));
  }

  /// A process is in `cgroup` from now on (1), or no more (-1).
  public void addProcesses(Cgroup cgroup, int delta) {
    processes[cgroup.id()] += delta;
  }

  /// Resident anonymous pages of a process in `cgroup` have become more or fewer.
  public void charge(Cgroup cgroup, long pages) {
    for (Cgroup charged = cgroup; charged != null; charged = charged.parent()) {
      anonPages[charged.id()] += pages;
    }
  }

  /// The id of the cgroup that was made last; those that were removed had smaller ones too.
  public int lastId() {
    return lastId;
  }

  /// A number that is another one after each change of the tree.
  public int nrChanges() {
    return nrChanges;
  }

  /// Live ids of the parents; that of the root is 0.
  public int[] liveParents() {
    return parents;
  }

  /// Live numbers of processes, without those of descendants.
  public int[] liveProcesses() {
    return processes;
  }

  /// Live resident anonymous pages of the processes in each and its descendants.
  public long[] liveAnonPages() {
    return anonPages;
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
