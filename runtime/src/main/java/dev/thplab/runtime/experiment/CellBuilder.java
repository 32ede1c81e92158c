package dev.thplab.runtime.experiment;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import java.util.ArrayList;
import java.util.List;

/// Collects the prose and the cells of one file, the latter with the options behind the word that
/// opens them: `id=NAME timeout=30s`.
final class CellBuilder {
  private static final List<String> OPTIONS = List.of("id", "timeout");

  private final String file;
  private final Header header;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Experiment.Part> parts = new ArrayList<>();

  CellBuilder(String file, Header header) {
    this.file = file;
    this.header = header;
  }

  /// Adds a cell that line `optionsLine` opens and whose script begins at `line`; one without a
  /// script is none.
  ///
  /// @throws InputException naming file and line, the option and what is allowed
  void add(String options, int optionsLine, String source, int line) {
    if (source.isBlank()) {
      return;
    }
    String id = "cell-" + (cells.size() + 1);
    long timeoutMs = header.timeoutMs();
    for (String option : options.strip().split("\\s+", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      String value = option.substring(equals + 1);
      switch (name) {
        case "" -> {}
        case "id" -> id = checkedId(value, optionsLine);
        case "timeout" -> timeoutMs = timeout(value, optionsLine);
        default ->
            throw new InputException(
                "%s:%d: unknown option '%s'%s; a cell has %s"
                    .formatted(
                        file,
                        optionsLine,
                        name,
                        NearestName.question(name, OPTIONS),
                        String.join(", ", OPTIONS)));
      }
    }
    Cell cell = new Cell(id, source, line, timeoutMs);
    cells.add(cell);
    parts.add(cell);
  }

  /// Adds prose, unless it is blank.
  void addProse(List<String> lines) {
    String text = String.join("\n", lines).strip();
    if (!text.isEmpty()) {
      parts.add(new Prose(text));
    }
  }

  private String checkedId(String id, int line) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new InputException(
          "%s:%d: id (%s) must be 1 to 64 of A-Z a-z 0-9 - _".formatted(file, line, id));
    }
    if (cells.stream().anyMatch(cell -> cell.id().equals(id))) {
      throw new InputException("%s:%d: two cells have the id '%s'".formatted(file, line, id));
    }
    return id;
  }

  private long timeout(String value, int line) {
    try {
      return Timeout.milliseconds(value);
    } catch (IllegalArgumentException e) {
      throw new InputException("%s:%d: %s".formatted(file, line, e.getMessage()), e);
    }
  }

  List<Experiment.Part> parts() {
    return parts;
  }
}
