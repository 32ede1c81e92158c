package dev.thplab.runtime.livekernel;

import static dev.thplab.sim.mm.MmapFlags.MAP_ANONYMOUS;
import static dev.thplab.sim.mm.MmapFlags.MAP_FIXED;
import static dev.thplab.sim.mm.MmapFlags.MAP_FIXED_NOREPLACE;
import static dev.thplab.sim.mm.MmapFlags.MAP_GROWSDOWN;
import static dev.thplab.sim.mm.MmapFlags.MAP_LOCKED;
import static dev.thplab.sim.mm.MmapFlags.MAP_NORESERVE;
import static dev.thplab.sim.mm.MmapFlags.MAP_POPULATE;
import static dev.thplab.sim.mm.MmapFlags.MAP_PRIVATE;
import static dev.thplab.sim.mm.MmapFlags.MAP_SHARED;
import static dev.thplab.sim.mm.MmapFlags.MAP_STACK;
import static dev.thplab.sim.mm.MmapFlags.PROT_READ;
import static dev.thplab.sim.mm.MmapFlags.PROT_WRITE;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.sim.mm.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes the operations of random scenarios on a few areas of an address space.
final class RandomOps {
  private static final long BASE = 0x2000_0000_0000L;
  private static final long AREA_BYTES = 64L << 20;
  private static final int PAGE = 4096;
  private static final int PMD_PAGES = 512;
  private static final int MAX_DEPTH = 2;

  private static final List<Advice> FORK_ADVICE =
      List.of(Advice.DONTFORK, Advice.DOFORK, Advice.WIPEONFORK, Advice.KEEPONFORK);

  private record Area(long start, long pages) {
    long end() {
      return start + pages * PAGE;
    }
  }

  private final SplittableRandom random;
  private final List<FuzzKind> kinds;
  private final List<Area> areas = new ArrayList<>();
  private int nextArea;

  RandomOps(SplittableRandom random, Set<FuzzKind> kinds) {
    this.random = random;
    this.kinds = List.copyOf(kinds);
  }

  /// Maps a new area far from the others.
  Op map() {
    long start = BASE + nextArea++ * AREA_BYTES + (AREA_BYTES >> 1);
    if (random.nextBoolean()) {
      start += (long) random.nextInt(PMD_PAGES) * PAGE;
    }
    return map(start, pages(), false);
  }

