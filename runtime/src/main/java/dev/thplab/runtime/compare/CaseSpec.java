package dev.thplab.runtime.compare;

import dev.thplab.runtime.NearestName;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.policy.Composition;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// One column of a comparison: the settings a machine runs with.
///
/// Written as a preset (`never`), or as `name:key=value,...` where a key is a path below
/// /sys/kernel/mm/transparent_hugepage/, `preset`, `memory`, `kernel-profile`, or one about
/// policies ([PolicyKeys]). Every case starts from what a kernel boots with, so two cases differ in
/// what they say and nothing else. A value cannot contain a comma.
///
/// @param name heading of the column, unique in a comparison
/// @param sysfs values by path, in the order they are written to the machine
/// @param policies the policies, whom they are for and who wins
/// @param memoryBytes physical memory, or empty for the comparison's own
/// @param kernelProfile the Linux to behave like, or empty for the comparison's own
public record CaseSpec(
    String name,
    SequencedMap<String, String> sysfs,
    PolicyPlan policies,
    OptionalLong memoryBytes,
    Optional<KernelProfile> kernelProfile) {

  private static final String PRESET = "preset";
  private static final String MEMORY = "memory";
  private static final String KERNEL_PROFILE = "kernel-profile";
  private static final long MIN_MEMORY_BYTES = 4L << 20;
  private static final long MAX_MEMORY_BYTES = 4L << 40;

  public CaseSpec {
    sysfs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sysfs));
  }

  /// The case as [#parse] reads it, under all its keys.
  public String text() {
    SequencedMap<String, String> settings = new LinkedHashMap<>(sysfs);
    settings.putAll(policies.settings());
    memoryBytes.ifPresent(bytes -> settings.put(MEMORY, Long.toString(bytes)));
    kernelProfile.ifPresent(profile -> settings.put(KERNEL_PROFILE, profile.label()));
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(",", name + ":", ""));
  }

  /// The same settings and programs in the same cgroups, for other policies, of which the nearest
  /// wins.
  public CaseSpec withPolicies(List<PolicySpec> others) {
    PolicyPlan plan = new PolicyPlan(others, Composition.NEAREST, false, policies.cgroups());
    return new CaseSpec(name, sysfs, plan, memoryBytes, kernelProfile);
  }

  /// The same settings for the kernel alone.
  public CaseSpec withoutPolicies() {
    return new CaseSpec(name, sysfs, policies.withoutPolicies(), memoryBytes, kernelProfile);
  }

  /// The same with other files of policies.
  public CaseSpec withPolicyPaths(UnaryOperator<String> path) {
    return new CaseSpec(name, sysfs, policies.withPaths(path), memoryBytes, kernelProfile);
  }

  /// Reads one case.
  ///
  /// @throws IllegalArgumentException naming the case, the value and what is allowed instead
  public static CaseSpec parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return ofPreset(text);
    }
    String name = text.substring(0, colon).strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("case '" + text + "' must have a name before ':'");
    }
    try {
      return ofSettings(name, text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("case '" + name + "': " + e.getMessage(), e);
    }
  }

  /// Reads the cases of one comparison.
  ///
  /// @throws IllegalArgumentException as [#parse], or if two cases have the same name
  public static List<CaseSpec> parseAll(List<String> texts) {
    List<CaseSpec> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      CaseSpec spec = parse(text);
      if (!names.add(spec.name)) {
        throw new IllegalArgumentException(
            "case '" + spec.name + "' is given twice; give one of them a name of its own");
      }
      cases.add(spec);
    }
    return List.copyOf(cases);
  }

  private static CaseSpec ofPreset(String text) {
    if (text.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "case '" + text + "' must have a name: 'mine:" + text + "'");
    }
    return new CaseSpec(
        text, preset(text).settings(), PolicyPlan.NONE, OptionalLong.empty(), Optional.empty());
  }

  private static Preset preset(String label) {
    Preset preset = Preset.ofLabel(label);
    if (preset == null) {
      throw new IllegalArgumentException(
          "unknown preset '%s'%s; presets are %s; others are written name:key=value,..."
              .formatted(
                  label,
                  NearestName.question(label, Preset.labels()),
                  String.join(", ", Preset.labels())));
    }
    return preset;
  }

  private static CaseSpec ofSettings(String name, String text) {
    SequencedMap<String, String> values = split(text);
    SequencedMap<String, String> sysfs = new LinkedHashMap<>();
    if (values.containsKey(PRESET)) {
      sysfs.putAll(preset(values.remove(PRESET)).settings());
    }
    PolicyPlan policies = PolicyKeys.take(values);
    if (!policies.isPlain()) {
      CaseAttachments.rehearse(policies);
    }
    String memory = values.remove(MEMORY);
    OptionalLong memoryBytes =
        memory == null ? OptionalLong.empty() : OptionalLong.of(parseMemory(memory));
    Optional<KernelProfile> kernelProfile =
        Optional.ofNullable(values.remove(KERNEL_PROFILE)).map(CaseSpec::parseKernelProfile);
    ThpSysfs scratch = new ThpSysfs(new ThpSettings());
    values.forEach(scratch::write);
    sysfs.putAll(values);
    return new CaseSpec(name, sysfs, policies, memoryBytes, kernelProfile);
  }

  private static SequencedMap<String, String> split(String text) {
    List<String> known = keys();
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + pair + "' must be key=value");
      }
      String key = pair.substring(0, equals).strip();
      String value = pair.substring(equals + 1).strip();
      if (!known.contains(key) && !PolicyKeys.isKnown(key)) {
        throw new IllegalArgumentException(
            "unknown key '%s'%s; keys are %s"
                .formatted(key, NearestName.question(key, known), describeKeys()));
      }
      if (value.isEmpty()) {
        throw new IllegalArgumentException("key '" + key + "' must have a value");
      }
      if (values.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("key '" + key + "' is given twice");
      }
    }
    return values;
  }

  private static KernelProfile parseKernelProfile(String text) {
    List<String> known = KernelProfile.labels();
    if (!known.contains(text)) {
      throw new IllegalArgumentException(
          "%s (%s) must be one of %s%s"
              .formatted(
                  KERNEL_PROFILE,
                  text,
                  String.join(", ", known),
                  NearestName.question(text, known)));
    }
    return KernelProfile.byLabel(text);
  }

  /// Reads a size of physical memory.
  ///
  /// @throws IllegalArgumentException if the text is no size or no machine can have it
  public static long parseMemory(String text) {
    long bytes = ByteSize.parse(text);
    if (bytes < MIN_MEMORY_BYTES || bytes > MAX_MEMORY_BYTES) {
      throw new IllegalArgumentException("memory (" + text + ") must be between 4 MiB and 4 TiB");
    }
    return bytes;
  }

  /// The keys of a case that are no patterns, and the paths of sysfs.
  public static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(PRESET));
    keys.addAll(PolicyKeys.keys());
    Collections.addAll(keys, MEMORY, KERNEL_PROFILE);
    keys.addAll(ThpSysfs.paths());
    return keys;
  }

  /// The keys in one line, the eight sizes as one.
  private static String describeKeys() {
    List<String> keys = keys();
    keys.removeIf(key -> key.startsWith("hugepages-"));
    return String.join(", ", keys)
        + ", hugepages-<16 to 2048>kB/enabled, options.<name>, policy.<name>, cgroup.<program>";
  }
}
