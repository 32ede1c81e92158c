// The contract rfc-v3: allocator(vm_flags, tva_flags) says who may allocate, reclaimer(vma_madvised)
// who may reclaim for it.
(function rfcV3(lab, allocator, options, kernel, reclaimer) {
  "use strict";
  const { ints, ABSTAINED, bad } = lab;
  const { isInt, isScan, READ, named } = kernel;
  const readByReclaimer = reclaimer === null ? 0 : named(reclaimer, [READ.advice]);
  const read = named(allocator, [READ.vmFlags, READ.inPageFault]);

  const KHUGEPAGED = 1 << 1;
  const CURRENT = 1 << 2;
  const ENFORCE_SYSFS = 1 << 2;
  /** The flags of the questions that the hook sees, by enum tva_type. */
  const TVA_FLAGS = [1 | ENFORCE_SYSFS, (1 << 1) | ENFORCE_SYSFS, 0, 0, (1 << 1) | ENFORCE_SYSFS];

  /**
   * The hook stood in khugepaged_enter_vma() and in that part of thp_vma_allowable_orders() which
   * obeys sysfs: it did not see MADV_COLLAPSE and files, and khugepaged's own scans were let pass.
   */
  function isAsked(type) {
    return type === 2 ? !isScan() : type !== 3 && (ints[4] & 1) !== 0;
  }

  /** Bits that mean nothing allow both. */
  function allows(who, bit) {
    return who !== 0 && ((who & ~(KHUGEPAGED | CURRENT)) !== 0 || (who & bit) !== 0);
  }

  /** Where a folio is about to be allocated the kernel asks for the gfp mask, too. */
  function reclaimed(offered) {
    if (reclaimer === null || (ints[4] & 4) === 0 || (offered & 0x3ff) === 0) return ABSTAINED;
    ints[12] |= readByReclaimer;
    const who = reclaimer((ints[3] & 0x20000000) !== 0, options);
    return isInt(who) ? ABSTAINED : bad(who);
  }

  function answer(type) {
    ints[12] |= read;
    const who = allocator(ints[3] >>> 0, TVA_FLAGS[type], options);
    if (!isInt(who)) return bad(who);
    return allows(who, type === 2 ? KHUGEPAGED : CURRENT) ? reclaimed(ints[2]) : 0;
  }

  return function dispatch() {
    const type = ints[1];
    ints[0] = isAsked(type) ? answer(type) : ABSTAINED;
  };
})
