package dev.thplab.runtime.script;

import java.util.Arrays;

/// The answers of a policy that decides ahead of the fault, as `cgroup_scan` of mthp_ext does:
/// while no scan has run, a question about the same cgroup and orders has the answer it had before,
/// and the guest is not entered for it.
///
/// One answer a slot; a question whose slot another one has taken is asked again.
final class KeptAnswers {
  private static final int SLOTS = 256;
  private static final int NONE = -1;

  private final int[] cgroups = new int[SLOTS];
  private final long[] orders = new long[SLOTS];
  private final int[] answers = new int[SLOTS];
  private final long[] fields = new long[SLOTS];
  private ScriptContext answering;

  /// Forgets all of them: the policy has thought anew.
  void forget() {
    answering = null;
  }

  /// Answers the question in `view` if `script` answered an equal one since the last [#forget].
  boolean recall(QueryView view, ScriptContext script) {
    if (answering != script) {
      Arrays.fill(cgroups, NONE);
      answering = script;
      return false;
    }
    int slot = slot(view);
    if (cgroups[slot] != view.cgroupId() || orders[slot] != view.orders()) {
      return false;
    }
    view.answer(answers[slot], fields[slot]);
    return true;
  }

  /// Keeps the answer to the question in `view`.
  void keep(QueryView view) {
    int slot = slot(view);
    cgroups[slot] = view.cgroupId();
    orders[slot] = view.orders();
    answers[slot] = view.answer();
    fields[slot] = view.fieldsRead();
  }

  private static int slot(QueryView view) {
    long mixed = (view.orders() * 31 + view.cgroupId()) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 56);
  }
}
