package dev.thplab.sim.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

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

  /// Orders 0 to 9; the mm also asks about 18, which anonymous memory never gets.
  private static final int UP_TO_PMD = (1 << 10) - 1;

  public TvaType type = TvaType.PAGEFAULT;

  /// Simulated time before the cost was added.
  public long nowNs;

  public int pid;
  public String comm = "";
  public long vmaStart;
  public long vmaEnd;

  /// Bits of [dev.thplab.sim.mm.VmFlags].
  public long vmaFlags;

  /// Name as /proc/PID/maps shows it, or null.
  public String vmaName;

  /// Faulting address, start of the scanned range, or [PolicyQuery#NO_ADDRESS].
  public long address;

  public boolean write;

  /// Orders the mm asked for.
  public int offered;

  /// Orders of [#offered] that nobody was asked about: the write to a huge zero folio has no hook.
  public int unasked;

  /// Orders of [#offered] that the answer of a policy is about: sysfs enables them for memory of
  /// this kind. The others are lost, whatever policies say.
  public int decidable;

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
  private final List<PolicyAnswer> answers = new ArrayList<>();

  /// What each policy that was asked said, shadows included, in the order in which they were first
  /// asked.
  public List<PolicyAnswer> answers() {
    return Collections.unmodifiableList(answers);
  }

  /// Whose answer took the highest order that a policy took; null where policies took none, because
  /// all abstained or none was asked, and the kernel decided alone. Of several that took it the
  /// first that was asked.
  public PolicyAnswer decider() {
    int taken = lost(LostReason.POLICY);
    boolean beyondPmd = (taken & UP_TO_PMD) == 0;
    int highest = Integer.highestOneBit(beyondPmd ? taken : taken & UP_TO_PMD);
    for (PolicyAnswer answer : answers) {
      if (answer.acts() && (answer.offered() & ~answer.allowed() & highest) != 0) {
        return answer;
      }
    }
    return null;
  }

  void add(PolicyAnswer answer) {
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).attachment() == answer.attachment()) {
        answers.set(i, answers.get(i).and(answer));
        return;
      }
    }
    answers.add(answer);
  }

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

  /// Whether it is about the whole address space, see [OrderPolicy#isAskedAboutMms]: there is no
  /// VMA.
  public boolean isAboutMm() {
    return vmaEnd == 0;
  }

  /// Returns a copy that stays as it is.
  public Decision copy() {
    Decision copy = new Decision();
    copy.begin(type, address, write);
    copy.nowNs = nowNs;
    copy.pid = pid;
    copy.comm = comm;
    copy.vmaStart = vmaStart;
    copy.vmaEnd = vmaEnd;
    copy.vmaFlags = vmaFlags;
    copy.vmaName = vmaName;
    copy.offered = offered;
    copy.unasked = unasked;
    copy.decidable = decidable;
    copy.chosen = chosen;
    copy.asked = asked;
    copy.result = result;
    copy.allocated = allocated;
    copy.obtained = obtained;
    copy.costNs = costNs;
    System.arraycopy(lost, 0, copy.lost, 0, lost.length);
    copy.answers.addAll(answers);
    return copy;
  }

  /// Starts anew with a question or fault at `address`.
  public void begin(TvaType newType, long newAddress, boolean isWrite) {
    type = newType;
    address = newAddress;
    write = isWrite;
    vmaStart = 0;
    vmaEnd = 0;
    vmaFlags = 0;
    vmaName = null;
    offered = 0;
    unasked = 0;
    decidable = 0;
    chosen = 0;
    asked = false;
    result = null;
    allocated = false;
    obtained = NOTHING;
    costNs = 0;
    Arrays.fill(lost, 0);
    answers.clear();
  }
}
