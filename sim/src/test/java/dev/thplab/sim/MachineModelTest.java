package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Drives a small machine with random operations and recounts its books again and again. The number
/// of operations is the system property `thplab.model.operations`.
class MachineModelTest {
  private static final long BASE = 0x2000_0000_0000L;
  private static final int WINDOW_PAGES = 4096;
  private static final int OPERATIONS = Integer.getInteger("thplab.model.operations", 100_000);
  private static final int SEEDS = 5;

  private final List<Task> live = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsItsBooksUnderRandomOperations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));
    live.clear();
    live.add(machine.spawn(0, "first"));
    for (int step = 0; step < OPERATIONS / SEEDS; step++) {
      String operation = step(machine, random);
      if (step % 23 == 0) {
        assertThat(machine.violations()).as("seed %d step %d: %s", seed, step, operation).isEmpty();
      }
    }
    live.forEach(machine::exit);
    assertThat(machine.violations()).isEmpty();
    assertThat(machine.kernel().rssPages()).isZero();
    assertThat(machine.kernel().memory().pageTablePages()).isZero();
  }

  private String step(Machine machine, SplittableRandom random) {
    Task task = live.get(random.nextInt(live.size()));
    machine.run(task);
    long address = BASE + ((long) random.nextInt(WINDOW_PAGES) << 12);
    long length = (long) length(random) << 12;
    return switch (random.nextInt(24)) {
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
        if (live.size() < 5) {
          live.add(machine.fork(task, 0));
        }
        yield "fork";
      }
      case 10 -> {
        if (live.size() > 1) {
          live.remove(task);
          machine.exit(task);
        }
        yield "exit";
      }
      case 11 -> {
        List<String> paths = ThpSysfs.paths();
        String path = paths.get(random.nextInt(paths.size()));
        if (path.endsWith("enabled") && !path.startsWith("shmem")) {
          String[] modes = {"always", "madvise", "never"};
          machine.thpSysfs().write(path, modes[random.nextInt(modes.length)]);
        }
        yield "echo > " + path;
      }
      case 12 -> {
        machine.calls().dropSlab();
        yield "drop_slab";
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
