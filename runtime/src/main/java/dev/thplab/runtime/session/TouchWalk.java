package dev.thplab.runtime.session;

import dev.thplab.sim.mm.FaultHandler;
import dev.thplab.sim.task.Task;

/// Accesses to a region, one after another, that can stop in between and go on.
final class TouchWalk {
  private final int pid;
  private final long start;
  private final long length;
  private final long stride;
  private final boolean isWrite;
  private long offset;
  private long faults;

  /// Accesses every `stride` bytes of `length` from `start` on, in bytes.
  TouchWalk(int pid, long start, long length, long stride, boolean isWrite) {
    this.pid = pid;
    this.start = start;
    this.length = length;
    this.stride = stride;
    this.isWrite = isWrite;
  }

  /// The same walk, as far as it has come.
  TouchWalk copy() {
    TouchWalk copy = new TouchWalk(pid, start, length, stride, isWrite);
    copy.offset = offset;
    copy.faults = faults;
    return copy;
  }

  /// Goes on until the end or until `observer` stops it, which leaves it in the world. Returns the
  /// faults that the whole walk has taken.
  long run(World world, Observer observer, Interrupt interrupt, int checkEvery) {
    world.setWalk(null);
    Task task = world.task(pid);
    for (long done = 1; offset < length; done++) {
      long address = start + offset;
      offset += stride;
      faults += touch(world, task, address);
      if (observer.stops(world)) {
        world.setWalk(offset < length ? this : null);
        return faults;
      }
      if (done % checkEvery == 0) {
        interrupt.check();
      }
    }
    return faults;
  }

  private int touch(World world, Task task, long address) {
    int result = world.machine().touch(task, address, isWrite);
    if (result >= 0) {
      world.heat().add(pid, address);
      return result;
    }
    String why =
        switch (result) {
          case FaultHandler.SIGSEGV -> "SIGSEGV: not mapped, or not allowed";
          case FaultHandler.SIGBUS -> "SIGBUS";
          default -> "out of memory: the machine has no free page";
        };
    throw new SessionException("touch: 0x%x: %s".formatted(address, why));
  }
}
