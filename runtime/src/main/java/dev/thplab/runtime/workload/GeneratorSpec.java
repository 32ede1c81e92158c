package dev.thplab.runtime.workload;

import dev.thplab.runtime.NearestName;
import dev.thplab.sim.generator.GeneratedWorkload;
import dev.thplab.sim.generator.Generator;
import dev.thplab.sim.generator.Parameter;
import dev.thplab.sim.generator.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A generator with its parameters, written `name` or `name:parameter=value,...`.
///
/// @param generator what makes the workload
/// @param parameters a value for each of its parameters
public record GeneratorSpec(Generator generator, Parameters parameters) {

  /// Whether a text is meant as one: it begins with the name of a generator.
  public static boolean isGenerator(String text) {
    int colon = text.indexOf(':');
    return Generator.byName(colon < 0 ? text : text.substring(0, colon)) != null;
  }

  /// Reads one; a `seed` that is not given is `seed`.
  ///
  /// @throws IllegalArgumentException naming the generator, the value and what is allowed instead
  public static GeneratorSpec parse(String text, long seed) {
    int colon = text.indexOf(':');
    Generator generator = generator(colon < 0 ? text : text.substring(0, colon).strip());
    try {
      SequencedMap<String, Number> given =
          colon < 0 ? new LinkedHashMap<>() : values(generator, text.substring(colon + 1));
      given.putIfAbsent(Parameter.SEED, seed);
      GeneratorSpec spec =
          new GeneratorSpec(generator, new Parameters(generator.parameters(), given));
      spec.workload();
      return spec;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "workload '" + generator.name() + "': " + e.getMessage(), e);
    }
  }

  private static Generator generator(String name) {
    Generator generator = Generator.byName(name);
    if (generator == null) {
      List<String> known = Generator.all().stream().map(Generator::name).toList();
      throw new IllegalArgumentException(
          "unknown workload '%s'%s; workloads are %s"
              .formatted(name, NearestName.question(name, known), String.join(", ", known)));
    }
    return generator;
  }

  private static SequencedMap<String, Number> values(Generator generator, String text) {
    SequencedMap<String, Number> values = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + pair + "' must be parameter=value");
      }
      Parameter parameter = parameter(generator, pair.substring(0, equals).strip());
      Number value = ParameterText.parse(parameter, pair.substring(equals + 1).strip());
      if (values.putIfAbsent(parameter.name(), value) != null) {
        throw new IllegalArgumentException("parameter '" + parameter.name() + "' is given twice");
      }
    }
    return values;
  }

  private static Parameter parameter(Generator generator, String name) {
    Parameter parameter = generator.parameter(name);
    if (parameter == null) {
      List<String> known = generator.parameters().stream().map(Parameter::name).toList();
      throw new IllegalArgumentException(
          "unknown parameter '%s'%s; parameters are %s"
              .formatted(name, NearestName.question(name, known), String.join(", ", known)));
    }
    return parameter;
  }

  /// The canonical text: every parameter with its value, in the generator's order.
  public String text() {
    List<String> pairs = new ArrayList<>();
    for (Parameter parameter : generator.parameters()) {
      Number value = parameters.values().get(parameter.name());
      pairs.add(parameter.name() + "=" + ParameterText.of(parameter.unit(), value));
    }
    return generator.name() + ":" + String.join(",", pairs);
  }

  /// The workload itself.
  public GeneratedWorkload workload() {
    return new GeneratedWorkload(generator, parameters, text());
  }
}
