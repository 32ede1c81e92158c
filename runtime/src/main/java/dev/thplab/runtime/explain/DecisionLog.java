package dev.thplab.runtime.explain;

import dev.thplab.sim.Machine;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.HugeLoss;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.policy.TvaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The latest decisions of a machine, as many as it is made for; older ones are dropped and
/// counted.
///
/// A copy of the machine has no listener: whoever goes on with a copy calls [#listenTo] on it.
public final class DecisionLog implements DecisionListener {
  /// Enough for the faults of a session, in a few MiB.
  public static final int DEFAULT_CAPACITY = 1 << 14;

  private static final long PMD_SIZE = (long) PhysicalMemory.PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  /// What happened to a range.
  public sealed interface Entry {
    /// Simulated time.
    long nowNs();
  }

  /// A decision, and the settings under which it was made.
  public record Decided(Decision decision, ThpSettings settings) implements Entry {
    @Override
    public long nowNs() {
      return decision.nowNs;
    }
  }

  /// A huge mapping went.
  public record Lost(HugeLoss loss) implements Entry {
    @Override
    public long nowNs() {
      return loss.nowNs();
    }
  }

  private static final long EVERYTHING = -1;

  private final int capacity;
  private final long onlyAddress;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private ThpSettings live = new ThpSettings();
  private ThpSettings kept = live.copy();
  private int keptChanges;
  private long dropped;

  /// Makes an empty log of at most `capacity` entries.
  public DecisionLog(int capacity) {
    this(capacity, EVERYTHING);
  }

  private DecisionLog(int capacity, long onlyAddress) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("capacity (%d) must be positive".formatted(capacity));
    }
    this.capacity = capacity;
    this.onlyAddress = onlyAddress;
  }

  /// Makes an empty log of at most `capacity` entries that keeps what concerns the 2 MiB around
  /// `address`, in any process.
  public static DecisionLog around(long address, int capacity) {
    return new DecisionLog(capacity, address);
  }

  /// Hears the decisions of `machine` from now on, in place of any listener that it had.
  public void listenTo(Machine machine) {
    live = machine.kernel().thp();
    keepSettings();
    machine.explainTo(this);
  }

  /// Makes a log with the same entries that hears the decisions of `copy`, a copy of the machine of
  /// this one, from now on.
  public DecisionLog on(Machine copy) {
    DecisionLog log = new DecisionLog(capacity, onlyAddress);
    log.entries.addAll(entries);
    log.dropped = dropped;
    log.listenTo(copy);
    return log;
  }

  @Override
  public void decided(Decision decision) {
    if (onlyAddress == EVERYTHING || concerns(decision, decision.pid, onlyAddress)) {
      if (live.nrChanges() != keptChanges) {
        keepSettings();
      }
      add(new Decided(decision.copy(), kept));
    }
  }

  @Override
  public void hugeLost(HugeLoss loss) {
    if (onlyAddress == EVERYTHING || sameRange(loss.address(), onlyAddress)) {
      add(new Lost(loss));
    }
  }

  private void keepSettings() {
    kept = live.copy();
    keptChanges = live.nrChanges();
  }

  private void add(Entry entry) {
    if (entries.size() == capacity) {
      entries.removeFirst();
      dropped++;
    }
    entries.add(entry);
  }

  /// Entries that made room for newer ones.
  public long dropped() {
    return dropped;
  }

  /// What concerned the 2 MiB around `address` in process `pid`, oldest first: faults and looks in
  /// it, questions of khugepaged and MADV_COLLAPSE about its VMA, huge mappings that went.
  public List<Entry> about(int pid, long address) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      boolean concerns =
          switch (entry) {
            case Decided(Decision decision, ThpSettings _) -> concerns(decision, pid, address);
            case Lost(HugeLoss loss) -> loss.pid() == pid && sameRange(loss.address(), address);
          };
      if (concerns) {
        found.add(entry);
      }
    }
    return found;
  }

  /// Whether a decision concerns the 2 MiB around `address` in process `pid`.
  private static boolean concerns(Decision decision, int pid, long address) {
    if (decision.pid != pid || decision.type == TvaType.SMAPS) {
      return false;
    }
    return decision.address == PolicyQuery.NO_ADDRESS
        ? decision.vmaStart <= address && address < decision.vmaEnd
        : sameRange(decision.address, address);
  }

  private static boolean sameRange(long a, long b) {
    return (a & -PMD_SIZE) == (b & -PMD_SIZE);
  }
}
