// What a policy of the contract lab/1 sees of a question: `q`, made once per context and read from
// arrays of the host that no policy can reach. Evaluated after prelude.js, before any policy text.
//
// The slots of `ints` and `doubles` are those of QueryView.java, the bits that a read sets in
// ints[12] and ints[13] those of QueryFields.java. Every getter is written out, so that each
// compiles to a load and a bit.
(function query(lab, names) {
  "use strict";
  const { ints, doubles, textOf, setOf, readOnly, describe } = lab;
  const { create, defineProperty, freeze } = Object;
  const { floor } = Math;
  const { ownKeys } = Reflect;

  const types = guestCopy(names[0]);
  const modes = guestCopy(names[1]);
  const defrags = guestCopy(names[2]);
  const thpDisables = guestCopy(names[3]);
  const tunables = numbered(names[4]);
  const events = numbered(names[5]);
  const sizeStats = numbered(names[6]);
  const nrSizeStats = names[6].length;

  /** The arrays of the machine that asks, or null outside one; see MachineView.java. */
  let freeBlocks = null;
  let eventCounts = null;
  let sizeCounts = null;
  let anonPages = null;
  function bindMachine(free, vm, mthp, cgroupAnon) {
    freeBlocks = free;
    eventCounts = vm;
    sizeCounts = mthp;
    anonPages = cgroupAnon;
  }

  const MAX_ORDER = 10;
  const PAGE = 4096;

  /**
   * Makes `q`. A field whose bit is not in the masks is null: `seen0` for those of ints[12], `seen1`
   * for those of ints[13].
   */
  function makeQuery(seen0, seen1) {
    const vma = made(12, 7, seen0, {
      get start() { ints[12] |= 1 << 7; return doubles[1]; },
      get end() { ints[12] |= 1 << 8; return doubles[2]; },
      get size() { ints[12] |= 1 << 9; return doubles[2] - doubles[1]; },
      get name() { ints[12] |= 1 << 10; return textOf(ints[5]); },
      get anonymous() { ints[12] |= 1 << 11; return (ints[4] & 1) !== 0; },
      get shared() { ints[12] |= 1 << 12; return (ints[3] & 0x8) !== 0; },
      get hugepage() { ints[12] |= 1 << 13; return (ints[3] & 0x20000000) !== 0; },
      get nohugepage() { ints[12] |= 1 << 14; return (ints[3] & 0x40000000) !== 0; },
      get readable() { ints[12] |= 1 << 15; return (ints[3] & 0x1) !== 0; },
      get writable() { ints[12] |= 1 << 16; return (ints[3] & 0x2) !== 0; },
      get executable() { ints[12] |= 1 << 17; return (ints[3] & 0x4) !== 0; },
      get stack() { ints[12] |= 1 << 18; return (ints[3] & 0x100) !== 0; },
      get rss() { ints[12] |= 1 << 19; return null; },
      get thpBytes() { ints[12] |= 1 << 20; return null; },
      get ageNs() { ints[12] |= 1 << 21; return doubles[5] - doubles[6]; },
    });
    const mm = made(12, 22, seen0, {
      get id() { ints[12] |= 1 << 22; return ints[7]; },
      get rss() { ints[12] |= 1 << 23; return doubles[3]; },
      get thpBytes() { ints[12] |= 1 << 24; return doubles[4]; },
      get onKhugepagedList() { ints[12] |= 1 << 25; return (ints[4] & 2) !== 0; },
      get thpDisable() { ints[12] |= 1 << 26; return thpDisables[(ints[4] >>> 3) & 3]; },
    });
    const task = made(12, 27, seen0, {
      get pid() { ints[12] |= 1 << 27; return ints[8]; },
      get ppid() { ints[12] |= 1 << 28; return ints[9]; },
      get comm() { ints[12] |= 1 << 29; return textOf(ints[6]); },
    });
    const cgroup = made(13, 0, seen1, {
      get id() { ints[13] |= 1 << 0; return ints[14]; },
      get path() { ints[13] |= 1 << 1; return textOf(ints[15]); },
      get parent() { ints[13] |= 1 << 2; return textOf(ints[16]); },
      get usage() { ints[13] |= 1 << 3; return null; },
      get high() { ints[13] |= 1 << 4; return null; },
      get max() { ints[13] |= 1 << 5; return null; },
      get anon() { ints[13] |= 1 << 6; return cgroupAnon(); },
      get psi() { ints[13] |= 1 << 7; return null; },
    });
    const memory = made(13, 8, seen1, {
      get totalBytes() { ints[13] |= 1 << 8; return doubles[7]; },
      get freeBytes() { ints[13] |= 1 << 9; return freePages() * PAGE; },
      freeByOrder(order) {
        ints[13] |= 1 << 10;
        return freeBlocks[blockOrder("freeByOrder", order)];
      },
      fragmentation(order) {
        ints[13] |= 1 << 11;
        return fragmentationIndex(blockOrder("fragmentation", order));
      },
      unusable(order) {
        ints[13] |= 1 << 12;
        return unusableIndex(blockOrder("unusable", order));
      },
      get watermarks() { ints[13] |= 1 << 13; return null; },
    });
    const region = made(13, 14, seen1, {
      get populated() { ints[13] |= 1 << 14; return ints[17]; },
      get accessed() { ints[13] |= 1 << 15; return null; },
      get walks() { ints[13] |= 1 << 16; return null; },
    });
    const sysfs = made(13, 17, seen1, {
      get enabled() { ints[13] |= 1 << 17; return modes[ints[18]]; },
      get defrag() { ints[13] |= 1 << 18; return defrags[ints[19]]; },
      sizeEnabled(order) {
        ints[13] |= 1 << 19;
        return modes[ints[20 + sizeOrder("sysfs.sizeEnabled", order) - 2]];
      },
      khugepaged(file) {
        ints[13] |= 1 << 20;
        return ints[28 + known("sysfs.khugepaged", tunables, file)];
      },
    });
    const stats = made(13, 21, seen1, {
      vm(counter) {
        ints[13] |= 1 << 21;
        return eventCounts[known("stats.vm", events, counter)];
      },
      mthp(counter, order) {
        ints[13] |= 1 << 22;
        const at = known("stats.mthp", sizeStats, counter);
        return sizeCounts[sizeOrder("stats.mthp", order) * nrSizeStats + at];
      },
    });
    const q = {
      get type() { ints[12] |= 1 << 0; return types[ints[1]]; },
      get inPageFault() { ints[12] |= 1 << 1; return (ints[4] & 4) !== 0; },
      get offered() { ints[12] |= 1 << 2; return setOf(ints[2]); },
      get address() { ints[12] |= 1 << 3; return doubles[0] < 0 ? null : doubles[0]; },
      get offset() { ints[12] |= 1 << 4; return doubles[0] < 0 ? null : doubles[0] - doubles[1]; },
      get nowNs() { ints[12] |= 1 << 5; return doubles[5]; },
      get psi() { ints[12] |= 1 << 6; return null; },
      get vma() { return vma; },
      get mm() { return mm; },
      get task() { return task; },
      get cgroup() { return ints[14] === 0 ? null : cgroup; },
      get memory() { return freeBlocks === null ? null : memory; },
      get region() { return doubles[0] < 0 ? null : region; },
      get sysfs() { return freeBlocks === null ? null : sysfs; },
      get stats() { return freeBlocks === null ? null : stats; },
    };
    hide(q, 7, 12, 0, seen0);
    return readOnly(q);
  }

  /** Finishes a part of `q`; null when none of its fields is seen. */
  function made(slot, firstBit, seen, part) {
    const nrFields = ownKeys(part).length;
    return hide(part, nrFields, slot, firstBit, seen) === nrFields ? null : readOnly(part);
  }
  /**
   * Makes null what `seen` lacks of the first fields of an object, which own the bits from
   * `firstBit` of ints[`slot`] in order. Returns how many it hid.
   */
  function hide(object, nrFields, slot, firstBit, seen) {
    const keys = ownKeys(object);
    let nrHidden = 0;
    for (let i = 0; i < nrFields; i++) {
      const bit = 1 << (firstBit + i);
      if ((seen & bit) === 0) {
        defineProperty(object, keys[i], hidden(slot, bit));
        nrHidden++;
      }
    }
    return nrHidden;
  }
  function hidden(slot, bit) {
    return {
      __proto__: null,
      get() { ints[slot] |= bit; return null; },
      enumerable: true,
      configurable: true,
    };
  }

  // ---------------------------------------------------------------------------------------- memory

  function cgroupAnon() {
    return anonPages === null ? null : anonPages[ints[14]] * PAGE;
  }
  function freePages() {
    let pages = 0;
    for (let order = 0; order <= MAX_ORDER; order++) pages += freeBlocks[order] * (1 << order);
    return pages;
  }
  /** `info->free_blocks_suitable` of fill_contig_page_info(), in blocks of `order`. */
  function suitableBlocks(order) {
    let blocks = 0;
    for (let o = order; o <= MAX_ORDER; o++) blocks += freeBlocks[o] * (1 << (o - order));
    return blocks;
  }
  /** `__fragmentation_index()` of mm/vmstat.c, which counts in thousandths. */
  function fragmentationIndex(order) {
    let blocks = 0;
    for (let o = 0; o <= MAX_ORDER; o++) blocks += freeBlocks[o];
    if (blocks === 0) return 0;
    if (suitableBlocks(order) > 0) return -1;
    const perRequest = floor((freePages() * 1000) / (1 << order));
    return (1000 - floor((1000 + perRequest) / blocks)) / 1000;
  }
  /** `unusable_free_index()` of mm/vmstat.c, which counts in thousandths. */
  function unusableIndex(order) {
    const pages = freePages();
    if (pages === 0) return 1;
    return floor(((pages - suitableBlocks(order) * (1 << order)) * 1000) / pages) / 1000;
  }

  // ------------------------------------------------------------------------------------- arguments

  function blockOrder(method, order) {
    if (order === (order & 15) && order <= MAX_ORDER) return order;
    throw new RangeError(`memory.${method}: ${describe(order)} is not an order from 0 to 10`);
  }
  function sizeOrder(method, order) {
    if (order === (order & 15) && order >= 2 && order <= 9) return order;
    throw new RangeError(`${method}: ${describe(order)} is not an order from 2 to 9`);
  }
  function known(method, table, name) {
    const at = typeof name === "string" ? table[name] : undefined;
    if (at !== undefined) return at;
    throw new RangeError(`${method}: there is no ${describe(name)}`);
  }

  function guestCopy(list) {
    const copy = [];
    for (let i = 0; i < list.length; i++) copy[i] = list[i];
    return copy;
  }
  /** The place of each text, under the text. */
  function numbered(list) {
    const places = create(null);
    for (let i = 0; i < list.length; i++) places[list[i]] = i;
    return places;
  }

  /** What the adapters are given: `lab` with the query that shows the fields of the masks. */
  function labSeeing(seen0, seen1) {
    return freeze({ ...lab, query: makeQuery(seen0, seen1) });
  }

  return { labSeeing, bindMachine };
})
