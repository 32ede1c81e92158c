package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.task.Task;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The kernel's files of a simulated machine, /proc and /sys, under Linux's names and in its
/// layouts (6.18, x86-64), as root sees them.
///
/// Paths are absolute; `.`, `..` and repeated slashes are resolved. There is no /proc/self: nobody
/// in the machine reads the files. What a file shows is computed at each read.
public final class VirtualFiles {
  private static final String DROP_CACHES = "/proc/sys/vm/drop_caches";
  private static final int DROP_SLAB = 2;
  private static final String SYS = "/sys/";

  private final Machine machine;
  private final TreeMap<String, VirtualFile> fixed = new TreeMap<>();

  /// Makes the files of `machine`.
  public VirtualFiles(Machine machine) {
    this.machine = machine;
    fixed.put("/proc/buddyinfo", proc(() -> FreeBlocks.buddyinfo(machine.kernel().memory())));
    fixed.put("/proc/meminfo", proc(() -> Meminfo.text(machine)));
    fixed.put(
        "/proc/pagetypeinfo",
        proc(() -> FreeBlocks.pagetypeinfo(machine.kernel().memory())).withMode(0400));
    fixed.put("/proc/pressure/memory", Pressure.file(0666));
    fixed.put("/proc/vmstat", proc(() -> Vmstat.text(machine)));
    fixed.put(DROP_CACHES, VirtualFile.writeOnly(this::dropCaches));
    new ThpFiles(machine).addTo(fixed);
  }

  /// A file of fs/proc without a write method (`proc_reg_write`).
  private static VirtualFile proc(Supplier<String> text) {
    return VirtualFile.readOnly(text, FileError.EIO);
  }

  /// Resolves `path`, taken from the directory `from`, to an absolute path without `.`, `..` and
  /// empty parts.
  public static String resolve(String from, String path) {
    return FileTree.normalise(from, path);
  }

  /// Whether a path leads below /proc or /sys, whatever is there.
  public static boolean covers(String path) {
    return (FileTree.normalise(path) + "/").matches("(?s)/(proc|sys)/.*");
  }

  /// Whether there is a file or directory at `path`.
  public boolean exists(String path) {
    return tree().lookUp(path) == null;
  }

  /// Whether there is a directory at `path`.
  public boolean isDirectory(String path) {
    return tree().isDirectory(FileTree.normalise(path));
  }

  /// Reads a file: [FileResult.Text], or [FileResult.Refused]. Reading smaps asks the policy that
  /// covers the process, as the kernel does.
  public FileResult read(String path) {
    FileTree tree = tree();
    FileError error = tree.lookUpFile(path);
    return error == null ? tree.file(path).reader().get() : new FileResult.Refused(error);
  }

  /// Writes a file as one write(2) after open(2) without `O_CREAT`: [FileResult.Written], or
  /// [FileResult.Refused].
  public FileResult write(String path, String text) {
    FileTree tree = tree();
    FileError error = tree.lookUpFile(path);
    return error == null ? tree.file(path).writer().apply(text) : new FileResult.Refused(error);
  }

  /// What open(2) with `O_WRONLY | O_CREAT` answers: null if `path` can be written, else the error.
  /// sysfs and cgroupfs refuse to make a file (`EACCES`), /proc does not know it (`ENOENT`).
  public FileError openToWrite(String path) {
    FileTree tree = tree();
    String normal = FileTree.normalise(path);
    FileError error = tree.lookUpFile(path);
    if (error == null) {
      boolean isReadOnly = isSysfs(normal) && (tree.file(path).mode() & 0222) == 0;
      return isReadOnly ? FileError.EACCES : null;
    }
    boolean isNew = error == FileError.ENOENT && tree.isDirectory(FileTree.parent(normal));
    return isNew && normal.startsWith(SYS) ? FileError.EACCES : error;
  }

