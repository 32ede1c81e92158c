package dev.thplab.sim.generator;

import java.util.List;
import java.util.function.Function;

/// A kind of generated workload.
///
/// @param name lower case, words joined by `-`
/// @param what what it does, in a few words
/// @param parameters what it takes, in the order of lists and descriptions
/// @param operations names of the operations it marks
/// @param program makes the program of one stream
public record Generator(
    String name,
    String what,
    List<Parameter> parameters,
    List<String> operations,
    Function<Parameters, Program> program) {

  public Generator {
    parameters = List.copyOf(parameters);
    operations = List.copyOf(operations);
  }

  /// Every generator there is.
  public static List<Generator> all() {
    return Catalogue.ALL;
  }

  /// The generator of that name, or null if there is none.
  public static Generator byName(String name) {
    for (Generator generator : all()) {
      if (generator.name.equals(name)) {
        return generator;
      }
    }
    return null;
  }

  /// Its parameter of that name, or null if it has none such.
  public Parameter parameter(String wanted) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(wanted)) {
        return parameter;
      }
    }
    return null;
  }
}
