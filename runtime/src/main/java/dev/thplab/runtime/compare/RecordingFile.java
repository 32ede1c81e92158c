package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Decision;
import java.util.function.Supplier;

/// A recording of every decision about folio orders in the run of one case, written while it runs,
/// to be replayed against other policies. Equal input gives equal bytes.
///
/// JSON Lines, compressed if the name ends in `.gz`: `{format, case, provenance}`, a line for each
/// decision with the members that [ExplainFile] writes, and `{decisions}`, how many they are,
/// without which a recording is cut off.
public final class RecordingFile implements CaseObserver, AutoCloseable {
  /// Name and version of the format.
  public static final String FORMAT = "thplab-decisions/1";

  private final JsonLinesFile file;
  private Provenance provenance;
  private int nrDecisions;

  private RecordingFile(JsonLinesFile file) {
    this.file = file;
  }

  /// Creates the file, or empties it.
  ///
  /// @throws dev.thplab.runtime.InputException if it cannot be written
  public static RecordingFile create(String path) {
    return new RecordingFile(JsonLinesFile.create("recording", path));
  }

  @Override
  public void opened(Supplier<Provenance> ofResults) {
    provenance = ofResults.get();
  }

  @Override
  public void booted(CaseSpec spec, Machine machine) {
    file.add(json -> {
      json.writeStartObject();
      json.writeStringProperty("format", FORMAT);
      json.writeStringProperty("case", spec.text());
      json.writeName("provenance");
      JsonReport.provenance(json, provenance);
      json.writeEndObject();
    });
    machine.explainTo(decision -> add(spec, decision));
  }

  private void add(CaseSpec spec, Decision decision) {
    nrDecisions++;
    file.add(json -> DecisionLine.write(json, spec.name(), decision));
  }

  /// Says that the run came to its end.
  public void end() {
    file.add(json -> {
      json.writeStartObject();
      json.writeNumberProperty("decisions", nrDecisions);
      json.writeEndObject();
    });
  }

  /// Closes the file; without [#end] before, it is cut off.
  @Override
  public void close() {
    file.close();
  }
}
