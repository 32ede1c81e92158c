package dev.thplab.sim.task;

/// Is told of processes as they start, and of the programs they run.
public interface TaskListener {
  /// A process exists, forked or spawned, and has done nothing yet. It runs its parent's program,
  /// after vfork in its parent's address space.
  void started(Task task);

  /// A process runs another program, in a new address space.
  void executed(Task task);
}
