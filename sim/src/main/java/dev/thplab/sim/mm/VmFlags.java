package dev.thplab.sim.mm;

/// Bits of `vm_flags`, with the values of include/linux/mm.h (6.18, x86-64).
public final class VmFlags {
  public static final long READ = 0x1;
  public static final long WRITE = 0x2;
  public static final long EXEC = 0x4;
  public static final long SHARED = 0x8;
  public static final long MAYREAD = 0x10;
  public static final long MAYWRITE = 0x20;
  public static final long MAYEXEC = 0x40;
  public static final long MAYSHARE = 0x80;
  public static final long GROWSDOWN = 0x100;
  public static final long PFNMAP = 0x400;
  public static final long MAYBE_GUARD = 0x800;
  public static final long LOCKED = 0x2000;
  public static final long IO = 0x4000;
  public static final long SEQ_READ = 0x8000;
  public static final long RAND_READ = 0x10000;
  public static final long DONTCOPY = 0x20000;
  public static final long DONTEXPAND = 0x40000;
  public static final long ACCOUNT = 0x100000;
  public static final long NORESERVE = 0x200000;
  public static final long WIPEONFORK = 0x2000000;
  public static final long DONTDUMP = 0x4000000;
  public static final long SOFTDIRTY = 0x8000000;
  public static final long MIXEDMAP = 0x10000000;
  public static final long HUGEPAGE = 0x20000000;
  public static final long NOHUGEPAGE = 0x40000000;
  public static final long MERGEABLE = 0x80000000L;

  /// `VM_ACCESS_FLAGS`: what mprotect changes.
  public static final long ACCESS = READ | WRITE | EXEC;

  /// `VM_STICKY`: flags that do not keep VMAs from merging; the merged VMA has them.
  public static final long STICKY = SOFTDIRTY | MAYBE_GUARD;

  /// `VM_SPECIAL`: mappings that THP and merging leave alone.
  public static final long SPECIAL = IO | DONTEXPAND | PFNMAP | MIXEDMAP;

  private VmFlags() {}
}
