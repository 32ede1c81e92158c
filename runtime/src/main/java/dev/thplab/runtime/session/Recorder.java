package dev.thplab.runtime.session;

import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;
import java.util.Map;

/// Hears what the script of an experiment finds out.
public interface Recorder {
  /// A comparison is done.
  void comparison(Comparison comparison);

  /// The script expected something, charted something or recorded a row: `kind` says which,
  /// `fields` are values as JSON has them, in the order in which they are written.
  void note(String kind, Map<String, Object> fields);

  /// Who shows how far comparisons have come.
  CompareProgress progress();
}