  private long pages() {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(64);
      case 1 -> 200 + random.nextInt(1000);
      default -> (long) PMD_PAGES * (1 + random.nextInt(4));
    };
  }

  private Op map(long start, long pages, boolean overwrite) {
    int flags = MAP_ANONYMOUS | (overwrite ? MAP_FIXED : MAP_FIXED_NOREPLACE);
    boolean shared = has(FuzzKind.SHMEM) && random.nextBoolean();
    flags |= shared ? MAP_SHARED : MAP_PRIVATE;
    if (has(FuzzKind.POPULATE) && random.nextInt(4) == 0) {
      flags |= MAP_POPULATE;
    }
    if (has(FuzzKind.LOCK) && random.nextInt(4) == 0) {
      flags |= MAP_LOCKED;
    }
    if (has(FuzzKind.STACK)) {
      flags |=
          switch (random.nextInt(5)) {
            case 0 -> MAP_STACK;
            case 1 -> shared ? 0 : MAP_GROWSDOWN;
            case 2 -> MAP_NORESERVE;
            default -> 0;
          };
    }
    areas.add(new Area(start, pages));
    return new Op.Mmap(start, pages * PAGE, PROT_READ | PROT_WRITE, flags);
  }

  /// Adds what a process might do next: one operation, or a few that belong together.
  void addStep(List<Op> ops, int depth) {
    if (!kinds.isEmpty() && random.nextInt(5) < 2) {
      addSpecial(ops, kinds.get(random.nextInt(kinds.size())), depth);
    } else {
      ops.add(plain());
    }
  }

  private Op plain() {
    Area area = area();
    Area part = part(area);
    return switch (random.nextInt(12)) {
      case 0, 1 -> advise(part, Advice.HUGEPAGE);
      case 2 -> advise(part, Advice.NOHUGEPAGE);
      case 3, 4 -> new Op.Touch(part.start(), part.pages(), PAGE, random.nextInt(3) > 0);
      case 5, 6 -> scattered(area, 1 + random.nextInt(24), random.nextInt(4) > 0);
      case 7 -> new Op.Touch(area.start(), 1 + area.pages() / 16, 16L * PAGE, true);
      case 8 ->
          new Op.Touch(area.start(), 1 + area.pages() / PMD_PAGES, 2 << 20, random.nextBoolean());
      case 9 -> advise(part, Advice.DONTNEED);
      case 10 -> new Op.Munmap(part.start(), Math.min(part.pages(), 80) * PAGE);
      default -> new Op.Touch(area.start(), area.pages(), PAGE, true);
    };
  }

  private void addSpecial(List<Op> ops, FuzzKind kind, int depth) {
    Area area = area();
    Area part = part(area);
    switch (kind) {
      case FORK -> addFork(ops, depth);
      case PROTECT -> {
        int prot = random.nextInt(4) == 0 ? 0 : PROT_READ;
        ops.add(new Op.Mprotect(part.start(), part.pages() * PAGE, prot));
        ops.add(scattered(part, 1 + random.nextInt(5), random.nextBoolean()));
        if (random.nextInt(4) > 0) {
          ops.add(new Op.Mprotect(part.start(), part.pages() * PAGE, PROT_READ | PROT_WRITE));
        }
      }
      case POPULATE ->
          ops.add(
              advise(part, random.nextBoolean() ? Advice.POPULATE_READ : Advice.POPULATE_WRITE));
      case COLLAPSE -> ops.add(advise(random.nextBoolean() ? area : part, Advice.COLLAPSE));
      case MREMAP -> ops.add(mremap(area, part));
      case VMA -> ops.add(neighbour(area, part));
      case FREE -> {
        ops.add(advise(part, Advice.FREE));
        if (random.nextBoolean()) {
          ops.add(scattered(part, 1 + random.nextInt(8), random.nextInt(3) > 0));
        }
        if (random.nextInt(3) == 0) {
          ops.add(advise(random.nextBoolean() ? area : part, Advice.PAGEOUT));
        }
      }
      case PAGEOUT -> ops.add(advise(part, random.nextBoolean() ? Advice.COLD : Advice.PAGEOUT));
      case GUARD -> {
        Area few = new Area(part.start(), Math.min(part.pages(), 1 + random.nextInt(40)));
        boolean remove = random.nextInt(3) == 0;
        ops.add(advise(few, remove ? Advice.GUARD_REMOVE : Advice.GUARD_INSTALL));
      }
      case PRCTL -> {
        long flags = random.nextInt(8) == 0 ? 1 : 2L * random.nextInt(2);
        ops.add(new Op.PrctlThpDisable(random.nextInt(3) > 0 ? 1 : 0, flags));
      }
      case LOCK ->
          ops.add(
              random.nextInt(4) == 0
                  ? advise(part, Advice.DONTNEED_LOCKED)
                  : new Op.Mlock(part.start(), part.pages() * PAGE));
      case STACK -> {
        long start = area.start() - (1 + random.nextInt(40)) * (long) PAGE;
        ops.add(new Op.TouchList(start, random.nextInt(3) > 0, List.of(0L, 1L, 3L)));
      }
      case SHMEM -> ops.add(map());
      case SHRINK -> {
        if (random.nextInt(3) == 0) {
          addFilled(ops);
        }
        ops.add(new Op.DropSlab());
      }
      case KHUGEPAGED -> {
        ops.add(advise(area, Advice.HUGEPAGE));
        if (random.nextBoolean()) {
          ops.add(new Op.KhugepagedWait(1 + random.nextInt(2)));
        }
      }
    }
  }

  /// Maps a new area that may have huge pages and writes some pages full of zeros or ones.
  private void addFilled(List<Op> ops) {
    ops.add(map());
    Area area = areas.getLast();
    ops.add(advise(area, Advice.HUGEPAGE));
    for (int i = 0; i <= random.nextInt(3); i++) {
      Area part = part(area);
      ops.add(new Op.Fill(part.start(), part.pages(), random.nextInt(2)));
    }
  }

  private void addFork(List<Op> ops, int depth) {
    if (depth == MAX_DEPTH) {
      return;
    }
    if (random.nextInt(4) == 0) {
      ops.add(advise(part(area()), FORK_ADVICE.get(random.nextInt(FORK_ADVICE.size()))));
    }
    List<Op> child = new ArrayList<>();
    int steps = random.nextInt(4);
    List<Area> before = List.copyOf(areas);
    for (int i = 0; i < steps; i++) {
      addStep(child, depth + 1);
    }
    if (random.nextBoolean()) {
      child.add(new Op.Dump("child"));
    }
    areas.clear();
    areas.addAll(before);
    ops.add(new Op.Fork(child));
    if (random.nextBoolean()) {
      ops.add(plain());
    }
    if (random.nextInt(4) > 0) {
      ops.add(new Op.Reap());
      ops.add(scattered(area(), 1 + random.nextInt(6), true));
    }
  }

  private Op mremap(Area area, Area part) {
    long oldBytes = part.pages() * PAGE;
    return switch (random.nextInt(4)) {
      case 0 -> {
        long grown = part.pages() + 1 + random.nextInt(600);
        yield new Op.Mremap(part.start(), oldBytes, grown * PAGE, 0);
      }
      case 1 -> {
        long to = BASE + nextArea++ * AREA_BYTES + (AREA_BYTES >> 1);
        areas.add(new Area(to, area.pages()));
        yield new Op.Mremap(area.start(), area.pages() * PAGE, area.pages() * PAGE, to);
      }
      case 2 -> {
        long kept = 1 + random.nextLong(part.pages());
        yield new Op.Mremap(part.start(), oldBytes, kept * PAGE, 0);
      }
      default -> {
        long to = BASE + nextArea++ * AREA_BYTES + (AREA_BYTES >> 1);
        if (random.nextBoolean()) {
          to += (long) random.nextInt(PMD_PAGES) * PAGE;
        }
        long pages = Math.max(1, part.pages() + random.nextInt(-40, 700));
        areas.add(new Area(to, pages));
        yield new Op.Mremap(part.start(), oldBytes, pages * PAGE, to);
      }
    };
  }

  /// A mapping right behind, before or over an area.
  private Op neighbour(Area area, Area part) {
    long pages = pages();
    return switch (random.nextInt(3)) {
      case 0 -> map(area.end(), pages, false);
      case 1 -> map(area.start() - pages * PAGE, pages, false);
      default -> map(part.start(), part.pages(), true);
    };
  }

  private Op scattered(Area area, int count, boolean write) {
    List<Long> pages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pages.add(random.nextLong(area.pages()));
    }
    return new Op.TouchList(area.start(), write, pages);
  }

  private static Op advise(Area area, Advice advice) {
    return new Op.Madvise(area.start(), area.pages() * PAGE, advice);
  }

  private Area area() {
    return areas.get(random.nextInt(areas.size()));
  }

  /// Part of an area: any pages, or a few whole blocks of some size.
  private Area part(Area area) {
    long first = random.nextLong(area.pages());
    long pages = 1 + random.nextLong(area.pages() - first);
    if (random.nextInt(3) == 0) {
      long block = 1L << random.nextInt(10);
      long start = area.start() + first * PAGE & -block * PAGE;
      if (start >= area.start()) {
        long blocks = Math.max(1, pages / block);
        return new Area(start, Math.min(blocks * block, (area.end() - start) / PAGE));
      }
    }
    return new Area(area.start() + first * PAGE, pages);
  }

  private boolean has(FuzzKind kind) {
    return kinds.contains(kind);
  }
}
