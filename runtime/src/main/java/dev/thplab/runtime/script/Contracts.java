package dev.thplab.runtime.script;

import dev.thplab.runtime.NearestName;
import java.util.List;

/// The contracts that a policy may declare; an unknown one is refused, not guessed.
public final class Contracts {
  /// The one sentence that every result carries.
  public static final String NOTICE = "Nothing here is a promise of any kernel.";

  private Contracts() {}

  /// Every contract, removed ones included: ours first, then by the time of posting.
  public static List<Contract> all() {
    return ContractTable.ALL;
  }

  /// The ids of the contracts that are offered.
  public static List<String> ids() {
    return all().stream().filter(Contract::isOffered).map(Contract::id).toList();
  }

  /// The contract with an id that a loaded policy has.
  public static Contract of(String id) {
    for (Contract contract : all()) {
      if (contract.id().equals(id)) {
        return contract;
      }
    }
    throw new IllegalArgumentException("no contract " + id);
  }

  /// Finds the contract that a policy declares, or refuses the policy.
  static Contract find(String policyName, String id) {
    for (Contract contract : all()) {
      if (contract.id().equals(id)) {
        if (contract.isOffered()) {
          return contract;
        }
        throw new PolicyLoadException(
            "%s: contract \"%s\" is %s; known: %s"
                .formatted(
                    policyName, id, contract.lifeCycle().describe(), String.join(", ", ids())));
      }
    }
    throw new PolicyLoadException(
        policyName
            + ": unknown contract \""
            + Texts.oneLine(id, 40)
            + "\"; known: "
            + String.join(", ", ids())
            + NearestName.question(id, ids()));
  }
}
