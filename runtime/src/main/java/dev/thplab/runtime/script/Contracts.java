package dev.thplab.runtime.script;

import dev.thplab.runtime.NearestName;
import java.util.List;

/// The contracts that a policy may declare; an unknown one is refused, not guessed.
public final class Contracts {
  private static final List<Contract> KNOWN =
      List.of(
          new Contract(
              "lab/1",
              "getSuggestedOrder",
              "lab-1.js",
              "an order (0, 2 to 9), a set made by orders, DENY or ABSTAIN"));

  private Contracts() {}

  /// The known contracts' ids.
  public static List<String> ids() {
    return KNOWN.stream().map(Contract::id).toList();
  }

  /// Finds the contract that a policy declares.
  static Contract find(String policyName, String id) {
    for (Contract contract : KNOWN) {
      if (contract.id().equals(id)) {
        return contract;
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
