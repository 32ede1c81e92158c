package dev.thplab.sim.task;

/// A memory cgroup: a node of the tree by which processes are grouped. It has no limits.
///
/// @param id identity in the machine; the root's is 1
/// @param path absolute, without a slash at the end; the root's is `/`
/// @param parent the cgroup it is in, or null for the root
public record Cgroup(int id, String path, Cgroup parent) {
  /// The last part of the path; empty for the root (`kn->name`).
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return path;
  }
}
