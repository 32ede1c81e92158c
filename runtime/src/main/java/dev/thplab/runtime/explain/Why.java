package dev.thplab.runtime.explain;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.mm.VmaTree;
import dev.thplab.sim.policy.ProcessPolicies;
import dev.thplab.sim.task.Task;
import java.util.List;
import java.util.Map;

/// Why the page at an address is part of a huge page, or is not: an answer, what it rests on, and
/// what would change it.
///
/// @param address any byte address in the page
/// @param pid the process
/// @param comm its name
/// @param nowNs simulated time of the answer
/// @param vma the VMA that holds the address
/// @param pages what is mapped
/// @param policies names of the attached policies that cover the process
/// @param history what concerned the 2 MiB around the address, oldest first
/// @param dropped entries that the log had no room for
/// @param answer sentences, the outcome first
/// @param remedies what would make it part of a huge page from now on, each tried on a copy of the
///   machine without policies; empty for a huge page
public record Why(
    long address,
    int pid,
    String comm,
    long nowNs,
    VmaFacts vma,
    RangePages pages,
    List<String> policies,
    List<DecisionLog.Entry> history,
    long dropped,
    List<String> answer,
    List<String> remedies) {
  public Why {
    policies = List.copyOf(policies);
    history = List.copyOf(history);
    answer = List.copyOf(answer);
    remedies = List.copyOf(remedies);
  }

  /// Answers for the present state of `machine`, which stays as it is. `log` is what listened to
  /// it.
  ///
  /// @throws InputException if there is no such process, or no VMA of it holds the address
  public static Why of(Machine machine, DecisionLog log, int pid, long address) {
    Task task = task(machine, pid);
    Vma vma = vma(task, address);
    Mm mm = task.mm();
    int owner = mm.owner().pid();
    RangePages pages = RangePages.read(machine.calls().walk(mm), vma, address);
    List<DecisionLog.Entry> history = log.about(owner, address);
    List<String> remedies =
        pages.page().isHuge()
            ? List.of()
            : Remedies.of(machine, pid, address, pages.isEmpty() || pages.isHugeZero());
    ProcessPolicies policies = machine.policiesOf(task);
    return new Why(
        address,
        pid,
        task.comm(),
        machine.clock().nowNs(),
        VmaFacts.of(mm, vma),
        pages,
        policies.asked().stream().map(DecisionText::name).toList(),
        history,
        log.dropped(),
        new Answer(machine, task, pages, history).sentences(),
        remedies);
  }

  /// The living process with a pid.
  static Task task(Machine machine, int pid) {
    for (Task task : machine.tasks()) {
      if (task.pid() == pid) {
        if (task.hasExited()) {
          throw new InputException("process %d (%s) has exited".formatted(pid, task.comm()));
        }
        return task;
      }
    }
    throw new InputException("there is no process " + pid);
  }

  private static Vma vma(Task task, long address) {
    VmaTree vmas = task.mm().vmas();
    Vma vma = vmas.lookup(address);
    if (vma == null) {
      int next = vmas.indexFrom(address);
      String nearest =
          (next > 0 ? "; the VMA before it is " + range(vmas.get(next - 1)) : "")
              + (next < vmas.size() ? "; the VMA behind it is " + range(vmas.get(next)) : "");
      throw new InputException(
          "address %x is in no VMA of process %d (%s)%s"
              .formatted(address, task.pid(), task.comm(), nearest));
    }
    return vma;
  }

  private static String range(Vma vma) {
    return "%x-%x".formatted(vma.start(), vma.end());
  }

  /// Whether the page is part of a huge page: 2 MiB of memory behind one PMD entry.
  public boolean isHuge() {
    return pages.page().isHuge();
  }

  /// The answer for people: lines of text, the last one ended by a line feed.
  public String text() {
    return new WhyText(this).text();
  }

  /// The answer for tools: strings, numbers, booleans, lists and maps. Addresses are hexadecimal
  /// text, times are simulated nanoseconds.
  public Map<String, Object> asMap() {
    return WhyMap.of(this);
  }
}
