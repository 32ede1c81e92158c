package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No text but that of the policy's own file runs: each of these modules would otherwise bring one
/// in that was not checked, or look for one.
class RefusedImportsTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import 'data:text/javascript,globalThis.x = 10n';",
        "import x from 'data:text/javascript,export default 1';",
        "import x from\n'data:text/javascript,export default 1';",
        "import x from/*'thp'*/'data:text/javascript,export default 1';",
        "import x from//\n'data:text/javascript,export default 1';",
        "import x from\uFEFF'data:text/javascript,export default 1';",
        "import x from\u00A0'data:text/javascript,export default 1';",
        "import*as x from'data:text/javascript,export default 1';",
        "import{default as x}from'data:text/javascript,export default 1';",
        "import x from '\\x64ata:text/javascript,export default 1';",
        "import x from 'dat\\u{61}:text/javascript,export default 1';",
        "import x from 'data\\\n:text/javascript,export default 1';",
        "import '\\\ndata:text/javascript,1';",
        "export * from 'data:text/javascript,export const y = 1';",
        "export { y } from 'data:text/javascript,export const y = 1';",
        "export * as y from 'data:text/javascript,export const y = 1';",
        "import x from 'data:application/json,{}' with { type: 'json' };",
        "import x from 'data:text/javascript;base64,MQ==';",
        "/'/; import('data:text/javascript,1'); /'/",
        "`${import('data:text/javascript,1')}`",
        "import('da' + 'ta:text/javascript,1');",
        "import(`data:text/javascript,1`);",
        "import /* */ ('data:text/javascript,1');",
        "import // (\n ('data:text/javascript,1');",
        "import\u2028('data:text/javascript,1');",
        "[...import('data:text/javascript,1')];",
        "import((() => 'thp')());",
        "import('thp', { with: { type: 'json' } });",
        "import('thp' + '');",
        "import('fs');",
        "import('/etc/passwd');",
        "import('file:///etc/passwd');",
        "import('./p.js');",
        "import('http://a.b/c.js');",
        "import.source('thp');",
        "import.defer('thp');",
        "import defer * as x from 'data:text/javascript,export default 1';",
        "import source x from 'data:text/javascript,export default 1';",
        "import './p.js';",
        "import 'THP';",
        "import 'thp/../../../etc/passwd';",
        "import 'thp?x';",
        "import 'file:thp';",
        "import 'jar:file:/x!/y';",
        "import '';",
        "import x from 'thp' with { type: 'json' };",
        "import x from 'thp' with { type: 'text' };",
        "im\\u0070ort('data:text/javascript,1');",
      })
  void refuses(String text) {
    PolicyFile file =
        Policies.module(text + "\nexport function getSuggestedOrder() { return globalThis.x; }");

    assertThatThrownBy(() -> HOST.load(file))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageStartingWith("dir/p.js");
  }

  @Test
  void namesTheLineAndTheReason() {
    assertThatThrownBy(() -> HOST.load(PolicyFile.of("p.js", "\n\nimport 'data:,1'")))
        .hasMessage("p.js:3: a module made of data; a policy can import \"thp\" only");
    assertThatThrownBy(() -> HOST.load(PolicyFile.of("p.js", "\nconst x = import(\"y\")")))
        .hasMessage("p.js:2: import(...) of something else than \"thp\"");
  }

  @Test
  void refusesAnImportThatIsFarFromItsSpecifier() {
    String far = "import /*" + "x\n".repeat(1000) + "*/ 'data:,1'";

    assertThatThrownBy(() -> HOST.load(PolicyFile.of("p.js", far)))
        .hasMessage("p.js:1: more than 1000 characters of comments behind an import");
  }

  @ParameterizedTest
  @ValueSource(strings = {"import(/*%s'thp') */ 'data:,1')", "import./*%smeta*/source('thp')"})
  void isNotMisledByWhatIsFarAway(String text) {
    int gap = 1000 - "/*".length();
    PolicyFile file = Policies.module(text.formatted("x\n".repeat(gap / 2)));

    assertThatThrownBy(() -> HOST.load(file)).hasMessageStartingWith("dir/p.js:2: import");
  }

  @Test
  void leavesWordsAndTheOneModuleAlone() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                // What we import: numbers from "the paper", see (Kwon et al.) and `import(\"thp\")`.
                import { orders as o } from 'thp';
                /** @type {import("thp").X} */
                const from = "from", x = { import: 1, from: 2 }, $import = [...from];
                let got = 0;
                import("thp").then((thp) => { got = thp.orders === o ? 4 : 0; });
                export function getSuggestedOrder(q) {
                  return x.import === 1 && typeof import.meta === "object" ? got : DENY;
                }
                """));

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(1 << 4);
    assertThat(policy.failures()).isEmpty();
  }
}
