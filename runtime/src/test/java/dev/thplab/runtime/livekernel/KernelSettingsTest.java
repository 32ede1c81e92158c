package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.proc.ThpSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uses a directory of plain files for sysfs: each holds what was written last.
final class KernelSettingsTest {
  @TempDir private Path directory;

  private Path sysfs;
  private Path saved;

  @BeforeEach
  void makeSysfs() throws IOException {
    sysfs = directory.resolve("sysfs");
    saved = directory.resolve("saved");
    for (String path : ThpSysfs.paths()) {
      Path file = sysfs.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path.startsWith("khugepaged/") ? "7\n" : "never\n");
    }
    Files.writeString(sysfs.resolve("enabled"), "always [madvise] never\n");
  }

  private KernelSettings settings() {
    return new KernelSettings(sysfs, saved);
  }

  private String value(String path) throws IOException {
    return Files.readString(sysfs.resolve(path)).strip();
  }

  @Test
  void writesDefaultsWhereNothingElseIsWanted() throws IOException {
    KernelSettings settings = settings();
    settings.save();
    settings.apply(Map.of("enabled", "always"));
    assertThat(value("enabled")).isEqualTo("always");
    assertThat(value("hugepages-2048kB/enabled")).isEqualTo("inherit");
    assertThat(value("khugepaged/max_ptes_none")).isEqualTo("511");
  }

  @Test
  void writesOnlyWhatDiffers() throws IOException {
    KernelSettings settings = settings();
    settings.save();
    settings.apply(Map.of());
    Files.writeString(sysfs.resolve("defrag"), "touched");
    settings.apply(Map.of("enabled", "never"));
    assertThat(value("defrag")).isEqualTo("touched");
  }

  @Test
  void restoresEverythingAndForgets() throws IOException {
    KernelSettings settings = settings();
    settings.save();
    settings.apply(Map.of("enabled", "always"));
    settings.restore();
    assertThat(value("enabled")).isEqualTo("madvise");
    assertThat(value("hugepages-2048kB/enabled")).isEqualTo("never");
    assertThat(value("khugepaged/max_ptes_none")).isEqualTo("7");
    assertThat(saved).doesNotExist();
  }

  @Test
  void savesBeforeAnythingChanges() throws IOException {
    settings().save();
    assertThat(saved).content().contains(sysfs.resolve("enabled") + " madvise\n");
    assertThat(value("enabled")).isEqualTo("always [madvise] never");
  }

  @Test
  void undoesWhatAKilledRunLeftBehind() throws IOException {
    KernelSettings killed = settings();
    killed.save();
    killed.apply(Map.of("enabled", "always", "khugepaged/max_ptes_none", "0"));
    settings().save();
    assertThat(value("enabled")).isEqualTo("madvise");
    assertThat(value("khugepaged/max_ptes_none")).isEqualTo("7");
  }

  @Test
  void refusesToChangeWhatIsNotSaved() throws IOException {
    KernelSettings settings = settings();
    assertThatThrownBy(() -> settings.apply(Map.of())).isInstanceOf(IOException.class);
    settings.save();
    settings.restore();
    assertThatThrownBy(() -> settings.apply(Map.of())).hasMessage("the settings are not saved");
    assertThat(value("enabled")).isEqualTo("madvise");
  }
}
