package dev.thplab.sim.policy;

/// Whom a policy is attached to.
///
/// A process scope is a property of the address space, as in v10 to v12 of the BPF THP series:
/// children that exist at the attach stay as they are, later ones inherit it, exec keeps it. The
/// other scopes are looked up: what they cover changes at once with the attach, with exec, and with
/// a migration.
public sealed interface Scope {
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
