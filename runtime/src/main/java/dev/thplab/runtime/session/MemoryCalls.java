package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.scenario.PageRun;
import dev.thplab.runtime.scenario.PageRuns;
import dev.thplab.runtime.scenario.PageState;
import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.proc.VmFlagNames;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Memory of a process: map, touch, advise, look. Every call names a pid, and, but for `mmap`, the
/// start and length of a region in bytes.
final class MemoryCalls {
  private static final List<String> MMAP_OPTIONS =
      List.of("at", "name", "prot", "shared", "populate", "stack");
  private static final List<String> TOUCH_OPTIONS = List.of("write", "stride");

  /// How many pages are looked at or touched between two looks for an interrupt.
  private static final int STRIDE = 4096;

  private static final int MAX_PAGES = 1 << 24;

  private final Interrupt interrupt;
  private final Observer observer;

  MemoryCalls(Interrupt interrupt, Observer observer) {
    this.interrupt = interrupt;
    this.observer = observer;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("mmap", MemoryCalls::mmap);
    calls.put("touch", this::touch);
    calls.put("madvise", MemoryCalls::madvise);
    calls.put("mprotect", MemoryCalls::mprotect);
    calls.put("munmap", MemoryCalls::munmap);
    calls.put("vmas", MemoryCalls::vmas);
    calls.put("pages", this::pages);
  }

  /// What a call is about.
  private record Region(Task task, long start, long length) {
    static Region of(World world, Arguments arguments) {
      Task task = world.task(arguments.number(0, "pid"));
      world.machine().run(task);
      return new Region(task, arguments.bytes(1, "start"), arguments.bytes(2, "length"));
    }

    /// The part that the argument at `index` names, or all.
    Region part(Arguments arguments, int index) {
      Units.Range range = Units.range(arguments.textOrNull(index, "range"), length);
      return new Region(task, start + range.from(), range.to() - range.from());
    }

    Mm mm() {
      return task.mm();
    }
  }

  private static Object mmap(World world, Arguments arguments) {
    Task task = world.task(arguments.number(0, "pid"));
    long length = arguments.bytes(1, "size");
    arguments.checkOptions(2, MMAP_OPTIONS);
    long at = arguments.bytesOption(2, "at", 0);
    int flags = MmapFlags.MAP_ANONYMOUS;
    flags |=
        arguments.flagOption(2, "shared", false) ? MmapFlags.MAP_SHARED : MmapFlags.MAP_PRIVATE;
    flags |= arguments.flagOption(2, "populate", false) ? MmapFlags.MAP_POPULATE : 0;
    flags |= arguments.flagOption(2, "stack", false) ? MmapFlags.MAP_STACK : 0;
    flags |= at == 0 ? 0 : MmapFlags.MAP_FIXED_NOREPLACE;
    int prot = prot(arguments.textOption(2, "prot", "rw"));
    Machine machine = world.machine();
    machine.run(task);
    long start = check("mmap", machine.calls().mmap(task.mm(), at, length, prot, flags, true));
    String name = arguments.textOption(2, "name", null);
    if (name != null) {
      check("prctl(PR_SET_VMA_ANON_NAME)", machine.calls().setVmaName(task.mm(), start, name));
    }
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("start", start);
    region.put("length", length + PhysicalMemory.PAGE_SIZE - 1 & -PhysicalMemory.PAGE_SIZE);
    return region;
  }

  private static int prot(String text) {
    if (!text.matches("r?w?x?|none")) {
      throw new SessionException("prot (%s) must be some of rwx, or none".formatted(text));
    }
    return (text.contains("r") ? MmapFlags.PROT_READ : 0)
        | (text.contains("w") ? MmapFlags.PROT_WRITE : 0)
        | (text.contains("x") ? MmapFlags.PROT_EXEC : 0);
  }

  private static long check(String call, long result) {
    if (result < 0) {
      throw SessionException.ofErrno(call, result);
    }
    return result;
  }

  private Object touch(World world, Arguments arguments) {
    Region region = Region.of(world, arguments).part(arguments, 3);
    arguments.checkOptions(4, TOUCH_OPTIONS);
    boolean write = arguments.flagOption(4, "write", true);
    long stride = arguments.bytesOption(4, "stride", PhysicalMemory.PAGE_SIZE);
    if (stride <= 0) {
      throw new SessionException("stride (%d) must be positive".formatted(stride));
    }
    return new TouchWalk(region.task.pid(), region.start, region.length, stride, write)
        .run(world, observer, interrupt, STRIDE);
  }

  private static Object madvise(World world, Arguments arguments) {
    Region region = Region.of(world, arguments).part(arguments, 4);
    String text = arguments.text(3, "advice");
    Advice advice = Advice.ofText(text);
    if (advice == null) {
      List<String> known = Arrays.stream(Advice.values()).map(Advice::text).toList();
      throw new SessionException(
          "madvise: unknown advice " + text + NearestName.question(text, known));
    }
    return check(
        "madvise(" + text + ")",
        world.machine().calls().madvise(region.mm(), region.start, region.length, advice));
  }

  private static Object mprotect(World world, Arguments arguments) {
    Region region = Region.of(world, arguments).part(arguments, 4);
    int prot = prot(arguments.text(3, "prot"));
    return check(
        "mprotect",
        world.machine().calls().mprotect(region.mm(), region.start, region.length, prot));
  }

  private static Object munmap(World world, Arguments arguments) {
    Region region = Region.of(world, arguments).part(arguments, 3);
    return check(
        "munmap", world.machine().calls().munmap(region.mm(), region.start, region.length));
  }

  private static Object vmas(World world, Arguments arguments) {
    Task task = world.task(arguments.number(0, "pid"));
    PageWalk walk = world.machine().calls().walk(task.mm());
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < task.mm().vmas().size(); i++) {
      Vma vma = task.mm().vmas().get(i);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("start", vma.start());
      row.put("end", vma.end());
      row.put("perms", VmFlagNames.perms(vma.flags()));
      row.put("name", vma.name());
      row.put("thpEligible", walk.thpEligible(vma));
      rows.add(row);
    }
    return rows;
  }

  private Object pages(World world, Arguments arguments) {
    Region region = Region.of(world, arguments).part(arguments, 3);
    PageWalk walk = world.machine().calls().walk(region.mm());
    long nrPages = region.length >> PhysicalMemory.PAGE_SHIFT;
    if (nrPages > MAX_PAGES) {
      throw new SessionException("pages: name a range of at most 64 GiB");
    }
    PageState[] pages = new PageState[(int) nrPages];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = PageState.read(walk, region.start + ((long) i << PhysicalMemory.PAGE_SHIFT));
      if (i % STRIDE == 0) {
        interrupt.check();
      }
    }
    List<Object> rows = new ArrayList<>();
    for (PageRun run : PageRuns.of(pages, region.start >> PhysicalMemory.PAGE_SHIFT)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("offset", (long) run.offset() << PhysicalMemory.PAGE_SHIFT);
      row.put("bytes", (long) run.nrPages() << PhysicalMemory.PAGE_SHIFT);
      row.put("order", run.first().order());
      row.put("kind", run.first().kind());
      row.put("map", run.first().map());
      row.put(
          "folios", run.form() == PageRun.Form.BASE ? run.nrPages() : Math.max(1, run.folios()));
      rows.add(row);
    }
    return rows;
  }
}
