package dev.thplab.runtime.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "`abc",
        "x = `a${b",
        "`a${b}",
        "`a${`b`}",
        "/* x",
        "1 /* 2 */ + /*",
        "`a${ {} }",
        "'`' + `"
      })
  void isOpen(String text) {
    assertTrue(OpenText.isOpen(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "`abc`",
        "`a${b}c`",
        "`a${ {x: `}`} }`",
        "'`'",
        "\"/*\"",
        "// `",
        "/* ` */",
        "`\\``",
        "`$`",
        "a / b",
        "}"
      })
  void isNotOpen(String text) {
    assertFalse(OpenText.isOpen(text));
  }
}
