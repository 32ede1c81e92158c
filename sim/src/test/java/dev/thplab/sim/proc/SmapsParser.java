package dev.thplab.sim.proc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reader of /proc/PID/smaps as tools have one, written against the output of a real kernel. It
/// knows nothing of the simulator.
final class SmapsParser {
  /// One VMA: its first line, the values in kB and the flags.
  record Mapping(
      long start,
      long end,
      String access,
      String name,
      Map<String, Long> values,
      Set<String> flags) {}

  private static final Pattern HEADER =
      Pattern.compile(
          "([0-9a-f]+)-([0-9a-f]+) ([rwxsp-]{4}) [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ [0-9]+ *(.*)");
  private static final Pattern VALUE = Pattern.compile("(\\w+): +([0-9]+)( kB)?");
  private static final String FLAGS = "VmFlags: ";

  private SmapsParser() {}

  static List<Mapping> parse(String text) {
    List<Mapping> mappings = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      Matcher value = VALUE.matcher(line);
      if (header.matches()) {
        mappings.add(
            new Mapping(
                Long.parseUnsignedLong(header.group(1), 16),
                Long.parseUnsignedLong(header.group(2), 16),
                header.group(3),
                header.group(4),
                new LinkedHashMap<>(),
                new TreeSet<>()));
      } else if (value.matches()) {
        mappings.getLast().values().put(value.group(1), Long.parseLong(value.group(2)));
      } else if (line.startsWith(FLAGS)) {
        for (String flag : line.substring(FLAGS.length()).trim().split(" ", -1)) {
          mappings.getLast().flags().add(flag);
        }
      } else {
        throw new IllegalArgumentException("not a line of smaps: " + line);
      }
    }
    return mappings;
  }
}
