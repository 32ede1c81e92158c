package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Executes every cell of the table of answers in `scripts/contracts.md`. The document says why a
/// cell is as it is; this only reads it.
class AnswerTableTest {
  private static final Path DOCUMENT = Path.of("../scripts/contracts.md");
  private static final String HEADING = "## What an answer means, value by value";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final String NOT_LOADED = "not loaded";

  /// `THP_ORDERS_ALL_ANON`, all enabled.
  private static final int ALL_SIZES = 0x3fc;

  private static final int SIZES_BELOW_PMD = ALL_SIZES & Policies.BELOW_PMD;

  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  record Cell(String value, String contract, String text) {}

  static List<Cell> cells() throws IOException {
    String section = Files.readString(DOCUMENT).split(Pattern.quote(HEADING), 2)[1];
    List<List<String>> rows =
        section
            .lines()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(line ->
                Arrays.stream(line.substring(1).split(Pattern.quote("|"), -1))
                    .map(String::strip)
                    .toList())
            .toList();
    List<String> head = rows.getFirst();
    List<Cell> cells = new ArrayList<>();
    for (List<String> row : rows.subList(2, rows.size())) {
      List<String> values =
          CODE.matcher(row.getFirst()).results().map((MatchResult code) -> code.group(1)).toList();
      for (int column = 1; column < head.size() - 1; column++) {
        for (String contract : head.get(column).split(", ", -1)) {
          for (String value : values) {
            cells.add(new Cell(value, contract, row.get(column)));
          }
        }
      }
    }
    return cells;
  }

  static Stream<String> contracts() throws IOException {
    return cells().stream().map(Cell::contract).distinct();
  }

  /// A policy that answers with each of the values twice, one after the other.
  private static ScriptPolicy returning(String contract, List<String> values) {
    String text =
        """
        import { ABSTAIN, DENY, orders } from "thp";
        export const contract = "%s";
        const answers = [%s];
        let calls = 0;
        export function %s() { return answers[calls++ >> 1](); }
        """
            .formatted(
                contract,
                String.join(", ", values.stream().map(value -> "() => (" + value + ")").toList()),
                Contracts.of(contract).function());
    return HOST.load(PolicyFile.of("p.js", text), Limits.DEFAULT.withStrikes(1000), Map.of());
  }

  private static int left(ScriptPolicy policy, int offered) {
    PolicyQuery query = Policies.question(TvaType.PAGEFAULT, offered);
    query.enabledOrders = ALL_SIZES;
    return policy.allowedOrders(query) & ALL_SIZES;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void isTrueInEveryCell(String contract) throws IOException {
    List<Cell> cells =
        cells().stream()
            .filter(cell -> cell.contract().equals(contract) && !cell.text().equals(NOT_LOADED))
            .toList();
    try (ScriptPolicy policy = returning(contract, cells.stream().map(Cell::value).toList())) {
      for (Cell cell : cells) {
        long failed = policy.stats().failed();
        int atPmd = left(policy, Policies.PMD);
        int below = left(policy, Policies.BELOW_PMD);
        boolean refused = cell.text().equals("refused");
        String[] sites = (refused ? "2M / all" : cell.text()).split(" / ", -1);

        assertThat(policy.stats().failed() - failed).as(cell.toString()).isEqualTo(refused ? 2 : 0);
        assertThat(atPmd).as(cell.toString()).isEqualTo(mask(sites[0]));
        assertThat(below).as(cell.toString()).isEqualTo(mask(sites[sites.length - 1]));
      }
      assertThat(policy.failures())
          .allSatisfy(
              failure -> assertThat(failure.first()).isInstanceOf(PolicyFailure.BadAnswer.class));
    }
  }

  @Test
  void refusesToLoadWhatTheTableSaysIsNotLoaded() throws IOException {
    List<Cell> cells = cells().stream().filter(cell -> cell.text().equals(NOT_LOADED)).toList();

    assertThat(cells).hasSize(Contracts.ids().size());
    for (Cell cell : cells) {
      assertThatThrownBy(() -> returning(cell.contract(), List.of(cell.value())))
          .isInstanceOf(PolicyLoadException.class)
          .hasMessageContaining("BigInt");
    }
  }

  private static int mask(String words) {
    return switch (words) {
      case "none" -> 0;
      case "2M" -> Policies.PMD;
      case "all" -> SIZES_BELOW_PMD;
      case "4 to 2" -> 1 << 4 | 1 << 3 | 1 << 2;
      default -> 1 << Integer.parseInt(words);
    };
  }

  @Test
  void hasEveryContractThatIsOffered() throws IOException {
    assertThat(contracts()).containsExactlyInAnyOrderElementsOf(Contracts.ids());
  }

  /// An answer is looked at and not used: whatever it would do when it is converted, it does not.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ valueOf() { touched(); }, toString() { touched(); }, [Symbol.toPrimitive]() { touched();"
            + " } }",
        "Object.defineProperty({}, 'then', { get() { touched(); } })",
        "new Proxy({}, new Proxy({}, { get() { touched(); } }))",
        "new Proxy(() => 4, new Proxy({}, { get() { touched(); } }))",
      })
  void runsNothingOfThePolicyToReadAnAnswer(String value) {
    for (String contract : Contracts.ids()) {
      String text =
          """
          export const contract = "%s"; let calls = 0;
          function touched() { calls++; }
          export function %s() {
            if (calls > 0) throw "touched";
            return (%s);
          }
          """
              .formatted(contract, Contracts.of(contract).function(), value);
      try (ScriptPolicy policy = HOST.load(PolicyFile.of("p.js", text))) {
        left(policy, Policies.PMD);
        left(policy, Policies.PMD);

        assertThat(policy.failures())
            .as(contract)
            .singleElement()
            .satisfies(
                failure -> assertThat(failure.first()).isInstanceOf(PolicyFailure.BadAnswer.class));
      }
    }
  }
}
