package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.EngineInfo;
import java.util.List;

/// The outcome of one recorded program under several settings.
///
/// @param provenance what it was made from
/// @param cases one result a case, in the order given
/// @param engine what ran the policies, or null when no case has one
public record Comparison(Provenance provenance, List<CaseResult> cases, EngineInfo engine) {
  public Comparison {
    cases = List.copyOf(cases);
  }
}
