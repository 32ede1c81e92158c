package dev.thplab.runtime.livekernel;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes the settings of random scenarios.
///
/// khugepaged sleeps unless it is meant to work. Where kernel threads are needed, so that other
/// processes cannot be kept still, huge pages are for advised memory only: then what those do does
/// not count.
final class RandomSettings {
  private final SplittableRandom random;

  RandomSettings(SplittableRandom random) {
    this.random = random;
  }

  SequencedMap<String, String> make(Set<FuzzKind> kinds) {
    SequencedMap<String, String> settings = KernelSettings.defaults();
    boolean shared =
        kinds.contains(FuzzKind.KHUGEPAGED)
            || (kinds.contains(FuzzKind.COLLAPSE) && random.nextInt(5) > 0);
    settings.put("defrag", "always");
    settings.put("use_zero_page", random.nextInt(5) > 0 ? "1" : "0");
    settings.put(
        "enabled", shared ? "madvise" : pick("never", "madvise", "madvise", "always", "always"));
    for (Map.Entry<String, String> entry : settings.entrySet()) {
      if (entry.getKey().startsWith("hugepages-") && random.nextInt(100) < 40) {
        String mode = pick("always", "madvise", "inherit", "never");
        entry.setValue(shared && !mode.equals("never") ? "madvise" : mode);
      }
    }
    if (kinds.contains(FuzzKind.SHMEM)) {
      settings.put("shmem_enabled", pick("always", "advise", "within_size", "never"));
    }
    settings.put("khugepaged/scan_sleep_millisecs", "600000");
    if (kinds.contains(FuzzKind.KHUGEPAGED)) {
      settings.put("hugepages-2048kB/enabled", pick("inherit", "madvise")); // It would not run.
      settings.put("khugepaged/scan_sleep_millisecs", "10");
      settings.put("khugepaged/alloc_sleep_millisecs", "10");
      settings.put("khugepaged/pages_to_scan", "65536");
      settings.put("khugepaged/max_ptes_none", pick("511", "511", "255", "64", "0"));
      settings.put("khugepaged/max_ptes_shared", pick("256", "256", "0", "511"));
    } else if (kinds.contains(FuzzKind.SHRINK)) {
      settings.put("khugepaged/max_ptes_none", pick("511", "409", "255", "64", "0"));
      settings.put("shrink_underused", pick("0", "1", "1"));
    }
    return settings;
  }

  private String pick(String... values) {
    return List.of(values).get(random.nextInt(values.length));
  }
}
