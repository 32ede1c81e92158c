package dev.thplab.runtime.script;

import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;

/// The one question that a context's `q` shows, as arrays of numbers that compiled guest code reads
/// like its own.
///
/// Reading a host array costs a compiled policy about a nanosecond and nothing on the heap, reading
/// a host field some twenty and a box. The slots are also written down in `prelude.js` and
/// `kernel.js`; the test that walks `q` compares every one.
final class QueryView {
  /// Answers below zero, beside masks of orders.
  static final int ABSTAINED = -1;

  static final int BAD = -2;

  private static final int ANSWER = 0;
  private static final int TYPE = 1;
  private static final int OFFERED = 2;
  private static final int VM_FLAGS = 3;
  private static final int BITS = 4;
  private static final int NAME = 5;
  private static final int COMM = 6;
  private static final int MM_ID = 7;
  private static final int PID = 8;
  private static final int PPID = 9;
  private static final int TEXT_EPOCH = 10;
  private static final int ENABLED = 11;
  private static final int NR_INTS = 12;

  private static final int ADDRESS = 0;
  private static final int VMA_START = 1;
  private static final int VMA_END = 2;
  private static final int MM_RSS = 3;
  private static final int MM_THP = 4;
  private static final int NOW = 5;
  private static final int CGROUP_ANON = 6;
  private static final int NR_DOUBLES = 7;

  private static final int ANONYMOUS = 1;
  private static final int ON_KHUGEPAGED_LIST = 2;
  private static final int IN_PAGE_FAULT = 4;

  final int[] ints = new int[NR_INTS];

  /// Bytes and nanoseconds: below 2^53, so exact.
  final double[] doubles = new double[NR_DOUBLES];

  /// In its one slot, what the last answer that was [#BAD] looked like.
  final String[] badAnswer = new String[1];

  final TextTable texts = new TextTable();

  private String lastName;
  private String lastComm;

  /// Names of [TvaType] as scripts see them, by ordinal.
  static String[] typeNames() {
    TvaType[] types = TvaType.values();
    String[] names = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      names[i] = types[i].scriptName();
    }
    return names;
  }

  /// Copies what a policy may read; allocates only for a text that was not seen before.
  void fill(PolicyQuery query) {
    TvaType type = query.type;
    int bits = query.vmaAnonymous ? ANONYMOUS : 0;
    if (query.mmOnKhugepagedList) {
      bits |= ON_KHUGEPAGED_LIST;
    }
    if (type.inPageFault()) {
      bits |= IN_PAGE_FAULT;
    }
    int[] ints = this.ints;
    ints[ANSWER] = BAD;
    ints[TYPE] = type.ordinal();
    ints[OFFERED] = query.offered;
    ints[ENABLED] = query.enabledOrders;
    ints[VM_FLAGS] = (int) query.vmaFlags;
    ints[BITS] = bits;
    ints[MM_ID] = query.mmId;
    ints[PID] = query.pid;
    ints[PPID] = query.ppid;
    double[] doubles = this.doubles;
    doubles[ADDRESS] = query.address;
    doubles[VMA_START] = query.vmaStart;
    doubles[VMA_END] = query.vmaEnd;
    doubles[MM_RSS] = query.mmRssBytes;
    doubles[MM_THP] = query.mmThpBytes;
    doubles[NOW] = query.nowNs;
    doubles[CGROUP_ANON] = query.cgroupAnonBytes;
    if (isOther(query.vmaName, lastName) || isOther(query.comm, lastComm)) {
      number(query.vmaName, query.comm);
    }
  }

  /// A mask of orders, [#ABSTAINED] or [#BAD].
  int answer() {
    return ints[ANSWER];
  }

  // Identity is enough: an equal text in another object only takes the slow path, which finds the
  // same number.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOther(String text, String last) {
    return text != last;
  }

  private void number(String name, String comm) {
    texts.makeRoom(2);
    lastName = name;
    lastComm = comm;
    ints[NAME] = texts.idOf(name);
    ints[COMM] = texts.idOf(comm);
    ints[TEXT_EPOCH] = texts.epoch();
  }
}
