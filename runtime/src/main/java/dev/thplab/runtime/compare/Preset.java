package dev.thplab.runtime.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A named setting of the kernel's own THP modes. What a preset does not set stays as a kernel
/// boots: 2048kB inherits, smaller sizes are never.
public enum Preset {
  /// No huge pages.
  NEVER("never"),
  /// Huge pages where the program asks with MADV_HUGEPAGE.
  MADVISE("madvise"),
  /// 2 MiB pages wherever they fit.
  ALWAYS("always"),
  /// 64 KiB folios wherever they fit, and nothing larger.
  MTHP_64K("mthp-64k");

  private final String label;

  Preset(String label) {
    this.label = label;
  }

  /// The name on the command line.
  public String label() {
    return label;
  }

  /// Values by path below /sys/kernel/mm/transparent_hugepage/.
  SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    switch (this) {
      case NEVER, MADVISE, ALWAYS -> settings.put("enabled", label);
      case MTHP_64K -> {
        settings.put("enabled", "never");
        settings.put("hugepages-64kB/enabled", "always");
      }
    }
    return settings;
  }

  /// Every name.
  public static List<String> labels() {
    return Arrays.stream(values()).map(Preset::label).toList();
  }

  /// Returns the preset of that name, or null.
  static Preset ofLabel(String label) {
    for (Preset preset : values()) {
      if (preset.label.equals(label)) {
        return preset;
      }
    }
    return null;
  }
}