  /// Lists a directory: [FileResult.Names], or [FileResult.Refused].
  public FileResult list(String path) {
    FileTree tree = tree();
    String normal = FileTree.normalise(path);
    FileError error = tree.lookUp(path);
    if (error != null) {
      return new FileResult.Refused(error);
    }
    return tree.isDirectory(normal)
        ? new FileResult.Names(tree.children(normal))
        : new FileResult.Refused(FileError.ENOTDIR);
  }

  /// stat(2): [FileResult.Status], or [FileResult.Refused].
  public FileResult status(String path) {
    FileTree tree = tree();
    String normal = FileTree.normalise(path);
    FileError error = tree.lookUp(path);
    if (error != null) {
      return new FileResult.Refused(error);
    }
    if (!tree.isDirectory(normal)) {
      long sizeBytes = isSysfs(normal) ? PhysicalMemory.PAGE_SIZE : 0;
      return new FileResult.Status(false, tree.file(path).mode(), 1, sizeBytes);
    }
    long inside =
        tree.children(normal).stream()
            .filter(name -> tree.isDirectory(FileTree.normalise(normal, name)))
            .count();
    return new FileResult.Status(true, directoryMode(normal), (int) inside + 2, 0);
  }

  /// mkdir(2): [FileResult.Written], or [FileResult.Refused]. Only below /sys/fs/cgroup can
  /// directories be made; each is a cgroup.
  public FileResult makeDirectory(String path) {
    FileTree tree = tree();
    String normal = FileTree.normalise(path);
    FileError error = tree.lookUp(normal);
    if (error != FileError.ENOENT) {
      return new FileResult.Refused(error == null ? FileError.EEXIST : error);
    }
    if (!tree.isDirectory(FileTree.parent(normal)) || normal.startsWith("/proc/")) {
      return new FileResult.Refused(FileError.ENOENT);
    }
    FileError refusal =
        normal.startsWith(CgroupFiles.ROOT + "/")
            ? new CgroupFiles(machine).makeDirectory(normal)
            : FileError.EPERM;
    return refusal == null ? new FileResult.Written() : new FileResult.Refused(refusal);
  }

  /// rmdir(2): [FileResult.Written], or [FileResult.Refused]. Only cgroups can be removed.
  public FileResult removeDirectory(String path) {
    FileTree tree = tree();
    String normal = FileTree.normalise(path);
    FileError error = tree.lookUp(path);
    if (error != null) {
      return new FileResult.Refused(error);
    }
    if (!tree.isDirectory(normal)) {
      return new FileResult.Refused(FileError.ENOTDIR);
    }
    FileError refusal =
        (normal + "/").startsWith(CgroupFiles.ROOT + "/")
            ? new CgroupFiles(machine).removeDirectory(normal)
            : isMountPoint(normal) ? FileError.EBUSY : FileError.EPERM;
    return refusal == null ? new FileResult.Written() : new FileResult.Refused(refusal);
  }

  private static boolean isMountPoint(String normal) {
    return normal.equals("/") || normal.equals("/proc") || normal.equals("/sys");
  }

  /// Returns the files and directories that match a pattern of glob(7), in the order of `LC_ALL=C
  /// ls`; none if nothing matches.
  public List<String> glob(String pattern) {
    return tree().glob(pattern);
  }

  private FileTree tree() {
    TreeMap<String, VirtualFile> files = new TreeMap<>(fixed);
    new CgroupFiles(machine).addTo(files);
    for (Task task : machine.tasks()) {
      if (!task.hasExited()) {
        new ProcessFiles(machine, task).addTo(files);
      }
    }
    return new FileTree(files);
  }

  private static boolean isSysfs(String normal) {
    return normal.startsWith(SYS) && !normal.startsWith(CgroupFiles.ROOT + "/");
  }

  /// The roots of mounted trees and all of /proc cannot be written, even by root's own bits.
  private static int directoryMode(String normal) {
    boolean isFixed =
        normal.matches("/proc(/.*)?") || normal.equals("/sys") || normal.equals(CgroupFiles.ROOT);
    return isFixed ? 0555 : 0755;
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
