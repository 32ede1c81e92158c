package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.task.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What scripts see has exactly the names of `thp.d.ts` and `thp-kernel.d.ts`, and each name is
/// explained there.
class TypesTest {
  private static final Path LAB = Path.of("../scripts/types/thp.d.ts");
  private static final Path KERNEL = Path.of("../scripts/types/thp-kernel.d.ts");

  private static final Pattern INTERFACE =
      Pattern.compile(
          "export interface (\\w+)(?: extends \\w+)? \\{\\n(.*?)\\n  }", Pattern.DOTALL);
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?:/\\*\\*((?:(?!\\*/)[^\\x00])*)\\*/\\s*)?^    (?:readonly )?(\\w+)(\\(.*\\))?: (.*);$",
          Pattern.MULTILINE);
  private static final Pattern EXPORT =
      Pattern.compile("^  export (?:const|function) (\\w+)", Pattern.MULTILINE);
  private static final Pattern CONSTANT =
      Pattern.compile("^  export const (\\w+): ([\\w\"]+);$", Pattern.MULTILINE);

  /// What a number counts or names.
  private static final Pattern UNIT =
      Pattern.compile("byte|nanosecond|page|id\\b|number|level|order|share|entries|flags|from \\d");

  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// A field or method of an interface.
  record Member(String owner, String name, boolean isMethod, String type, String doc) {}

  private static List<Member> members(Path file) throws IOException {
    List<Member> members = new ArrayList<>();
    Matcher type = INTERFACE.matcher(Files.readString(file));
    while (type.find()) {
      Matcher member = MEMBER.matcher(type.group(2));
      while (member.find()) {
        String doc =
            member.group(1) == null ? "" : member.group(1).replaceAll("\\s*\\n\\s*\\*", "");
        members.add(
            new Member(
                type.group(1),
                member.group(2),
                member.group(3) != null,
                member.group(4),
                doc.strip()));
      }
    }
    return members;
  }

  static Stream<Member> documented() throws IOException {
    return Stream.concat(members(LAB).stream(), members(KERNEL).stream());
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyFieldHasASentenceAUnitAndItsNullRule(Member member) {
    assertThat(member.doc()).endsWith(".");
    if (member.isMethod()) {
      return;
    }
    if (member.type().startsWith("number")) {
      assertThat(member.doc().toLowerCase(Locale.ROOT)).containsPattern(UNIT);
    }
    if (member.type().contains("null")) {
      assertThat(member.doc()).contains("null");
    }
  }

  private static PolicyQuery question() {
    PolicyQuery query = Policies.fault();
    query.vmaName = "arena";
    query.cgroup = new Cgroups().make("/web");
    query.machine = new Machine(MachineConfig.ample()).kernel().view();
    return query;
  }

  /// Asks a policy whose function compares the keys of `expression` with those that it should have.
  private static void hasKeys(String contract, String head, String expression, List<String> names) {
    String text =
        """
        import * as thp from "thp"; export const contract = "%s"; %s
        const wanted = "%s";
        export function %s(a, b, c) {
          const keys = Reflect.ownKeys(%s).map(String).filter((key) => !key.startsWith("Symbol"));
          if (keys.sort().join() !== wanted) throw keys.join();
          return 0;
        }
        """
            .formatted(
                contract,
                head,
                String.join(",", names.stream().sorted().toList()),
                Contracts.of(contract).function(),
                expression);
    try (ScriptPolicy policy = HOST.load(PolicyFile.of("p.js", text))) {
      policy.allowedOrders(question());

      assertThat(policy.failures()).as(expression + " has " + names).isEmpty();
    }
  }

  private static List<String> names(Path file, String owner) throws IOException {
    return members(file).stream().filter(it -> it.owner().equals(owner)).map(Member::name).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Query, a",
    "Vma, a.vma",
    "Mm, a.mm",
    "Cgroup, a.cgroup",
    "Memory, a.memory",
    "Region, a.region",
    "Sysfs, a.sysfs",
    "Stats, a.stats",
    "Task, a.task",
    "PolicyMap, c.seen",
  })
  void labShowsExactlyTheNamesOfItsTypes(String type, String expression) throws IOException {
    String maps = "export const maps = { seen: { type: \"hash\", entries: 4 } };";

    hasKeys("lab/1", maps, expression, names(LAB, type));
  }

  @ParameterizedTest
  @CsvSource({
    "vm_area_struct, a",
    "mm_struct, a.vm_mm",
    "task_struct, a.vm_mm.owner",
    "cgroup, thp.bpf_cgroup_from_id(1)",
    "mem_cgroup, thp.bpf_mm_get_mem_cgroup(a.vm_mm)",
    "css, thp.bpf_mm_get_mem_cgroup(a.vm_mm).css",
  })
  void kernelStructsHaveExactlyTheNamesOfTheirTypes(String type, String expression)
      throws IOException {
    hasKeys("v9", "", expression, names(KERNEL, type));
  }

  @Test
  void theModuleExportsExactlyWhatIsDeclared() throws IOException {
    String types = Files.readString(LAB) + Files.readString(KERNEL);
    List<String> names =
        EXPORT.matcher(types).results().map((MatchResult it) -> it.group(1)).toList();

    hasKeys("lab/1", "", "thp", names);
  }

  @Test
  void constantsHaveTheirDeclaredValues() throws IOException {
    Matcher constant = CONSTANT.matcher(Files.readString(KERNEL));
    StringBuilder wrong = new StringBuilder();
    int count = 0;
    while (constant.find()) {
      count++;
      wrong.append(
          "if (thp.%1$s !== %2$s) throw '%1$s'; ".formatted(constant.group(1), constant.group(2)));
    }
    String text =
        "import * as thp from 'thp'; export const contract = 'v9';"
            + "export function thp_get_order() { "
            + wrong
            + " return 0; }";
    try (ScriptPolicy policy = HOST.load(PolicyFile.of("p.js", text))) {
      policy.allowedOrders(question());

      assertThat(policy.failures()).isEmpty();
    }
    assertThat(count).isGreaterThan(20);
  }
}
