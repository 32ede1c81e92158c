package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts against their types, as `tsc --checkJs` of the TypeScript on PATH sees them.
class TypeScriptTest {
  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

  @BeforeAll
  static void findTsc() {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tsc")));
    if (!found) {
      System.out.println("TypeScriptTest skips its tests: no tsc on PATH (npm install typescript)");
    }
    assumeTrue(found, "no tsc on PATH");
  }

  private static List<String> complaints(Path project) throws IOException, InterruptedException {
    Process tsc =
        new ProcessBuilder("tsc", "--pretty", "false", "-p", project.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(tsc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = tsc.waitFor();
    assertThat(status == 0).as(output).isEqualTo(output.isEmpty());
    return output.lines().toList();
  }

  @Test
  void everyScriptKeepsToItsTypes() throws IOException, InterruptedException {
    assertThat(complaints(SCRIPTS.resolve("jsconfig.json"))).isEmpty();
  }

  @Test
  void everyPolicyTestKeepsToItsTypes() throws IOException, InterruptedException {
    assertThat(complaints(SCRIPTS.resolve("jsconfig.tests.json"))).isEmpty();
  }

  /// Each line but the first few is wrong in its own way.
  @Test
  void complainsOfWrongScripts(@TempDir Path directory) throws IOException, InterruptedException {
    Path script = directory.resolve("wrong.js");
    Files.writeString(
        script,
        """
        import { orders, ABSTAIN, DENIED } from "thp";
        /** @type {import("thp").GetSuggestedOrder} */
        export function getSuggestedOrder(q) {
          if (q.vma.length > 4096) return ABSTAIN;
          if (q.memory.freeBytes > 0) return ABSTAIN;
          q.nowNs = 0;
          if (q.type === "swap") return orders.of(1);
          return "9";
        }
        """);
    Files.writeString(
        directory.resolve("jsconfig.json"),
        """
        {"extends": "%s", "include": ["wrong.js", "%s/*.d.ts"]}
        """
            .formatted(SCRIPTS.resolve("jsconfig.json"), SCRIPTS.resolve("types")));

    List<String> complaints = complaints(directory.resolve("jsconfig.json"));
    for (int line : new int[] {1, 4, 5, 6, 7, 8}) {
      assertThat(complaints).anyMatch(complaint -> complaint.contains("wrong.js(" + line + ","));
    }
    assertThat(complaints).noneMatch(complaint -> complaint.contains("wrong.js(2,"));
  }
}
