package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Task;
import java.util.Map;

/// The cgroup v2 tree at /sys/fs/cgroup: who is in which cgroup, and pressure. There are no
/// controllers, so files of limits and usage do not exist, as on a kernel where the controller is
/// not enabled.
final class CgroupFiles {
  static final String ROOT = "/sys/fs/cgroup";

  private final Machine machine;

  CgroupFiles(Machine machine) {
    this.machine = machine;
  }

  void addTo(Map<String, VirtualFile> files) {
    for (Cgroup cgroup : machine.cgroups().all()) {
      String directory = directory(cgroup) + "/";
      files.put(
          directory + "cgroup.procs",
          VirtualFile.readWrite(() -> procs(cgroup), text -> migrate(text, cgroup)));
      files.put(directory + "memory.pressure", Pressure.file(0644));
      if (cgroup.parent() != null) {
        files.put(
            directory + "cgroup.events",
            VirtualFile.readOnly(() -> events(cgroup), FileError.EINVAL));
        files.put(
            directory + "cgroup.type",
            VirtualFile.readOnly(() -> "domain\n", FileError.EINVAL).withMode(0644));
      }
    }
  }

  /// mkdir(2) of a normal path below [#ROOT] whose parent exists: null or the error
  /// (`cgroup_mkdir()`).
  FileError makeDirectory(String path) {
    if (path.contains("\n")) {
      return FileError.EINVAL;
    }
    machine.cgroups().make(path.substring(ROOT.length()));
    return null;
  }

  /// rmdir(2) of a directory at or below [#ROOT]: null or the error (`cgroup_rmdir()`).
  FileError removeDirectory(String path) {
    String cgroup = path.equals(ROOT) ? "/" : path.substring(ROOT.length());
    return machine.removeCgroup(cgroup) == 0 ? null : FileError.EBUSY;
  }

  private static String directory(Cgroup cgroup) {
    return cgroup.parent() == null ? ROOT : ROOT + cgroup.path();
  }

  private String procs(Cgroup cgroup) {
    StringBuilder pids = new StringBuilder();
    for (Task task : machine.tasks()) {
      if (!task.hasExited() && task.cgroup().equals(cgroup)) {
        pids.append(task.pid()).append('\n');
      }
    }
    return pids.toString();
  }

  /// `cgroup_events_show()`: whether a process is in the cgroup or below it.
  private String events(Cgroup cgroup) {
    boolean populated = machine.tasks().stream().anyMatch(task -> isIn(task, cgroup));
    return "populated %d\nfrozen 0\n".formatted(populated ? 1 : 0);
  }

  private static boolean isIn(Task task, Cgroup cgroup) {
    String path = task.cgroup().path() + "/";
    return !task.hasExited() && path.startsWith(cgroup.path() + "/");
  }

  /// `cgroup_procs_write_start()`: one pid in decimal. 0 is who writes, and nobody in the machine
  /// does.
  private FileResult migrate(String text, Cgroup cgroup) {
    String pid = text.strip();
    if (!pid.matches("\\+?[0-9]{1,10}") || Long.parseLong(pid) > Integer.MAX_VALUE) {
      return new FileResult.Refused(FileError.EINVAL);
    }
    for (Task task : machine.tasks()) {
      if (task.pid() == Integer.parseInt(pid) && !task.hasExited()) {
        machine.migrate(task, cgroup);
        return new FileResult.Written();
      }
    }
    return new FileResult.Refused(FileError.ESRCH);
  }
}
