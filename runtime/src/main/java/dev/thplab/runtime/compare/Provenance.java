package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What a result was made from: with the same provenance the same numbers come out.
///
/// @param version of thplab
/// @param seed seed of everything random that names no other
/// @param trace the recorded program, or null
/// @param generator the generated program, or null
/// @param policies each policy by its path as given, in the order of the cases
/// @param config what all cases share
public record Provenance(
    String version,
    long seed,
    TraceId trace,
    GeneratorId generator,
    SequencedMap<String, PolicyId> policies,
    Config config) {

  /// The version of this build; a test holds it against the POM.
  public static final String VERSION = "0.1.0-SNAPSHOT";

  public Provenance {
    policies = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(policies));
  }

  /// The same with other policies.
  public Provenance withPolicies(SequencedMap<String, PolicyId> others) {
    return new Provenance(version, seed, trace, generator, others, config);
  }

  /// Name of the program that ran.
  public String workloadName() {
    return trace == null ? generator.name() : trace.name();
  }

  /// The sentence that every result carries.
  public String notice() {
    return Contracts.NOTICE;
  }

  /// A policy file.
  ///
  /// @param sha256 hash of the file's bytes
  /// @param contract the interface it was written against; null if its worker ended before it could
  ///   tell
  public record PolicyId(String sha256, String contract) {
    /// How far the contract may be relied on, with its versions and what to use instead.
    public String contractStatus() {
      return contract == null ? null : Contracts.of(contract).lifeCycle().describe();
    }
  }

  /// A trace file.
  ///
  /// @param name the file's name without directory and extension
  /// @param path the file as given
  /// @param sha256 hash of the file's bytes, as they are on disk
  public record TraceId(String name, String path, String sha256) {}

  /// A generator of a workload.
  ///
  /// @param text what it was asked for, every parameter included
  /// @param parameters the values of its parameters
  public record GeneratorId(String name, String text, SequencedMap<String, Number> parameters) {}

  /// What all cases share.
  ///
  /// @param memoryBytes physical memory of cases that do not set it
  /// @param kernelProfile the Linux simulated in cases that do not set it
  /// @param cpu name of the core's model
  /// @param costModel name of the set of kernel costs
  /// @param limits what a policy may use
  public record Config(
      long memoryBytes, String kernelProfile, String cpu, String costModel, Limits limits) {}
}
