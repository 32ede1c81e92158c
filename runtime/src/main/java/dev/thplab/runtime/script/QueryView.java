package dev.thplab.runtime.script;

import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.Defrag;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.policy.MachineView;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.ThpMode;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Cgroup;
import java.util.Arrays;
import java.util.function.Function;

/// The one question that a context's `q` shows, as arrays of numbers that compiled guest code reads
/// like its own.
///
/// Reading a host array costs a compiled policy about a nanosecond and nothing on the heap, reading
/// a host field some twenty and a box. The slots are also written down in `query.js` and
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
  private static final int READ_LOW = 12;
  private static final int READ_HIGH = 13;
  private static final int CGROUP_ID = 14;
  private static final int CGROUP_PATH = 15;
  private static final int CGROUP_PARENT = 16;
  private static final int POPULATED = 17;
  private static final int SYSFS_ENABLED = 18;
  private static final int SYSFS_DEFRAG = 19;

  /// The first of eight, for orders 2 to 9.
  private static final int SYSFS_SIZES = 20;

  /// The first of the files below khugepaged/.
  private static final int SYSFS_KHUGEPAGED = 28;

  private static final int NR_INTS = SYSFS_KHUGEPAGED + KhugepagedSettings.Key.values().length;

  private static final int ADDRESS = 0;
  private static final int VMA_START = 1;
  private static final int VMA_END = 2;
  private static final int MM_RSS = 3;
  private static final int MM_THP = 4;
  private static final int NOW = 5;
  private static final int VMA_MAPPED = 6;
  private static final int TOTAL_BYTES = 7;
  private static final int NR_DOUBLES = 8;

  private static final int ANONYMOUS = 1;
  private static final int ON_KHUGEPAGED_LIST = 2;
  private static final int IN_PAGE_FAULT = 4;
  private static final int THP_DISABLE_SHIFT = 3;

  final int[] ints = new int[NR_INTS];

  /// Bytes and nanoseconds: below 2^53, so exact.
  final double[] doubles = new double[NR_DOUBLES];

  /// In its one slot, what the last answer that was [#BAD] looked like.
  final String[] badAnswer = new String[1];

  final TextTable texts = new TextTable();

  private String lastName;
  private String lastComm;
  private Cgroup lastCgroup;
  private MachineView machine;
  private int settingsSeen;

  /// The words that stand for the numbers in the slots, as `query.js` numbers its tables.
  static String[][] words() {
    return new String[][] {
      texts(TvaType.values(), TvaType::scriptName),
      texts(ThpMode.values(), ThpMode::text),
      texts(Defrag.values(), Defrag::text),
      texts(ThpDisable.values(), ThpDisable::text),
      texts(KhugepagedSettings.Key.values(), KhugepagedSettings.Key::file),
      texts(VmEvent.values(), VmEvent::kernelName),
      texts(MthpStat.values(), MthpStat::kernelName),
    };
  }

  private static <E> String[] texts(E[] values, Function<E, String> text) {
    return Arrays.stream(values).map(text).toArray(String[]::new);
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
    bits |= query.mmThpDisable.ordinal() << THP_DISABLE_SHIFT;
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
    ints[READ_LOW] = 0;
    ints[READ_HIGH] = 0;
    ints[POPULATED] = query.regionPresent;
    double[] doubles = this.doubles;
    doubles[ADDRESS] = query.address;
    doubles[VMA_START] = query.vmaStart;
    doubles[VMA_END] = query.vmaEnd;
    doubles[MM_RSS] = query.mmRssBytes;
    doubles[MM_THP] = query.mmThpBytes;
    doubles[NOW] = query.nowNs;
    doubles[VMA_MAPPED] = query.vmaMappedNs;
    if (isOther(query.vmaName, lastName)
        || isOther(query.comm, lastComm)
        || isOther(query.cgroup, lastCgroup)) {
      number(query.vmaName, query.comm, query.cgroup);
    }
    if (query.machine != machine) {
      enter(query.machine);
    }
    if (machine != null && machine.thp().nrChanges() != settingsSeen) {
      copySettings(machine.thp());
    }
  }

  private void enter(MachineView other) {
    machine = other;
    if (other != null) {
      doubles[TOTAL_BYTES] = other.totalBytes();
      copySettings(other.thp());
    }
  }

  private void copySettings(ThpSettings thp) {
    settingsSeen = thp.nrChanges();
    ints[SYSFS_ENABLED] = thp.enabled().ordinal();
    ints[SYSFS_DEFRAG] = thp.defrag().ordinal();
    for (int order = 2; order <= PhysicalMemory.PMD_ORDER; order++) {
      ints[SYSFS_SIZES + order - 2] = thp.enabled(order).ordinal();
    }
    for (KhugepagedSettings.Key key : KhugepagedSettings.Key.values()) {
      ints[SYSFS_KHUGEPAGED + key.ordinal()] = thp.khugepaged().get(key);
    }
  }

  /// What the last call read, as [QueryFields] numbers it.
  long fieldsRead() {
    return (long) ints[READ_HIGH] << Integer.SIZE | ints[READ_LOW] & 0xffff_ffffL;
  }

  /// A mask of orders, [#ABSTAINED] or [#BAD].
  int answer() {
    return ints[ANSWER];
  }

  /// Answers the question in the policy's place, as if it had read `fields`.
  void answer(int answer, long fields) {
    ints[ANSWER] = answer;
    ints[READ_LOW] = (int) fields;
    ints[READ_HIGH] = (int) (fields >>> Integer.SIZE);
  }

  int cgroupId() {
    return ints[CGROUP_ID];
  }

  /// The orders that are offered, and those that sysfs enables, as one number.
  long orders() {
    return (long) ints[OFFERED] << Integer.SIZE | ints[ENABLED];
  }

  // Identity is enough: an equal text or cgroup in another object only takes the slow path, which
  // finds the same number.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOther(Object value, Object last) {
    return value != last;
  }

  private void number(String name, String comm, Cgroup cgroup) {
    texts.makeRoom(4);
    lastName = name;
    lastComm = comm;
    lastCgroup = cgroup;
    Cgroup parent = cgroup == null ? null : cgroup.parent();
    ints[CGROUP_ID] = cgroup == null ? 0 : cgroup.id();
    ints[CGROUP_PATH] = texts.idOf(cgroup == null ? null : cgroup.path());
    ints[CGROUP_PARENT] = texts.idOf(parent == null ? null : parent.path());
    ints[NAME] = texts.idOf(name);
    ints[COMM] = texts.idOf(comm);
    ints[TEXT_EPOCH] = texts.epoch();
  }
}
