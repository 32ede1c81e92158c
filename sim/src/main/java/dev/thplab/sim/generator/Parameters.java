package dev.thplab.sim.generator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Values for all parameters of a generator, in the generator's order.
public final class Parameters {
  private final SequencedMap<String, Number> values = new LinkedHashMap<>();

  /// Takes `given` where it has a value, else the parameter's own.
  ///
  /// @throws IllegalArgumentException if a value is out of bounds or belongs to no parameter
  public Parameters(List<Parameter> parameters, Map<String, ? extends Number> given) {
    for (Parameter parameter : parameters) {
      Number value = given.get(parameter.name());
      if (value != null && !parameter.permits(value)) {
        throw new IllegalArgumentException(
            "%s (%s) must be in [%s, %s]"
                .formatted(parameter.name(), value, parameter.min(), parameter.max()));
      }
      values.put(parameter.name(), value == null ? parameter.initial() : value);
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException("unknown parameter '" + name + "'");
      }
    }
  }

  /// Every value by its name.
  public SequencedMap<String, Number> values() {
    return Collections.unmodifiableSequencedMap(values);
  }

  long whole(String name) {
    return values.get(name).longValue();
  }

  int small(String name) {
    return Math.toIntExact(whole(name));
  }

  double real(String name) {
    return values.get(name).doubleValue();
  }

  boolean flag(String name) {
    return whole(name) != 0;
  }

  /// Checks a rule between parameters.
  ///
  /// @throws IllegalArgumentException with the rule if `holds` is false
  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
