package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.FaultEvents;
import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.OpResult;
import dev.thplab.runtime.scenario.PageRuns;
import dev.thplab.runtime.scenario.PageState;
import dev.thplab.runtime.scenario.ScenarioResult;
import dev.thplab.runtime.scenario.VmaDump;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Reads what the helper says about the operations of one scenario.
final class ReplyReader {
  private static final int KB_PER_PAGE = 4;
  private static final int MAX_PAGES = 1 << 18;

  private final BufferedReader lines;

  ReplyReader(BufferedReader lines) {
    this.lines = lines;
  }

  /// Reads the results of `ops` and the line that ends them.
  ///
  /// @throws LiveKernelException if the helper could not finish
  ScenarioResult read(List<Op> ops) throws IOException {
    List<OpResult> results = new ArrayList<>();
    for (Op op : ops) {
      results.add(result(op));
    }
    SequencedMap<String, Long> counters = counters(next());
    next();
    if (!words[0].equals("end") || !words[1].equals("ok")) {
      throw unfinished();
    }
    return new ScenarioResult(results, counters);
  }

  private String line = "";
  private String[] words = {};

  private String next() throws IOException {
    line = lines.readLine();
    if (line == null) {
      throw new LiveKernelException("the helper ended early");
    }
    words = line.split(" ", -1);
    return line;
  }

  /// Reads up to the end of a reply that was not understood.
  private LiveKernelException unfinished() throws IOException {
    String seen = line;
    while (!words[0].equals("end")) {
      next();
    }
    return new LiveKernelException(
        "the scenario could not be run to its end: %s (at: %s)"
            .formatted(String.join(" ", words), seen));
  }

  private long number(int word) {
    return Long.parseLong(words[word]);
  }

  private OpResult result(Op op) throws IOException {
    next();
    String expected =
        switch (op) {
          case Op.Touch _, Op.TouchList _ -> "touch";
          case Op.Fill _ -> "fill";
          case Op.Fork _ -> "fork";
          case Op.Dump _ -> "dump";
          case Op.KhugepagedWait _ -> "scans";
          case Op.DropSlab _ -> "drop";
          case Op.Reap _, Op.Sleep _ -> "done";
          default -> "call";
        };
    if (!words[0].equals(expected)) {
      throw unfinished();
    }
    return switch (op) {
      case Op.Mmap _, Op.Mremap _ -> {
        int errno = (int) number(2);
        yield new OpResult.AddressCall(errno == 0 ? number(1) : 0, errno, number(3));
      }
      case Op.PrctlThpDisable _ ->
          new OpResult.ThpDisableCall((int) number(2), (int) number(4), number(3));
      case Op.Munmap _, Op.Mprotect _, Op.Mlock _, Op.Madvise _ ->
          new OpResult.Call((int) number(2), number(3));
      case Op.Touch _, Op.TouchList _ -> touched();
      case Op.Fill _ -> new OpResult.Filled(number(2));
      case Op.Fork fork -> forked(fork);
      case Op.Dump(String label) -> dumped(label);
      case Op.KhugepagedWait _ -> new OpResult.Waited(number(1) != 0);
      case Op.DropSlab _ -> new OpResult.Shrunk();
      case Op.Reap _, Op.Sleep _ -> new OpResult.Done();
    };
  }

  private OpResult touched() throws IOException {
    FaultEvents events = new FaultEvents();
    while (!next().equals(";")) {
      events.add(number(1), (int) number(2), page(3));
    }
    return new OpResult.Touched(events.faults(), events.take());
  }

  private OpResult forked(Op.Fork fork) throws IOException {
    List<OpResult> results = new ArrayList<>();
    for (Op op : fork.child()) {
      results.add(result(op));
    }
    if (!next().equals(";")) {
      throw unfinished();
    }
    return new OpResult.Forked(results);
  }

  private OpResult dumped(String label) throws IOException {
    List<VmaDump> vmas = new ArrayList<>();
    next();
    while (words[0].equals("v")) {
      vmas.add(vma());
    }
    return new OpResult.Dumped(label, vmas, counters(line));
  }

  /// Reads a VMA and the lines of its pages; the line behind them is the next one.
  private VmaDump vma() throws IOException {
    String[] vma = words;
    long start = number(1);
    long end = number(2);
    PageState[] pages = new PageState[(int) Math.min((end - start) >> 12, MAX_PAGES)];
    Arrays.fill(pages, PageState.NONE);
    next();
    while (words[0].equals("p")) {
      int first = (int) number(1);
      PageState page = page(3);
      for (int i = 0; i < number(2); i++) {
        pages[first + i] = at(page, i);
      }
      next();
    }
    return new VmaDump(
        start,
        end,
        vma[3],
        Long.parseLong(vma[4]) / KB_PER_PAGE,
        Long.parseLong(vma[5]) / KB_PER_PAGE,
        Long.parseLong(vma[6]) / KB_PER_PAGE,
        Long.parseLong(vma[7]) / KB_PER_PAGE,
        !vma[9].equals("0"),
        String.join(" ", Arrays.copyOfRange(vma, 10, vma.length)).strip(),
        PageRuns.of(pages, start >> 12));
  }

  /// Reads a page from a word on. Of shared memory the simulated machine does not keep how often a
  /// page is mapped, and neither does this.
  private PageState page(int word) {
    String kind = words[word];
    if (kind.equals("none") || kind.equals("swap") || kind.equals("guard") || isSignal(kind)) {
      return kind.equals("none") ? PageState.NONE : PageState.unmapped(kind);
    }
    return new PageState(
        true,
        kind,
        (int) number(word + 1),
        (int) number(word + 2),
        (int) number(word + 3),
        number(word + 4) != 0,
        kind.equals("anon") && number(word + 5) != 0);
  }

  private static boolean isSignal(String kind) {
    return kind.startsWith("SIG");
  }

  /// The page `distance` behind `first` of the same line.
  private static PageState at(PageState first, int distance) {
    if (distance == 0 || !first.isOfLargeFolio()) {
      return first;
    }
    return new PageState(
        true,
        first.kind(),
        first.order(),
        first.folioPage() + distance,
        first.head(),
        first.pmdMapped(),
        first.mappedOnce());
  }

  /// Reads counters from `first` to the end of their list.
  private SequencedMap<String, Long> counters(String first) throws IOException {
    SequencedMap<String, Long> counters = new LinkedHashMap<>();
    TreeMap<String, Long> sorted = new TreeMap<>();
    String at = first;
    while (!at.equals(";")) {
      if (!words[0].equals("c")) {
        throw unfinished();
      }
      sorted.put(words[1], number(2));
      at = next();
    }
    counters.putAll(sorted);
    return counters;
  }
}
