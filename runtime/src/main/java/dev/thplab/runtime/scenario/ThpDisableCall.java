package dev.thplab.runtime.scenario;

import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.ThpDisable;

/// prctl(PR_SET_THP_DISABLE) and prctl(PR_GET_THP_DISABLE) of kernel/sys.c.
public final class ThpDisableCall {
  /// `PR_THP_DISABLE_EXCEPT_ADVISED`.
  private static final long EXCEPT_ADVISED = 1 << 1;

  private ThpDisableCall() {}

  /// Sets or clears the mode and returns 0 or an errno; flags are allowed only when disabling.
  public static int set(KernelProfile profile, Mm mm, long value, long flags) {
    long allowed = value != 0 && profile.hasThpDisableFlags() ? EXCEPT_ADVISED : 0;
    if ((flags & ~allowed) != 0) {
      return Errno.EINVAL;
    }
    if (value == 0) {
      mm.setThpDisable(ThpDisable.NO);
    } else {
      mm.setThpDisable(flags == 0 ? ThpDisable.COMPLETELY : ThpDisable.EXCEPT_ADVISED);
    }
    return 0;
  }

  /// Returns 0, 1, or 1 with the flag.
  public static int get(Mm mm) {
    return switch (mm.thpDisable()) {
      case NO -> 0;
      case COMPLETELY -> 1;
      case EXCEPT_ADVISED -> 1 | (int) EXCEPT_ADVISED;
    };
  }
}
