package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random trees of cgroups with random policies against a naive model: for each process the answers
/// of its policies are put in a list from leaf to root, and the rule of the composition is read out
/// over that list, those who abstain left out where others are asked after them.
final class CompositionTest {
  private static final int OFFERED = 0x3FC;
  private static final int TREES = 200;

  private final Map<Scope, Integer> answers = new LinkedHashMap<>();
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(Composition.class)
  void doesWhatANaiveModelSays(Composition composition) {
    int withSeveral = 0;
    for (int tree = 0; tree < TREES; tree++) {
      answers.clear();
      Machine machine = randomMachine(composition);
      for (Task task : machine.tasks()) {
        List<Integer> leafToRoot = leafToRoot(task);
        withSeveral += leafToRoot.size() > 1 ? 1 : 0;
        assertThat(answer(machine, task)).isEqualTo(naive(composition, leafToRoot));
      }
    }
    assertThat(withSeveral).isGreaterThan(TREES);
  }

  /// Attaches the global policy last, since no other may be attached under it.
  private Machine randomMachine(Composition composition) {
    Machine machine = new Machine(MachineConfig.ample());
    machine.attachments().setComposition(composition);
    List<Cgroup> cgroups = new ArrayList<>(List.of(machine.cgroups().root()));
    for (int i = 0; i < 6; i++) {
      String parent = cgroups.get(random.nextInt(cgroups.size())).path();
      cgroups.add(machine.cgroups().make((parent.equals("/") ? "" : parent) + "/c" + i));
    }
    for (int pid = 1; pid <= 8; pid++) {
      Task task = machine.spawn(pid, "p" + pid % 3);
      machine.migrate(task, cgroups.get(random.nextInt(cgroups.size())));
    }
    for (Task task : machine.tasks()) {
      maybeAttach(machine, new Scope.Pid(task.pid()));
    }
    for (Cgroup cgroup : cgroups) {
      maybeAttach(machine, new Scope.CgroupTree(cgroup.path()));
    }
    maybeAttach(machine, new Scope.Comm("p1"));
    maybeAttach(machine, Scope.GLOBAL);
    return machine;
  }

  private void maybeAttach(Machine machine, Scope scope) {
    if (random.nextBoolean()) {
      int answer =
          switch (random.nextInt(6)) {
            case 0, 1 -> OrderPolicy.ABSTAIN;
            case 2 -> OFFERED;
            case 3 -> 0;
            default -> random.nextInt(OFFERED);
          };
      AttachRequest request = AttachRequest.of("p", scope, _ -> answer).overridable();
      assertThat(machine.attach(request)).isPositive();
      answers.put(scope, answer);
    }
  }

  private static int answer(Machine machine, Task task) {
    PolicyQuery query = new PolicyQuery();
    query.offered = OFFERED;
    OrderPolicy policy = machine.attachments().effective(task.mm());
    return policy == null ? OFFERED : policy.allowedOrders(query);
  }

  private List<Integer> leafToRoot(Task task) {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(new Scope.Pid(task.pid()));
    scopes.add(new Scope.Comm(task.comm()));
    for (Cgroup cgroup = task.cgroup(); cgroup != null; cgroup = cgroup.parent()) {
      scopes.add(new Scope.CgroupTree(cgroup.path()));
    }
    scopes.add(Scope.GLOBAL);
    return scopes.stream().filter(answers::containsKey).map(answers::get).toList();
  }

  private int naive(Composition composition, List<Integer> leafToRoot) {
    if (leafToRoot.isEmpty()) {
      return OFFERED;
    }
    int answer =
        switch (composition) {
          case NEAREST, ALLOW_OVERRIDE -> leafToRoot.getFirst();
          case GLOBAL_OVERRIDES ->
              answers.containsKey(Scope.GLOBAL) ? leafToRoot.getLast() : leafToRoot.getFirst();
          case VETO -> leafToRoot.stream().reduce(OFFERED, (a, b) -> a & b);
          case LEAF_TO_ROOT ->
              leafToRoot.stream().filter(a -> a != OrderPolicy.ABSTAIN).findFirst().orElse(OFFERED);
        };
    return answer & OFFERED;
  }
}
