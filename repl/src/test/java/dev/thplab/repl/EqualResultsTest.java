package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.ScriptHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every policy in `scripts/`, those of the guide to contracts included, gives the same bytes of
/// JSON interpreted and compiled, in this process and in a worker. `--no-timing` leaves out all
/// that may differ: the property `timing`, with wall times and the engine's name.
///
/// By default one short trace is used, and a worker takes several policies, each with a veto.
/// `-Pequal` takes every recorded program and a worker for each policy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EqualResultsTest {
  private static final Path SCRIPTS = Path.of("../scripts");
  private static final Path SHORT_TRACE = SCRIPTS.resolve("traces/python_dict.thpt.gz");
  private static final boolean ALL = "all".equals(System.getProperty("thplab.equal"));

  /// Each case runs so often in one engine: the first asks a cold policy, which is interpreted, the
  /// last one that was asked some ten thousand times.
  private static final int ROUNDS = 3;

  /// Sizes between 4 kB and 2 MiB are on, so that there is something to choose.
  private static final String SETTINGS =
      "enabled=always,hugepages-64kB/enabled=inherit,hugepages-32kB/enabled=inherit,policy=";

  /// Scopes that hold the one program of the short trace.
  private static final List<String> SCOPES = List.of("global", "cgroup:/", "comm:python3");

  private static final Pattern CONTRACT =
      Pattern.compile("^export const contract\\b", Pattern.MULTILINE);
  private static final Pattern SHOWN = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL);

  private final List<Path> policies = new ArrayList<>();

  @BeforeAll
  void findPolicies(@TempDir Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      files
          .filter(file -> file.toString().matches(".*(?<!\\.test)\\.js"))
          .filter(EqualResultsTest::isPolicy)
          .sorted()
          .forEach(policies::add);
    }
    Matcher shown = SHOWN.matcher(Files.readString(SCRIPTS.resolve("contracts.md")));
    while (shown.find()) {
      Path file = directory.resolve("contracts-%d.js".formatted(policies.size()));
      policies.add(Files.writeString(file, shown.group(1)));
    }
    assertThat(policies).hasSizeGreaterThan(15);
  }

  private static boolean isPolicy(Path file) {
    try {
      return CONTRACT.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Path> traces() throws IOException {
    if (!ALL) {
      return Stream.of(SHORT_TRACE);
    }
    try (Stream<Path> files = Files.list(SCRIPTS.resolve("traces"))) {
      return files.filter(file -> file.toString().endsWith(".thpt.gz")).sorted().toList().stream();
    }
  }

  private static List<String> arguments(Path trace, List<String> cases, String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", "-q", "--trace", trace.toString()));
    arguments.addAll(List.of("-o", "json", "--no-timing"));
    cases.forEach(text -> arguments.addAll(List.of("--case", text)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /// Each policy alone, some rounds of it one after another.
  private List<String> rounds() {
    return policies.stream()
        .flatMap(policy ->
            IntStream.range(0, ROUNDS)
                .mapToObj(round -> "%s/%d:%s%s".formatted(name(policy), round, SETTINGS, policy)))
        .toList();
  }

  private static String name(Path policy) {
    return policy.getFileName().toString();
  }

  /// Cases of as many policies each as there are scopes; each has a veto.
  private List<String> groups(List<String> scopes) {
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < policies.size(); i += scopes.size()) {
      StringBuilder text = new StringBuilder("group-%d:policy-composition=veto,".formatted(i));
      text.append(SETTINGS).append(policies.get(i));
      for (int j = 1; j < Math.min(scopes.size(), policies.size() - i); j++) {
        text.append(",policy.p%d=%s".formatted(j, policies.get(i + j)))
            .append(",policy.p%d-scope=%s".formatted(j, scopes.get(j)));
      }
      cases.add(text.toString());
    }
    return cases;
  }

  private static String here(List<String> arguments) {
    Cli cli = Cli.toFiles().run(arguments.toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.out();
  }

  /// Runs the command line in a JVM without the Graal compiler.
  private static String interpreted(List<String> arguments, Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Path out = directory.resolve("interpreted.json");
    Path err = directory.resolve("interpreted.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }

  /// The rounds of one policy differ in nothing but the name of the case: what a policy remembers
  /// begins anew with each.
  @ParameterizedTest
  @MethodSource("traces")
  void interpretedAndCompiled(Path trace, @TempDir Path directory) throws Exception {
    try (ScriptHost host = new ScriptHost()) {
      assertThat(host.engine().compiles()).as(host.engine().why()).isTrue();
    }
    List<String> arguments = arguments(trace, rounds());
    String compiled = here(arguments);

    assertThat(compiled).isEqualTo(interpreted(arguments, directory));
    JsonNode cases = new JsonMapper().readTree(compiled).get("cases");
    for (int i = 0; i < cases.size(); i += ROUNDS) {
      String name = cases.get(i).get("name").asString();
      Set<String> results = new HashSet<>();
      for (int round = 0; round < ROUNDS; round++) {
        results.add(((ObjectNode) cases.get(i + round)).without("name").toString());
      }
      assertThat(results).as(name).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void inProcessAndUntrusted(Path trace) {
    List<String> cases = groups(ALL ? List.of("global") : SCOPES);
    assertThat(here(arguments(trace, cases, "--untrusted")))
        .isEqualTo(here(arguments(trace, cases)));
  }
}
