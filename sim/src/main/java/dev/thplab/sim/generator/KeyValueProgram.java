package dev.thplab.sim.generator;

/// A key-value store: a table of keys, and values in slots of one size. It is loaded once, then
/// serves requests for keys by popularity. A write may put the value into another slot, so that the
/// memory of free slots is used again in a mixed order. Now and then it forks a child that reads
/// all of it while the parent goes on, as BGSAVE of Redis does.
final class KeyValueProgram extends CountedProgram {
  private static final int KEYS_A_STEP = 64;
  private static final long LINE = 64;
  private static final long PAGE = 4096;
  private static final long ENTRY_BYTES = 16;
  private static final long TABLE = Layout.region(0);
  private static final long VALUES = Layout.region(1);

  private final int keys;
  private final long valueBytes;
  private final double reads;
  private final double churn;
  private final long saveEvery;
  private final long saveFor;
  private final long workNs;
  private final boolean hugepage;
  private final SplitMix64 random;
  private final Zipf ranks;
  private final Permutation keyOfRank;
  private final Permutation entryOfKey;
  private final int[] slotOfKey;
  private final int[] freeSlots;
  private int oldestFree;
  private int children;
  private long childEnds = -1;
  private long savedBytes;

  KeyValueProgram(Parameters values) {
    super(Math.ceilDiv(values.whole("keys"), KEYS_A_STEP) + values.whole("operations"));
    keys = values.small("keys");
    valueBytes = values.whole("value");
    reads = values.real("reads");
    churn = values.real("churn");
    saveEvery = values.whole("save-every");
    saveFor = values.whole("save-for");
    workNs = values.whole("work");
    hugepage = values.flag("hugepage");
    Parameters.require(
        saveEvery == 0 || saveFor < saveEvery,
        "save-for (%d) must be less than save-every (%d)".formatted(saveFor, saveEvery));
    freeSlots = new int[Math.max(1, (int) (keys * values.real("slack")))];
    long bytes = (keys + freeSlots.length) * valueBytes;
    Parameters.require(
        bytes <= Layout.MAX_BYTES,
        "keys * value (%d bytes) must not exceed 1 TiB".formatted(bytes));
    random = new SplitMix64(values.whole("seed"));
    ranks = new Zipf(keys, values.real("theta"));
    keyOfRank = new Permutation(keys, random.next());
    entryOfKey = new Permutation(keys, random.next());
    slotOfKey = new int[keys];
    for (int i = 0; i < freeSlots.length; i++) {
      freeSlots[i] = keys + i;
    }
  }

  private long slots() {
    return (long) keys + freeSlots.length;
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(Layout.FIRST_PID, "key-value");
    out.mmap(TABLE, keys * ENTRY_BYTES, hugepage);
    out.mmap(VALUES, slots() * valueBytes, hugepage);
  }

  @Override
  void step(long index, EventWriter out) {
    long operation = index - Math.ceilDiv(keys, KEYS_A_STEP);
    if (operation < 0) {
      load(Math.toIntExact(index * KEYS_A_STEP), out);
      return;
    }
    if (saveEvery > 0 && operation > 0 && operation % saveEvery == 0) {
      startSave(operation, out);
    }
    int key = Math.toIntExact(keyOfRank.at(ranks.next(random) - 1));
    if (random.chance(reads)) {
      get(key, out);
    } else {
      set(key, out);
    }
    if (operation < childEnds) {
      save(operation, out);
    }
  }

  private void load(int first, EventWriter out) {
    for (int key = first; key < Math.min(keys, first + KEYS_A_STEP); key++) {
      slotOfKey[key] = key;
      out.access(entry(key), true);
      out.accessAll(value(key), valueBytes, LINE, true);
    }
  }

  private long entry(int key) {
    return TABLE + entryOfKey.at(key) * ENTRY_BYTES;
  }

  private long value(int key) {
    return VALUES + slotOfKey[key] * valueBytes;
  }

  private void get(int key, EventWriter out) {
    out.startOperation("get");
    out.work(workNs);
    out.access(entry(key), false);
    out.accessAll(value(key), valueBytes, LINE, false);
    out.endOperation("get");
  }

  private void set(int key, EventWriter out) {
    out.startOperation("set");
    out.work(workNs);
    if (random.chance(churn)) {
      int freed = slotOfKey[key];
      slotOfKey[key] = freeSlots[oldestFree];
      freeSlots[oldestFree] = freed;
      oldestFree = (oldestFree + 1) % freeSlots.length;
    }
    out.access(entry(key), true);
    out.accessAll(value(key), valueBytes, LINE, true);
    out.endOperation("set");
  }

  private void startSave(long operation, EventWriter out) {
    children++;
    childEnds = operation + saveFor;
    savedBytes = 0;
    out.fork(child());
    out.switchTo(child());
    out.startOperation("save");
    out.switchTo(Layout.FIRST_PID);
  }

  private int child() {
    return Layout.FIRST_PID + children;
  }

  /// The child reads its next part: the table and the slots, one byte a page.
  private void save(long operation, EventWriter out) {
    long tableBytes = EventWriter.wholePages(keys * ENTRY_BYTES);
    long bytes = tableBytes + EventWriter.wholePages(slots() * valueBytes);
    long left = childEnds - operation;
    long end = left == 1 ? bytes : savedBytes + Math.ceilDiv(bytes - savedBytes, left);
    out.switchTo(child());
    for (; savedBytes < end; savedBytes += PAGE) {
      long address =
          savedBytes < tableBytes ? TABLE + savedBytes : VALUES + savedBytes - tableBytes;
      out.access(address, false);
    }
    if (left == 1) {
      out.endOperation("save");
      out.exit();
    }
    out.switchTo(Layout.FIRST_PID);
  }
}
