package dev.thplab.runtime.report;

import dev.thplab.runtime.experiment.Cell;
import dev.thplab.runtime.experiment.Experiment;
import dev.thplab.runtime.experiment.Prose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// An experiment with what each of its cells found.
///
/// @param experiment its file
/// @param lines the lines of its results, as they are written
/// @param head the first of them
/// @param sections prose and cells, in the order of the file
record Report(
    Experiment experiment, List<String> lines, Map<String, Object> head, List<Section> sections) {

  /// A part of the file.
  sealed interface Section permits Text, Ran {}

  /// Prose.
  record Text(Prose prose) implements Section {}

  /// A cell.
  ///
  /// @param number which cell of the file it is, from 1
  /// @param found what it found
  record Ran(Cell cell, int number, Findings found) implements Section {}

  Report {
    lines = List.copyOf(lines);
    sections = List.copyOf(sections);
  }

  /// Puts an experiment and its results together.
  ///
  /// @param results the file with the lines
  /// @throws dev.thplab.runtime.InputException if that cannot be read
  static Report of(Experiment experiment, Path results) {
    List<String> lines = ResultLines.texts(results);
    SequencedMap<String, List<Map<String, Object>>> byCell = new LinkedHashMap<>();
    Map<String, Object> head = ResultLines.object(lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      Map<String, Object> fields = ResultLines.object(line);
      byCell.computeIfAbsent((String) fields.get("cell"), _ -> new ArrayList<>()).add(fields);
    }
    List<Section> sections = new ArrayList<>();
    int number = 0;
    for (Experiment.Part part : experiment.parts()) {
      sections.add(
          switch (part) {
            case Prose prose -> new Text(prose);
            case Cell cell -> {
              number++;
              yield new Ran(cell, number, Findings.of(byCell.getOrDefault(cell.id(), List.of())));
            }
          });
    }
    return new Report(experiment, lines, head, sections);
  }

  /// The title, or the file's name if it has none.
  String title() {
    String title = experiment.header().title();
    return title == null ? experiment.name() : title;
  }

  /// What all cells found.
  Stream<Findings> findings() {
    return sections.stream().filter(Ran.class::isInstance).map(section -> ((Ran) section).found());
  }

  /// All comparisons' lines.
  List<Map<String, Object>> comparisons() {
    return findings().flatMap(found -> found.comparisons().stream()).toList();
  }
}
