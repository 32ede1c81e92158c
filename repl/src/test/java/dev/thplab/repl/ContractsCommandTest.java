package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.Contract;
import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.LifeCycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ContractsCommandTest {
  @TempDir private Path directory;

  @Test
  void printsEveryContractAndThatNothingIsPromised() {
    Cli cli = Cli.toFiles().run("contracts");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    for (Contract contract : Contracts.all()) {
      assertThat(cli.out()).containsPattern("(?m)^" + contract.id() + "\n  status +\\S");
    }
    assertThat(cli.out())
        .contains("allocator, optional reclaimer")
        .contains("deprecated since 0.1.0, use v9")
        .endsWith(Contracts.NOTICE + "\n");
  }

  @Test
  void fitsTheTerminal() {
    assertThat(Cli.onTerminal(60, Map.of("NO_COLOR", "1")).run("contracts").out().lines())
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void tellsTheSameAsJson() {
    JsonNode document =
        new JsonMapper().readTree(Cli.toFiles().run("contracts", "-o", "json").out());

    assertThat(document.get("notice").asString()).isEqualTo(Contracts.NOTICE);
    assertThat(document.get("contracts").values())
        .extracting(contract -> contract.get("id").asString())
        .containsExactlyElementsOf(Contracts.all().stream().map(Contract::id).toList());
    assertThat(document.get("contracts").values())
        .filteredOn(contract -> contract.get("status").asString().equals("removed"))
        .extracting(contract -> contract.get("offered").asBoolean())
        .isNotEmpty()
        .containsOnly(false);
  }

  /// The replacement of what goes away is itself offered.
  @Test
  void namesReplacementsThatAreOffered() {
    for (Contract contract : Contracts.all()) {
      switch (contract.lifeCycle()) {
        case LifeCycle.Unstable _ -> assertThat(contract.warning()).isEmpty();
        case LifeCycle.DeprecatedSince(_, String replacement, _) ->
            assertThat(Contracts.ids()).contains(replacement).contains(contract.id());
        case LifeCycle.RemovedIn(_, String replacement, _) ->
            assertThat(Contracts.ids()).contains(replacement).doesNotContain(contract.id());
      }
    }
  }

  private Path deprecated() throws IOException {
    return Files.writeString(
        directory.resolve("p.js"),
        "export const contract = \"v7\"; export function thp_get_order() { return -1; }");
  }

  @Test
  void warnsOfADeprecatedOneInEveryResult() throws IOException {
    Path policy = deprecated();
    String status = "deprecated since 0.1.0, use v9";
    for (String format : List.of("table", "json", "jsonl", "csv")) {
      Cli cli =
          Cli.toFiles()
              .run(
                  "compare",
                  "--trace",
                  TinyTrace.write(directory).toString(),
                  "-o",
                  format,
                  "--case",
                  "mine:enabled=always,policy=" + policy);

      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.err()).contains("warning: " + policy + ": contract v7 is " + status);
      assertThat(cli.out()).as(format).contains(Contracts.NOTICE).contains("v7");
      assertThat(cli.out())
          .as(format)
          .contains(format.equals("table") ? "contract=v7 (deprecated)" : status);
    }
  }

  /// Each command says it once, before anything else: the policy has not been asked yet.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare --progress plain --trace TRACE --case a:CASE --case b:CASE",
        "compare --progress plain --trace TRACE --case a:CASE --case b:CASE --untrusted",
        "why --trace TRACE --case a:CASE --versus never",
        "policy check POLICY",
      })
  void warnsOfADeprecatedOneAtLoad(String command) throws IOException {
    Path policy = deprecated();
    String line =
        command
            .replace("TRACE", TinyTrace.write(directory).toString())
            .replace("CASE", "preset=always,policy=" + policy)
            .replace("POLICY", policy.toString());
    Cli cli = Cli.toFiles().run(line.split(" ", -1));

    assertThat(cli.err())
        .startsWith("thplab: warning: " + policy + ": contract v7 is deprecated since")
        .containsOnlyOnce("warning:");
  }
}
