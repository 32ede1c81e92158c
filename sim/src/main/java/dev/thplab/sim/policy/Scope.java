package dev.thplab.sim.policy;

import dev.thplab.sim.task.Cgroups;

/// Whom a policy is attached to.
///
/// A process scope is a property of the address space, as in v10 to v12 of the BPF THP series:
/// children that exist at the attach stay as they are, later ones inherit it, exec keeps it. The
/// other scopes are looked up: what they cover changes at once with the attach, with exec, and with
/// a migration.
public sealed interface Scope {
  /// Reads a scope as it is shown: `global`, `cgroup:/a/b`, `comm:redis-server` or `pid:7`.
  ///
  /// @throws IllegalArgumentException naming the text and what is allowed instead
  static Scope of(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon + 1);
    String value = text.substring(kind.length());
    if (kind.equals("global") && value.isEmpty()) {
      return GLOBAL;
    }
    if (kind.equals("cgroup:")) {
      Cgroups.checkPath(value);
      return new CgroupTree(value);
    }
    if (kind.equals("comm:") && !value.isEmpty()) {
      return new Comm(value);
    }
    if (kind.equals("pid:") && value.matches("[1-9]\\d{0,8}")) {
      return new Pid(Integer.parseInt(value));
    }
    throw new IllegalArgumentException(
        "scope (%s) must be global, cgroup:/PATH, comm:PROGRAM or pid:NUMBER".formatted(text));
  }

  /// The whole machine (`pid == 0` of v11 and v12).
  Scope GLOBAL = new Global();

  /// See [#GLOBAL].
  record Global() implements Scope {
    @Override
    public String toString() {
      return "global";
    }
  }

  /// The address spaces whose memory cgroup is the one at `path`, or below it.
  record CgroupTree(String path) implements Scope {
    @Override
    public String toString() {
      return "cgroup:" + path;
    }
  }

  /// The processes that run the program `name` (`task->comm`), as the policies of v2 told them
  /// apart.
  record Comm(String name) implements Scope {
    @Override
    public String toString() {
      return "comm:" + name;
    }
  }

  /// The process `pid` and what it forks from the attach on.
  record Pid(int pid) implements Scope {
    @Override
    public String toString() {
      return "pid:" + pid;
    }
  }
}
