package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.thplab.runtime.script.ScriptConsole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocsTest {
  private final ApiDocs docs = ApiDocs.standard();

  @Test
  void readsSignaturesAndComments() {
    ApiDocs.Doc touch = docs.find("Region", "touch");
    assertEquals("touch(range?: string, options?: TouchOptions): number", touch.signature());
    assertEquals("Writes to each page; gives the faults taken.", touch.sentence());
    assertEquals("(range?: string, options?: TouchOptions): number", touch.parameters());
  }

  @Test
  void methodsOfTheMachineHaveTheCommentsOfTheGlobals() {
    assertEquals(docs.find("", "spawn").sentence(), docs.find("Machine", "spawn").sentence());
  }

  @Test
  void knowsNothingOfTheRest() {
    assertNull(docs.find("", "nothing"));
    assertNull(docs.find("Nobody", "spawn"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "p", "m"})
  void everyMemberOfALiveObjectHasASignature(String name) {
    try (Interpreter interpreter = new Interpreter(new Silence(), false)) {
      interpreter.run("p = spawn(\"x\"); m = p.mmap(\"4k\")");
      ScriptConsole.Names found = interpreter.console().names(name + ".");
      assertFalse(found.names().isEmpty());
      List<String> unknown =
          found.names().stream()
              .filter(member -> docs.find(found.owner(), member) == null)
              .toList();
      assertEquals(List.of(), unknown, found.owner());
    }
  }
}
