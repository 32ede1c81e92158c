package dev.thplab.sim.proc;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.mm.Vma;

/// What the VMAs of an address space add up to, in pages (`vm_stat_account` of mm/mmap.c).
///
/// @param total `total_vm`
/// @param data `data_vm`: private writable memory
/// @param stack `stack_vm`
/// @param exec `exec_vm`: code, the program's and its libraries'
/// @param locked `locked_vm`
record AddressSpaceSizes(long total, long data, long stack, long exec, long locked) {
  static AddressSpaceSizes of(Mm mm) {
    long total = 0;
    long data = 0;
    long stack = 0;
    long exec = 0;
    long locked = 0;
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      long pages = vma.nrPages();
      total += pages;
      locked += (vma.flags() & VmFlags.LOCKED) != 0 ? pages : 0;
      boolean writable = (vma.flags() & VmFlags.WRITE) != 0;
      if ((vma.flags() & VmFlags.GROWSDOWN) != 0) {
        stack += pages;
      } else if (writable && (vma.flags() & VmFlags.SHARED) == 0) {
        data += pages;
      } else if (!writable && (vma.flags() & VmFlags.EXEC) != 0) {
        exec += pages;
      }
    }
    return new AddressSpaceSizes(total, data, stack, exec, locked);
  }
}
