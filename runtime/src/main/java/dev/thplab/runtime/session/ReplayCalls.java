package dev.thplab.runtime.session;

import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.PolicySpec;
import dev.thplab.runtime.recording.DecisionReplay;
import dev.thplab.runtime.recording.Recording;
import dev.thplab.runtime.recording.ReplayResult;
import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.sim.policy.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Recorded decisions, replayed against other policies on a machine of their own.
final class ReplayCalls {
  private static final List<String> OPTIONS = List.of("trace", "scope", "options");

  private final PolicyTexts texts;
  private final HostPaths paths;
  private final StoppableProgress progress;

  ReplayCalls(PolicyTexts texts, HostPaths paths, Interrupt interrupt, PolicyNotices notices) {
    this.texts = texts;
    this.paths = paths;
    progress = new StoppableProgress(interrupt, notices, CompareProgress.NONE);
  }

  void addTo(Map<String, Call> calls) {
    calls.put("replay", (_, arguments) -> replay(arguments));
  }

  /// `replay(recording, policy, options)`; a policy that fails is an error, for its answers are not
  /// its own.
  private Map<String, Object> replay(Arguments arguments) {
    arguments.checkOptions(2, OPTIONS);
    String trace = arguments.textOption(2, "trace", null);
    try {
      Recording recording = Recording.read(paths.resolve(arguments.text(0, "recording")));
      PolicyFile file = texts.file(arguments, 1);
      PolicySpec policy =
          DecisionReplay.policy(
              file.name(),
              optionTexts(arguments),
              Scope.of(arguments.textOption(2, "scope", Scope.GLOBAL.toString())));
      ReplayResult result =
          DecisionReplay.run(
              recording,
              recording.run().workloadAt(trace == null ? null : paths.resolve(trace)),
              policy,
              _ -> file,
              Limits.DEFAULT,
              progress);
      List<CountedFailure> failures = result.comparison().cases().getFirst().failures();
      if (!failures.isEmpty()) {
        throw new SessionException(failures.getFirst().first().message());
      }
      Map<String, Object> fields = result.asMap();
      fields.put("text", result.text());
      return fields;
    } catch (IllegalArgumentException | PolicyLoadException e) {
      throw new SessionException("replay: " + e.getMessage());
    }
  }

  /// Values as the case of a comparison has them.
  private static SequencedMap<String, String> optionTexts(Arguments arguments) {
    SequencedMap<String, String> options = new LinkedHashMap<>();
    arguments.valuesOption(2, "options").forEach((name, value) -> options.put(name, text(value)));
    return options;
  }

  private static String text(Object value) {
    boolean isWhole = value instanceof Double number && number == Math.rint(number);
    return isWhole ? Long.toString(((Double) value).longValue()) : value.toString();
  }
}
