package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a policy hears of, besides questions.
class PolicyEventsTest {
  private final Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));
  private final Task parent = machine.spawn(1, "shell");
  private final Diary diary = new Diary("");

  /// A policy that writes down what it hears; its copy goes on with a diary of its own.
  private static final class Diary implements OrderPolicy {
    final List<String> lines = new ArrayList<>();
    final String owner;

    Diary(String owner) {
      this.owner = owner;
    }

    @Override
    public int answer(PolicyQuery query) {
      return query.offered;
    }

    @Override
    public void attached(long nowNs) {
      lines.add("attached at " + nowNs);
    }

    @Override
    public void detached(long nowNs) {
      lines.add("detached at " + nowNs);
    }

    @Override
    public void forked(int parentPid, int childPid, long nowNs) {
      lines.add(parentPid + " forked " + childPid + " at " + nowNs);
    }

    @Override
    public void exited(int pid, long nowNs) {
      lines.add(pid + " exited at " + nowNs);
    }

    @Override
    public void succeed(OrderPolicy predecessor) {
      lines.addAll(((Diary) predecessor).lines);
      lines.add("new book");
    }

    @Override
    public OrderPolicy copy() {
      Diary copy = new Diary(owner + "copy");
      copy.lines.addAll(lines);
      return copy;
    }
  }

  private int attach(Scope scope, OrderPolicy policy) {
    return machine.attach(AttachRequest.of("diary", scope, policy));
  }

  @Test
  void hearsOfItsAttachmentAndOfEveryProcessThatItCovers() {
    machine.advanceTo(5);
    int link = attach(Scope.GLOBAL, diary);
    Task child = machine.fork(parent, 2);
    machine.advanceTo(7);
    machine.vfork(child, 3);
    machine.exit(child);
    machine.exit(child);
    machine.detach(link);
    machine.exit(parent);

    assertThat(diary.lines)
        .containsExactly(
            "attached at 5",
            "1 forked 2 at 5",
            "2 forked 3 at 7",
            "2 exited at 7",
            "detached at 7");
  }

  @Test
  void hearsOfNobodyOutsideItsScope() {
    Task other = machine.fork(parent, 2);
    attach(new Scope.Pid(1), diary);
    machine.exit(machine.fork(other, 3));
    machine.exit(machine.fork(parent, 4));

    assertThat(diary.lines).containsExactly("attached at 0", "1 forked 4 at 0", "4 exited at 0");
  }

  @Test
  void hearsNothingOfARefusedAttachOrUpdate() {
    attach(Scope.GLOBAL, query -> query.offered);
    attach(Scope.GLOBAL, diary);
    machine.update(17, Scope.GLOBAL, diary);

    assertThat(diary.lines).isEmpty();
  }

  @Test
  void hearsNothingWhileItIsDormant() {
    attach(new Scope.Pid(1), diary);
    int global = attach(Scope.GLOBAL, query -> query.offered);
    machine.fork(parent, 2);
    machine.detach(global);
    machine.fork(parent, 3);

    assertThat(diary.lines).containsExactly("attached at 0", "1 forked 3 at 0");
  }

  @Test
  void hearsAsAShadowAndUnderAnyComposition() {
    machine.attachments().setComposition(Composition.VETO);
    Diary shadow = new Diary("");
    attach(new Scope.Comm("shell"), diary);
    attach(Scope.GLOBAL, query -> query.offered);
    machine.attach(AttachRequest.of("shadow", Scope.GLOBAL, shadow).in(PolicyMode.SHADOW));
    machine.exit(machine.fork(parent, 2));

    assertThat(diary.lines).containsExactly("attached at 0", "1 forked 2 at 0", "2 exited at 0");
    assertThat(shadow.lines).isEqualTo(diary.lines);
  }

  @Test
  void succeedsTheOneInWhosePlaceItIsPut() {
    int link = attach(Scope.GLOBAL, diary);
    Diary next = new Diary("");
    machine.advanceTo(3);
    machine.update(link, Scope.GLOBAL, next);
    machine.fork(parent, 2);

    assertThat(diary.lines).containsExactly("attached at 0", "detached at 3");
    assertThat(next.lines)
        .containsExactly(
            "attached at 0", "detached at 3", "new book", "attached at 3", "1 forked 2 at 3");
  }

  @Test
  void aCopyOfTheMachineHasACopyOfEachPolicy() {
    machine.attachments().setComposition(Composition.VETO);
    attach(Scope.GLOBAL, diary);
    attach(new Scope.Pid(1), diary);
    Machine branch = machine.copy();
    branch.exit(branch.tasks().getFirst());

    assertThat(diary.lines).containsExactly("attached at 0", "attached at 0");
    List<Attachment> copies = branch.attachments().all();
    Diary copy = (Diary) copies.getFirst().policy();
    assertThat(copy.owner).isEqualTo("copy");
    assertThat(copies.getLast().policy()).as("attached twice").isSameAs(copy);
    assertThat(copy.lines)
        .containsExactly("attached at 0", "attached at 0", "1 exited at 0", "1 exited at 0");
  }
}
