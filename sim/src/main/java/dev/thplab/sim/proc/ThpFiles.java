package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.MthpStat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// The tree below /sys/kernel/mm/transparent_hugepage: the settings of [ThpSysfs], which can be
/// written, and what the kernel only tells.
final class ThpFiles {
  private static final String ROOT = "/sys/kernel/mm/transparent_hugepage/";
  private static final String KHUGEPAGED = "khugepaged/";
  private static final String SHRINK_UNDERUSED = "shrink_underused";
  private static final long PMD_SIZE = (long) PhysicalMemory.PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  /// Counters that every size has (`any_stats_attrs`, `file_stats_attrs`).
  private static final List<String> STATS =
      List.of(
          "shmem_alloc",
          "shmem_fallback",
          "shmem_fallback_charge",
          "split",
          "split_failed",
          "swpin",
          "swpin_fallback",
          "swpin_fallback_charge",
          "swpout",
          "swpout_fallback",
          "zswpout");

  /// Counters of the sizes that anonymous memory can have (`anon_stats_attrs`).
  private static final List<String> ANON_STATS =
      List.of(
          "anon_fault_alloc",
          "anon_fault_fallback",
          "anon_fault_fallback_charge",
          "nr_anon",
          "nr_anon_partially_mapped",
          "split_deferred");

  /// What a 7.2 kernel adds to them.
  private static final List<String> COLLAPSE_STATS =
      List.of(
          "collapse_alloc",
          "collapse_alloc_failed",
          "collapse_exceed_none_pte",
          "collapse_exceed_shared_pte",
          "collapse_exceed_swap_pte");

  private final Machine machine;
  private final ThpSysfs settings;

  ThpFiles(Machine machine) {
    this.machine = machine;
    settings = machine.thpSysfs();
  }

  void addTo(Map<String, VirtualFile> files) {
    for (String path : ThpSysfs.paths()) {
      files.put(
          ROOT + path,
          VirtualFile.readWrite(() -> settings.read(path) + "\n", text -> write(path, text)));
    }
    addNumber(files, "hpage_pmd_size", () -> PMD_SIZE);
    addNumber(files, KHUGEPAGED + "full_scans", () -> machine.calls().khugepaged().fullScans());
    addNumber(
        files, KHUGEPAGED + "pages_collapsed", () -> machine.calls().khugepaged().pagesCollapsed());
    for (int order = 1; order <= PhysicalMemory.PMD_ORDER; order++) {
      addSize(files, order);
    }
  }

  private void addSize(Map<String, VirtualFile> files, int order) {
    String directory = "hugepages-%dkB/".formatted(4 << order);
    String shmemEnabled =
        order == PhysicalMemory.PMD_ORDER
            ? "always [inherit] within_size advise never\n"
            : "always inherit within_size advise [never]\n";
    files.put(
        ROOT + directory + "shmem_enabled",
        VirtualFile.readOnly(() -> shmemEnabled, FileError.EACCES).withMode(0644));
    addStats(files, directory, order, STATS);
    if (order > 1) {
      addStats(files, directory, order, ANON_STATS);
      if (machine.kernel().profile().collapsesToMthp()) {
        addStats(files, directory, order, COLLAPSE_STATS);
      }
    }
  }

  private void addStats(
      Map<String, VirtualFile> files, String directory, int order, List<String> names) {
    for (String name : names) {
      addNumber(files, directory + "stats/" + name, () -> count(order, name));
    }
  }

  /// The value of a counter; 0 of one that the machine does not keep.
  private long count(int order, String name) {
    Counters counters = machine.kernel().counters();
    for (MthpStat stat : MthpStat.values()) {
      if (stat.kernelName().equals(name)) {
        return counters.get(order, stat);
      }
    }
    return 0;
  }

  private static void addNumber(Map<String, VirtualFile> files, String path, LongSupplier value) {
    files.put(ROOT + path, VirtualFile.readOnly(() -> value.getAsLong() + "\n", FileError.EACCES));
  }

  /// One write(2): nothing happens without text (`sysfs_kf_write`), one newline at the end is let
  /// pass (`sysfs_streq`, kstrtox), and what remains must be a word or number the file knows.
  private FileResult write(String path, String text) {
    if (text.isEmpty()) {
      return new FileResult.Written();
    }
    String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    try {
      settings.write(path, asSetting(path, value));
      return new FileResult.Written();
    } catch (IllegalArgumentException _) {
      return new FileResult.Refused(FileError.EINVAL);
    }
  }

  /// The value as [ThpSysfs] takes it. For a number, kstrtoul() lets a sign and leading zeros pass.
  private static String asSetting(String path, String value) {
    if (path.equals(SHRINK_UNDERUSED)) {
      return flag(value);
    }
    boolean isNumber = path.equals("use_zero_page") || path.startsWith(KHUGEPAGED);
    return isNumber && value.matches("\\+?[0-9]+")
        ? value.replaceFirst("^\\+?0*(?=[0-9])", "")
        : value;
  }

  /// `kstrtobool()`: looks at the first one or two characters.
  private static String flag(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    if (word.startsWith("on") || word.matches("[1yt].*")) {
      return "1";
    }
    return word.startsWith("of") || word.matches("[0nf].*") ? "0" : value;
  }
}
