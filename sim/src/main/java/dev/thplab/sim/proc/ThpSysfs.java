package dev.thplab.sim.proc;

import dev.thplab.sim.policy.Defrag;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.policy.ShmemMode;
import dev.thplab.sim.policy.ThpMode;
import dev.thplab.sim.policy.ThpSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The writable files below /sys/kernel/mm/transparent_hugepage/ as text, with the kernel's names
/// and layouts.
///
/// Paths are relative to that directory: `enabled`, `hugepages-64kB/enabled`,
/// `khugepaged/max_ptes_none`.
public final class ThpSysfs {
  private static final List<ThpMode> GLOBAL_MODES =
      List.of(ThpMode.ALWAYS, ThpMode.MADVISE, ThpMode.NEVER);
  private static final List<ThpMode> SIZE_MODES =
      List.of(ThpMode.ALWAYS, ThpMode.INHERIT, ThpMode.MADVISE, ThpMode.NEVER);
  private static final String SIZE_PREFIX = "hugepages-";
  private static final String SIZE_SUFFIX = "kB/enabled";
  private static final String KHUGEPAGED = "khugepaged/";

  private final ThpSettings settings;

  /// Makes the text view of `settings`.
  public ThpSysfs(ThpSettings settings) {
    this.settings = settings;
  }

  /// Returns every writable path, global files first.
  public static List<String> paths() {
    List<String> paths =
        new ArrayList<>(
            List.of("enabled", "defrag", "shmem_enabled", "use_zero_page", "shrink_underused"));
    for (int order = 2; order <= 9; order++) {
      paths.add(SIZE_PREFIX + (4 << order) + SIZE_SUFFIX);
    }
    for (KhugepagedSettings.Key key : KhugepagedSettings.Key.values()) {
      paths.add(KHUGEPAGED + key.file());
    }
    return paths;
  }

  /// Returns the text of a file without its newline: `always [madvise] never`, or a number.
  ///
  /// @throws IllegalArgumentException if there is no such file
  public String read(String path) {
    return switch (path) {
      case "enabled" -> choice(GLOBAL_MODES.stream().map(ThpMode::text), settings.enabled().text());
      case "defrag" ->
          choice(Arrays.stream(Defrag.values()).map(Defrag::text), settings.defrag().text());
      case "shmem_enabled" ->
          choice(
              Arrays.stream(ShmemMode.values()).map(ShmemMode::text),
              settings.shmemEnabled().text());
      case "use_zero_page" -> settings.useZeroPage() ? "1" : "0";
      case "shrink_underused" -> settings.shrinkUnderused() ? "1" : "0";
      default ->
          path.startsWith(KHUGEPAGED)
              ? Integer.toString(settings.khugepaged().get(khugepagedKey(path)))
              : choice(
                  SIZE_MODES.stream().map(ThpMode::text), settings.enabled(sizeOrder(path)).text());
    };
  }

  /// Returns the value of a file: the chosen word, or the number.
  ///
  /// @throws IllegalArgumentException if there is no such file
  public String value(String path) {
    String text = read(path);
    int open = text.indexOf('[');
    return open < 0 ? text : text.substring(open + 1, text.indexOf(']'));
  }

  /// Writes a file, as `echo value > path` does.
  ///
  /// @throws IllegalArgumentException naming path, value and what is allowed, if the path or the
  ///   value is unknown
  public void write(String path, String value) {
    switch (path) {
      case "enabled" -> settings.setEnabled(parse(path, value, GLOBAL_MODES, ThpMode::text));
      case "defrag" ->
          settings.setDefrag(parse(path, value, List.of(Defrag.values()), Defrag::text));
      case "shmem_enabled" ->
          settings.setShmemEnabled(
              parse(path, value, List.of(ShmemMode.values()), ShmemMode::text));
      case "use_zero_page" -> settings.setUseZeroPage(flag(path, value));
      case "shrink_underused" -> settings.setShrinkUnderused(flag(path, value));
      default -> {
        if (path.startsWith(KHUGEPAGED)) {
          settings.khugepaged().set(khugepagedKey(path), number(path, value));
        } else {
          settings.setEnabled(sizeOrder(path), parse(path, value, SIZE_MODES, ThpMode::text));
        }
      }
    }
  }

  private static String choice(Stream<String> words, String chosen) {
    return words
        .map(word -> word.equals(chosen) ? "[" + word + "]" : word)
        .collect(Collectors.joining(" "));
  }

  private static <T> T parse(
      String path, String value, List<T> choices, java.util.function.Function<T, String> text) {
    for (T choice : choices) {
      if (text.apply(choice).equals(value)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "%s (%s) must be one of %s"
            .formatted(path, value, choices.stream().map(text).collect(Collectors.joining(", "))));
  }

  private static boolean flag(String path, String value) {
    return switch (value) {
      case "0" -> false;
      case "1" -> true;
      default ->
          throw new IllegalArgumentException("%s (%s) must be 0 or 1".formatted(path, value));
    };
  }

  private static int number(String path, String value) {
    if (!value.matches("[0-9]{1,10}") || Long.parseLong(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("%s (%s) must be a whole number".formatted(path, value));
    }
    return Integer.parseInt(value);
  }

  private static KhugepagedSettings.Key khugepagedKey(String path) {
    String file = path.substring(KHUGEPAGED.length());
    for (KhugepagedSettings.Key key : KhugepagedSettings.Key.values()) {
      if (key.file().equals(file)) {
        return key;
      }
    }
    throw unknown(path);
  }

  private static int sizeOrder(String path) {
    for (int order = 2; order <= 9; order++) {
      if (path.equals(SIZE_PREFIX + (4 << order) + SIZE_SUFFIX)) {
        return order;
      }
    }
    throw unknown(path);
  }

  private static IllegalArgumentException unknown(String path) {
    return new IllegalArgumentException("unknown setting " + path);
  }
}
