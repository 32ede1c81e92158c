package dev.thplab.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.script.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds scripts/types/session.d.ts against what a session defines, name by name.
class SessionTypesTest {
  private static final Path TYPES = Path.of("../scripts/types/session.d.ts");
  private static final Path TRACE = Path.of("../scripts/traces/python_dict.thpt.gz");
  private static final Pattern GLOBAL =
      Pattern.compile("^declare (?:function|const|class) (\\w+)", Pattern.MULTILINE);
  private static final Pattern MEMBER =
      Pattern.compile("^  (?:readonly )?(\\w+)[(:]", Pattern.MULTILINE);

  private final Session session = new Session(_ -> {});
  private final ScriptConsole console = new ScriptConsole(session::call);

  @AfterEach
  void close() {
    console.close();
    session.close();
  }

  private Set<String> names(String script) {
    String text = ((ScriptConsole.Outcome.Shown) console.eval(script, "test", View.DEFAULT)).text();
    return new TreeSet<>(Arrays.asList(text.split(",", -1)));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  @Test
  void everyGlobalIsTyped() throws IOException {
    Set<String> defined = names("Object.getOwnPropertyNames(globalThis).join()");
    Set<String> ofLanguage = new TreeSet<>(defined);
    Set<String> typed = found(GLOBAL, Files.readString(TYPES));
    assertTrue(defined.containsAll(typed), () -> "typed, but not there: " + typed);
    ofLanguage.removeAll(typed);
    ofLanguage.removeIf(name -> Character.isUpperCase(name.charAt(0)));
    assertEquals(
        Set.of("globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined"),
        ofLanguage,
        "there, but not typed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Machine | system",
        "Process | spawn('x')",
        "Region | spawn('x').mmap('4k')",
        "Workload | load('TRACE')",
        "PolicyText | policy`x`",
        "Attachment | attach({ getSuggestedOrder: () => ABSTAIN })"
      })
  void everyMemberIsTyped(String type, String value) throws IOException {
    String text = Files.readString(TYPES);
    int start = text.indexOf("\ninterface " + type + " {");
    assertTrue(start > 0, type);
    String body = text.substring(start, text.indexOf("\n}", start));
    String object = value.replace("TRACE", TRACE.toString());
    Set<String> defined =
        names("Object.getOwnPropertyNames(Object.getPrototypeOf(%s)).join()".formatted(object));
    defined.remove("constructor");
    assertEquals(defined, found(MEMBER, body));
  }
}
