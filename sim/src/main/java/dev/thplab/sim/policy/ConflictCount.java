package dev.thplab.sim.policy;

import java.util.Arrays;
import java.util.stream.Stream;

/// Has every policy asked that covers one address space, those without effect too, and counts who
/// wins where they disagree.
final class ConflictCount {
  private final ConflictTally tally;
  private final Member[] asked;
  private final Member[] all;

  /// A policy whose answer to the question at hand is kept, so that it is asked once.
  private static final class Member implements OrderPolicy {
    private final CountedPolicy policy;
    private boolean hasAnswered;
    private int answer;

    Member(CountedPolicy policy) {
      this.policy = policy;
    }

    @Override
    public int answer(PolicyQuery query) {
      answer = policy.answer(query);
      hasAnswered = true;
      return answer;
    }

    /// Asks, without a say, unless it was asked already.
    void complete(PolicyQuery query) {
      if (!hasAnswered) {
        answer = policy.ask(query);
      }
      hasAnswered = false;
    }

    boolean hasOpinion() {
      return answer != ABSTAIN;
    }
  }

  /// Counts for the policies of one process, each part given from leaf to root.
  ConflictCount(ConflictTally tally, CountedPolicy[] asked, CountedPolicy[] dormant) {
    this.tally = tally;
    all =
        Stream.concat(Arrays.stream(asked), Arrays.stream(dormant))
            .map(Member::new)
            .toArray(Member[]::new);
    this.asked = Arrays.copyOf(all, asked.length);
  }

  /// Returns what the policies that are asked answer together.
  int answer(Composition composition, PolicyQuery query) {
    int acted = composition.answer(asked, query);
    for (Member member : all) {
      member.complete(query);
    }
    if (disagree(query.decidable())) {
      tally.count();
      settle(acted, query.decidable());
    }
    return acted;
  }

  private boolean disagree(int orders) {
    int first = OrderPolicy.ABSTAIN;
    for (Member member : all) {
      if (first == OrderPolicy.ABSTAIN) {
        first = member.answer;
      } else if (member.hasOpinion() && ((member.answer ^ first) & orders) != 0) {
        return true;
      }
    }
    return false;
  }

  private void settle(int acted, int orders) {
    for (Member member : all) {
      if (member.hasOpinion()) {
        member.policy.countConflict(((member.answer ^ acted) & orders) == 0);
      }
    }
  }
}
