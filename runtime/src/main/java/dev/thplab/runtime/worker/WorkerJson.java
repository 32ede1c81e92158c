package dev.thplab.runtime.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.thplab.runtime.script.PolicyFailure;
import dev.thplab.sim.policy.Scope;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The JSON that goes between a worker and its parent: records as they are, one a line.
final class WorkerJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(32).build())
                  .build())
          .addModule(
              new SimpleModule().addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class))
          .addMixIn(PolicyFailure.class, FailureByKind.class)
          .addMixIn(Scope.class, ScopeByKind.class)
          .build();

  private WorkerJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(PolicyFailure.InHook.class),
    @JsonSubTypes.Type(PolicyFailure.Threw.class),
    @JsonSubTypes.Type(PolicyFailure.BadAnswer.class),
    @JsonSubTypes.Type(PolicyFailure.StatementLimit.class),
    @JsonSubTypes.Type(PolicyFailure.TimedOut.class),
    @JsonSubTypes.Type(PolicyFailure.OutOfBudget.class),
    @JsonSubTypes.Type(PolicyFailure.RetainsTooMuch.class),
    @JsonSubTypes.Type(PolicyFailure.EngineFault.class),
    @JsonSubTypes.Type(PolicyFailure.WorkerEnded.class),
  })
  private interface FailureByKind {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(Scope.Global.class),
    @JsonSubTypes.Type(Scope.CgroupTree.class),
    @JsonSubTypes.Type(Scope.Comm.class),
    @JsonSubTypes.Type(Scope.Pid.class),
  })
  private interface ScopeByKind {}

  static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T read(String line, Class<T> type) {
    return MAPPER.readValue(line, type);
  }
}
