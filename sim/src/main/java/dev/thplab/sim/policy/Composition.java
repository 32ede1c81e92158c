package dev.thplab.sim.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Who wins when several attached policies cover one process.
///
/// The policies of a process are ordered from leaf to root: its own, that of its program, those of
/// its cgroup and of each ancestor, the global one. Each is asked the same question. Who abstains
/// ([OrderPolicy#ABSTAIN]) has no say in it; if all do, the kernel decides.
public enum Composition {
  /// The first from the leaf decides; the others are dormant.
  NEAREST,

  /// All are asked, from the root on, and what all of them allow is allowed; once nothing is left
  /// nobody else is asked. Nobody is dormant.
  VETO,

  /// The global policy decides if there is one, else the nearest. While it is attached no other can
  /// be (`EBUSY`); those that were there are dormant and act again once it is gone. The rule of v11
  /// and v12 of the BPF THP series, for cgroups and programs too.
  GLOBAL_OVERRIDES,

  /// From leaf to root the first that does not abstain decides, as BPF OOM handlers run. Nobody is
  /// dormant.
  LEAF_TO_ROOT,

  /// The nearest decides, but an attach below another policy needs that one's leave (`EPERM`), as
  /// `BPF_F_ALLOW_OVERRIDE` of the cgroup programs: the nearest policy above says. Those attached
  /// before the one above stay.
  ALLOW_OVERRIDE;

  /// The name on the command line, as `global-overrides`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Every name.
  public static List<String> labels() {
    return Arrays.stream(values()).map(Composition::label).toList();
  }

  /// Returns the composition of that name, or null.
  public static Composition ofLabel(String label) {
    for (Composition composition : values()) {
      if (composition.label().equals(label)) {
        return composition;
      }
    }
    return null;
  }

  /// Those of a process's policies, from leaf to root, that are asked.
  List<Attachment> asked(List<Attachment> leafToRoot) {
    if (leafToRoot.size() < 2) {
      return leafToRoot;
    }
    return switch (this) {
      case VETO, LEAF_TO_ROOT -> leafToRoot;
      case NEAREST, ALLOW_OVERRIDE -> leafToRoot.subList(0, 1);
      case GLOBAL_OVERRIDES -> {
        int last = leafToRoot.size() - 1;
        int wins = leafToRoot.get(last).scope().equals(Scope.GLOBAL) ? last : 0;
        yield leafToRoot.subList(wins, wins + 1);
      }
    };
  }

  /// The answer of the policies that are asked, given from leaf to root.
  int answer(OrderPolicy[] leafToRoot, PolicyQuery query) {
    return this == VETO ? allAllow(leafToRoot, query) : firstAnswer(leafToRoot, query);
  }

  private static int allAllow(OrderPolicy[] leafToRoot, PolicyQuery query) {
    int allowed = OrderPolicy.ABSTAIN;
    for (int i = leafToRoot.length - 1; i >= 0 && (allowed & query.offered) != 0; i--) {
      allowed &= leafToRoot[i].answer(query);
    }
    return allowed;
  }

  private static int firstAnswer(OrderPolicy[] leafToRoot, PolicyQuery query) {
    for (OrderPolicy policy : leafToRoot) {
      int answer = policy.answer(query);
      if (answer != OrderPolicy.ABSTAIN) {
        return answer;
      }
    }
    return OrderPolicy.ABSTAIN;
  }
}
