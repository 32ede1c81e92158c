package dev.thplab.sim;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random operations of a few processes on one machine, within a window of 16 MiB.
final class RandomOperations {
  private static final long BASE = 0x2000_0000_0000L;
  private static final int WINDOW_PAGES = 4096;

  private final Machine machine;
  private final List<Integer> pids;

  /// Starts with one process.
  RandomOperations(Machine machine) {
    this.machine = machine;
    pids = new ArrayList<>(List.of(machine.spawn(0, "first").pid()));
  }

  /// Goes on where `other` is, on a copy of its machine.
  RandomOperations(RandomOperations other, Machine copy) {
    machine = copy;
    pids = new ArrayList<>(other.pids);
  }

  private Task task(int i) {
    for (Task task : machine.tasks()) {
      if (task.pid() == pids.get(i)) {
        return task;
      }
    }
    throw new IllegalStateException("no process " + pids.get(i));
  }

  /// Ends every process.
  void exitAll() {
    for (int i = 0; i < pids.size(); i++) {
      machine.exit(task(i));
    }
    pids.clear();
  }

  /// Does one operation and says which.
  String step(SplittableRandom random) {
    Task task = task(random.nextInt(pids.size()));
    machine.run(task);
    long address = BASE + ((long) random.nextInt(WINDOW_PAGES) << 12);
    long length = (long) length(random) << 12;
    return switch (random.nextInt(25)) {
      case 0, 1 -> {
        int shared = random.nextInt(6) == 0 ? MmapFlags.MAP_SHARED : MmapFlags.MAP_PRIVATE;
        int populate = random.nextInt(8) == 0 ? MmapFlags.MAP_POPULATE : 0;
        boolean anonymous = random.nextInt(6) != 0;
        machine
            .calls()
            .mmap(
                task.mm(),
                address,
                length,
                prot(random),
                shared | populate | MmapFlags.MAP_FIXED,
                anonymous);
        yield "mmap";
      }
      case 2 -> {
        machine.calls().munmap(task.mm(), address, length);
        yield "munmap";
      }
      case 3 -> {
        machine.calls().mprotect(task.mm(), address, length, prot(random));
        yield "mprotect";
      }
      case 4, 5, 6, 7 -> {
        Advice advice = Advice.values()[random.nextInt(Advice.values().length)];
        machine.calls().madvise(task.mm(), address, length, advice);
        yield "madvise " + advice;
      }
      case 8 -> {
        long target = BASE + ((long) random.nextInt(WINDOW_PAGES) << 12);
        int fixed = MmapFlags.MREMAP_MAYMOVE | MmapFlags.MREMAP_FIXED;
        long newLength = random.nextBoolean() ? length : (long) length(random) << 12;
        machine
            .calls()
            .mremap(
                task.mm(), address, length, newLength, random.nextBoolean() ? fixed : 1, target);
        yield "mremap";
      }
      case 9 -> {
        if (pids.size() < 5) {
          pids.add(machine.fork(task, 0).pid());
        }
        yield "fork";
      }
      case 10 -> {
        if (pids.size() > 1) {
          pids.removeIf(pid -> pid == task.pid());
          machine.exit(task);
        }
        yield "exit";
      }
      case 11 -> {
        List<String> paths = ThpSysfs.paths();
        String path = paths.get(random.nextInt(paths.size()));
        if (path.endsWith("enabled") && !path.startsWith("shmem")) {
          write(path, random, "always", "madvise", "never");
        } else if (path.contains("max_ptes")) {
          write(path, random, "0", "100", "511");
        } else if (path.equals("use_zero_page") || path.equals("shrink_underused")) {
          write(path, random, "0", "1");
        }
        yield "echo > " + path;
      }
      case 12 -> {
        machine.calls().dropSlab();
        yield "drop_slab";
      }
      case 13 -> {
        machine.calls().khugepaged().runFullScans(1);
        yield "khugepaged";
      }
      default -> {
        int pages = random.nextInt(8) == 0 ? random.nextInt(600) : random.nextInt(6) + 1;
        boolean write = random.nextInt(3) != 0;
        for (int i = 0; i < pages; i++) {
          machine.touch(task, address + ((long) i << 12), write);
        }
        yield "touch";
      }
    };
  }

  private void write(String path, SplittableRandom random, String... values) {
    machine.thpSysfs().write(path, values[random.nextInt(values.length)]);
  }

  private static int length(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> 512 * (1 + random.nextInt(3));
      case 1 -> 1 + random.nextInt(1200);
      default -> 1 + random.nextInt(64);
    };
  }

  private static int prot(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> MmapFlags.PROT_READ;
      default -> MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
    };
  }
}
