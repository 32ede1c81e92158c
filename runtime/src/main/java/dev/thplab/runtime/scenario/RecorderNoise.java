package dev.thplab.runtime.scenario;

import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;

/// What the recorder of a kernel's results does to them itself, once a scenario forks.
///
/// The forked child runs deeper in its stack than its parent did and touches 15 or 16 new pages at
/// the end of it. Where 16 to 64 KiB folios are enabled for all memory, these pages are folios and
/// are counted. And after a fork the recorder's memory is write-protected: when the text it prints
/// about a system call reaches a new page, that call is recorded with one fault more. Both were
/// seen by running the recorder with its stack and its output buffer watched.
final class RecorderNoise {
  private static final int STACK_PAGES = 16;

  private final int orders;
  private int forks;
  private int children;

  /// Follows the recording of `scenario`.
  RecorderNoise(Scenario scenario) {
    ThpSettings settings = new ThpSettings();
    ThpSysfs sysfs = new ThpSysfs(settings);
    scenario.settings().forEach(setting -> sysfs.write(setting.path(), setting.value()));
    orders = settings.anonOrders(false);
  }

  /// Notes that a fork was recorded.
  void fork() {
    forks++;
    children++;
  }

  /// Notes that all children were recorded to exit.
  void reap() {
    children = 0;
  }

  /// Whether a system call may be recorded with `extra` faults more than it took.
  boolean explainsFaults(long extra) {
    return forks > 0 && extra == 1;
  }

  /// Whether a counter may be recorded with `extra` more than the scenario caused.
  boolean explainsCounter(String name, long extra) {
    int stacks = stacks(name.substring(name.indexOf('/') + 1));
    for (int order = 2; order <= 4; order++) {
      if (name.startsWith((4 << order) + "kB/") && (orders >> order & 1) != 0) {
        return extra > 0 && extra << order <= (long) stacks * STACK_PAGES;
      }
    }
    return false;
  }

  private int stacks(String stat) {
    return switch (stat) {
      case "anon_fault_alloc" -> forks;
      case "nr_anon" -> children;
      default -> 0;
    };
  }
}
