package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final Path TYPES = Path.of("../scripts/types/thp.d.ts");

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// What an expression over `q` gives, as text.
  private static String see(PolicyQuery query, String expression) {
    try (ScriptPolicy policy = HOST.load(Policies.body("throw String(" + expression + ")"))) {
      policy.allowedOrders(query);
      return policy.failures().getFirst().first().reason().substring("threw ".length());
    }
  }

  @Test
  void showsEveryFieldOfTheQuestion() {
    PolicyQuery query = new PolicyQuery();
    query.offered = 0x403fe;
    query.type = TvaType.SWAP_PAGEFAULT;
    query.vmaStart = 0x7fff_ffe0_0000L;
    query.vmaEnd = 0x7fff_ffff_f000L;
    query.address = 0x7fff_ffff_e000L;
    query.vmaFlags = VmFlags.WRITE | VmFlags.GROWSDOWN | VmFlags.HUGEPAGE;
    query.vmaAnonymous = true;
    query.vmaName = "[stack]";
    query.mmId = 3;
    query.mmRssBytes = (1L << 40) + 4096;
    query.mmThpBytes = 1L << 33;
    query.mmOnKhugepagedList = true;
    query.pid = 4_000_000;
    query.ppid = 1;
    query.comm = "java";
    query.nowNs = 9_007_199_254_740_991L;
    query.vmaMappedNs = 991;
    query.regionPresent = 77;
    query.mmThpDisable = ThpDisable.EXCEPT_ADVISED;
    query.cgroup = new Cgroups().make("/web/api");

    // A message is cut at 100 characters, so each part is looked at by itself.
    assertThat(seeParts(query, "type inPageFault offered address offset"))
        .isEqualTo("swap-pagefault|true|{18, 9, 8, 7, 6, 5, 4, 3, 2, 1}|140737488347136|2088960");
    assertThat(seeParts(query, "nowNs psi memory sysfs stats"))
        .isEqualTo("9007199254740991|null|null|null|null");
    assertThat(
            seeParts(query, "vma.start vma.end vma.size vma.name vma.rss vma.thpBytes vma.ageNs"))
        .isEqualTo("140737486258176|140737488351232|2093056|[stack]|null|null|9007199254740000");
    assertThat(seeParts(query, "vma.anonymous vma.shared vma.hugepage vma.nohugepage vma.readable"))
        .isEqualTo("true|false|true|false|false");
    assertThat(seeParts(query, "vma.writable vma.executable vma.stack"))
        .isEqualTo("true|false|true");
    assertThat(seeParts(query, "mm.id mm.rss mm.thpBytes mm.onKhugepagedList mm.thpDisable"))
        .isEqualTo("3|1099511631872|8589934592|true|except-advised");
    assertThat(seeParts(query, "task.pid task.ppid task.comm")).isEqualTo("4000000|1|java");
    assertThat(seeParts(query, "cgroup.id cgroup.path cgroup.parent cgroup.usage cgroup.high"))
        .isEqualTo("3|/web/api|/web|null|null");
    assertThat(seeParts(query, "cgroup.max cgroup.anon cgroup.psi")).isEqualTo("null|null|null");
    assertThat(seeParts(query, "region.populated region.accessed region.walks"))
        .isEqualTo("77|null|null");
  }

  private static String seeParts(PolicyQuery query, String fields) {
    return see(query, "[q." + fields.replace(" ", ", q.") + "].map(String).join('|')");
  }

  @ParameterizedTest
  @CsvSource({
    "READ, readable",
    "WRITE, writable",
    "EXEC, executable",
    "SHARED, shared",
    "HUGEPAGE, hugepage",
    "NOHUGEPAGE, nohugepage",
    "GROWSDOWN, stack",
  })
  void showsEachFlagByItself(String flag, String field) throws ReflectiveOperationException {
    PolicyQuery query = Policies.fault();
    query.vmaAnonymous = false;
    query.vmaFlags = VmFlags.class.getField(flag).getLong(null);

    String trues = "Object.keys(q.vma).filter((name) => q.vma[name] === true)";
    assertThat(see(query, trues)).isEqualTo(field);
    query.vmaFlags = ~query.vmaFlags & 0xffff_ffffL;
    assertThat(see(query, "q.vma." + field)).isEqualTo("false");
  }

  @Test
  void hasNoAddressWhereTheKernelHasNone() {
    PolicyQuery query = Policies.question(TvaType.KHUGEPAGED, 0x3fc);
    query.address = PolicyQuery.NO_ADDRESS;

    assertThat(see(query, "[q.address === null, q.offset === null, q.inPageFault, q.type]"))
        .isEqualTo("true,true,false,khugepaged");
  }

  @Test
  void namesEveryType() throws IOException {
    String declared = find(Files.readString(TYPES), "readonly type: ([^;]*);");
    List<String> names = Arrays.stream(TvaType.values()).map(TvaType::scriptName).toList();

    assertThat(declared.replace("\"", "").split(" \\| "))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void followsTextsThatChange() {
    ScriptPolicy policy =
        HOST.load(
            Policies.body(
                "return q.vma.name === 'n' + q.task.pid && q.task.comm === 'c' + q.task.pid % 10 ?"
                    + " 4 : DENY"));
    PolicyQuery query = Policies.fault();
    for (int i = 0; i < 10_000; i++) {
      query.pid = i;
      query.vmaName = "n" + i;
      query.comm = "c" + i % 10;
      assertThat(policy.allowedOrders(query)).as("call " + i).isEqualTo(1 << 4);
    }
    query.vmaName = null;
    assertThat(policy.allowedOrders(query)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "q, Query",
    "q.vma, Vma",
    "q.mm, Mm",
    "q.task, Task",
    "q.cgroup, Cgroup",
    "q.memory, Memory",
    "q.region, Region",
    "q.sysfs, Sysfs",
    "q.stats, Stats",
  })
  void isDescribedInTheTypesFieldByField(String object, String type) throws IOException {
    String block = find(Files.readString(TYPES), "export interface " + type + " \\{(.*?)\n  \\}");
    String declared = String.join(",", names("(?m)^    (?:readonly )?(\\w+)[:(]", block));

    PolicyQuery query = Policies.fault();
    query.cgroup = new Cgroups().root();
    query.machine = new Machine(MachineConfig.ample()).kernel().view();
    assertThat(see(query, "Object.keys(" + object + ")")).isEqualTo(declared);
    assertThat(names("(?m)^    /\\*\\* ([A-Za-z\"`\\[].*\\.) \\*/$", block))
        .as("one sentence a field")
        .hasSameSizeAs(declared.split(","));
  }

  @Test
  void isDescribedInTheTypesHelperByHelper() throws IOException {
    String block = find(Files.readString(TYPES), "export const orders: \\{(.*?)\n  \\};");
    String declared = String.join(",", names("(?m)^    (\\w+)\\(", block));

    assertThat(see(Policies.fault(), "Object.keys(orders)")).isEqualTo(declared);
  }

  @Test
  void declaresWhatTheModuleExports() throws IOException {
    String types =
        Files.readString(TYPES) + Files.readString(TYPES.resolveSibling("thp-kernel.d.ts"));
    List<String> declared = names("(?m)^  export (?:const|function) (\\w+)\\b", types);
    PolicyFile policy =
        Policies.module(
            """
            import * as thp from "thp"; const declared = "%s".split(","), exported = Object.keys(thp);
            export function getSuggestedOrder() {
              const missing = declared.filter((name) => !exported.includes(name));
              const more = exported.filter((name) => !declared.includes(name));
              throw `missing: [${missing}], more: [${more}]`;
            }
            """
                .formatted(String.join(",", declared)));
    try (ScriptPolicy loaded = HOST.load(policy)) {
      loaded.allowedOrders(Policies.fault());
      assertThat(loaded.failures().getFirst().first().reason())
          .isEqualTo("threw missing: [], more: []");
    }
  }

  private static String find(String text, String regex) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(regex).isTrue();
    return matcher.group(1);
  }

  private static List<String> names(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(found -> found.group(1)).toList();
  }
}
