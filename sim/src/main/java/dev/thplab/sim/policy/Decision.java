package dev.thplab.sim.policy;

import java.util.Arrays;

/// How the orders of one page fault, of one question outside a fault, or of one look at a 2 MiB
/// range came about.
///
/// The questions of one page fault (`BIT(18)`, `BIT(9)`, `BIT(9) - 1`) offer different orders and
/// have one outcome, so they are one decision. Fields are valid during [DecisionListener#decided].
/// Masks have bit `n` set for order `n`; addresses are bytes, times simulated nanoseconds. A base
/// page (order 0) needs nobody's leave and is never lost.
public final class Decision {
  /// Value of [#obtained] where nothing was mapped.
  public static final int NOTHING = -1;

  public TvaType type = TvaType.PAGEFAULT;

  /// Simulated time before the cost was added.
  public long nowNs;

  public int pid;
  public String comm = "";
  public long vmaStart;
  public long vmaEnd;

  /// Faulting address, start of the scanned range, or [PolicyQuery#NO_ADDRESS].
  public long address;

  public boolean write;

  /// Orders the mm asked for.
  public int offered;

  /// Orders of [#offered] that nobody was asked about: the write to a huge zero folio has no hook.
  public int unasked;

  /// Orders the policy allowed, of those it was asked about.
  public int chosen;

  /// Whether a policy was asked.
  public boolean asked;

  /// What the fault did (a label of [dev.thplab.sim.stats.FaultKind] or an error), how the look
  /// ended (a label of [dev.thplab.sim.mm.ScanResult]), or null for a bare question.
  public String result;

  /// Whether the fault was a first touch that got memory of its own, which `anon_fault_alloc`
  /// counts.
  public boolean allocated;

  /// Order of the folio that was mapped, or [#NOTHING].
  public int obtained;

  /// Simulated time it took the process.
  public long costNs;

  private final int[] lost = new int[LostReason.values().length];

  /// Orders lost for a reason.
  public int lost(LostReason reason) {
    return lost[reason.ordinal()];
  }

  /// Every order that was lost.
  public int lost() {
    int all = 0;
    for (int orders : lost) {
      all |= orders;
    }
    return all;
  }

  /// Notes orders as lost.
  public void lose(LostReason reason, int orders) {
    lost[reason.ordinal()] |= orders & ~1;
  }

  /// Starts anew with a question or fault at `address`.
  public void begin(TvaType newType, long newAddress, boolean isWrite) {
    type = newType;
    address = newAddress;
    write = isWrite;
    offered = 0;
    unasked = 0;
    chosen = 0;
    asked = false;
    result = null;
    allocated = false;
    obtained = NOTHING;
    costNs = 0;
    Arrays.fill(lost, 0);
  }
}
