package dev.thplab.sim.workload;

import java.util.ArrayList;
import java.util.List;

/// Turns the lines of one `thpt/1` trace into events; keeps the last page of each process, from
/// which pages are counted.
final class TraceParser {
  private static final long PAGES = 1L << 35;
  private static final long USER_SPACE = 1L << 47;
  private static final int MAX_PID = 1 << 22;

  private final List<Long> lastPage = new ArrayList<>();
  private int pid = 1;
  private long nrFaults;
  private String[] words = {};

  /// Faults in the lines parsed so far.
  long nrFaults() {
    return nrFaults;
  }

  /// Parses one line.
  ///
  /// @throws IllegalArgumentException naming the value and the rule it breaks
  TraceEvent parse(String line) {
    words = line.split(" ", -1);
    return switch (words[0]) {
      case "r", "R", "x", "X" -> faults(false, false);
      case "w", "W" -> faults(true, false);
      case "p", "P" -> faults(true, true);
      case "C" -> {
        count(1);
        pid = (int) decimal(1, 1, MAX_PID);
        yield new TraceEvent.Switch(pid);
      }
      case "T" -> {
        count(1);
        yield new TraceEvent.Sleep(decimal(1, 0, 1L << 40));
      }
      case "mmap" -> {
        count(5);
        yield new TraceEvent.Mmap(address(1), length(2), bits(3), bits(4), anonymous(5));
      }
      case "munmap" -> {
        countOrOneMore(2);
        yield new TraceEvent.Munmap(address(1), length(2));
      }
      case "mprotect" -> {
        count(3);
        yield new TraceEvent.Mprotect(address(1), length(2), bits(3));
      }
      case "madvise" -> {
        count(3);
        yield new TraceEvent.Madvise(address(1), length(2), hex(3));
      }
      case "mlock" -> {
        countOrOneMore(2);
        yield new TraceEvent.Mlock(address(1), length(2));
      }
      case "brk" -> {
        count(1);
        yield new TraceEvent.Brk(address(1));
      }
      case "mremap" -> {
        count(5);
        yield new TraceEvent.Mremap(address(1), length(2), length(3), bits(4), address(5));
      }
      case "prctl" -> {
        count(2);
        yield new TraceEvent.Prctl(hex(1), hex(2));
      }
      case "exec" -> exec();
      case "vma" -> {
        count(4);
        yield new TraceEvent.Mapping(address(1), address(2), hex(3), anonymous(4));
      }
      case "fork" -> {
        count(1);
        yield new TraceEvent.ForkTo((int) decimal(1, 1, MAX_PID));
      }
      case "thread" -> new TraceEvent.NewThread();
      case "exit" -> new TraceEvent.Exit();
      case "shmat", "process_madvise" -> new TraceEvent.Ignored(words[0]);
      default -> throw new IllegalArgumentException("unknown event '" + words[0] + "'");
    };
  }

  private TraceEvent.Faults faults(boolean write, boolean present) {
    if (words.length < 2 || words.length > 4) {
      throw new IllegalArgumentException(
          "'"
              + words[0]
              + "' takes 1 to 3 values (page, count, stride), not "
              + (words.length - 1));
    }
    int count = words.length > 2 ? (int) decimal(2, 1, Integer.MAX_VALUE) : 1;
    long stride = words.length > 3 ? decimal(3, -PAGES, PAGES) : 1;
    long page = lastPage() + signedHex(1);
    long last = page + stride * (count - 1);
    if (Math.min(page, last) < 0 || Math.max(page, last) >= PAGES) {
      throw new IllegalArgumentException(
          "'" + words[1] + "' leads to page " + Long.toHexString(page) + ", outside user space");
    }
    lastPage.set(pid, last);
    nrFaults += count;
    boolean fromKernel = Character.isUpperCase(words[0].charAt(0));
    return new TraceEvent.Faults(page, count, stride, write, present, fromKernel);
  }

  private long lastPage() {
    while (lastPage.size() <= pid) {
      lastPage.add(0L);
    }
    return lastPage.get(pid);
  }

  private TraceEvent.Exec exec() {
    if (words.length < 4) {
      throw new IllegalArgumentException("'exec' takes a name, start_brk and brk");
    }
    int n = words.length;
    lastPage();
    lastPage.set(pid, 0L);
    String comm = String.join(" ", List.of(words).subList(1, n - 2));
    return new TraceEvent.Exec(comm, address(n - 2), address(n - 1));
  }

  private void count(int expected) {
    if (words.length != expected + 1) {
      throw new IllegalArgumentException(
          "'%s' takes %d values, not %d".formatted(words[0], expected, words.length - 1));
    }
  }

  /// Recorders write the call's third register too.
  private void countOrOneMore(int expected) {
    if (words.length != expected + 2) {
      count(expected);
    }
  }

  private boolean anonymous(int i) {
    return switch (words[i]) {
      case "a" -> true;
      case "f" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + words[i] + "' must be a (anonymous) or f (file)");
    };
  }

  private long address(int i) {
    long value = hex(i);
    if (value < 0 || value > USER_SPACE) {
      throw new IllegalArgumentException("address '" + words[i] + "' lies outside user space");
    }
    return value;
  }

  private long length(int i) {
    long value = hex(i);
    if (value < 0 || value > USER_SPACE) {
      throw new IllegalArgumentException("length '" + words[i] + "' must be at most 800000000000");
    }
    return value;
  }

  private int bits(int i) {
    long value = hex(i);
    if (value < 0 || value > 0xffffffffL) {
      throw new IllegalArgumentException("'" + words[i] + "' must fit 32 bits");
    }
    return (int) value;
  }

  private long signedHex(int i) {
    String word = words[i];
    boolean negative = word.startsWith("-");
    long value = parseHex(word, negative ? word.substring(1) : word);
    return negative ? -value : value;
  }

  private long hex(int i) {
    return parseHex(words[i], words[i]);
  }

  private static long parseHex(String word, String digits) {
    if (digits.isEmpty()
        || digits.length() > 16
        || !digits.chars().allMatch(TraceParser::isHexDigit)) {
      throw new IllegalArgumentException("'" + word + "' must be a hexadecimal number");
    }
    return Long.parseUnsignedLong(digits, 16);
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private long decimal(int i, long min, long max) {
    String word = words[i];
    if (!word.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException("'" + word + "' must be a decimal number");
    }
    long value = Long.parseLong(word);
    if (value < min || value > max) {
      throw new IllegalArgumentException("'%s' must be in [%d, %d]".formatted(word, min, max));
    }
    return value;
  }
}
