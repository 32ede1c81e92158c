package dev.thplab.runtime.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts that GNU grep 3.8 and coreutils 9.1 printed for the same input in the C locale.
class GnuTextTest {
  private static final List<String> LINES =
      List.of(
          "a+b",
          "ab",
          "aab",
          "(a)",
          "a|b",
          "a]b",
          "word here",
          "sword",
          "A1",
          "a.b",
          "^x",
          "x$y",
          "*star",
          "back\\slash");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "a+b a+b",
        "a\\+b ab,aab",
        "(a) (a)",
        "\\(a\\)b ab,aab",
        "a|b a|b",
        "a\\|x a+b,ab,aab,(a),a|b,a]b,a.b,^x,x$y,*star,back\\slash",
        "[]] a]b",
        "[^a-z]$ (a),A1",
        "\\<word \"word here\"",
        "[[:digit:]] A1",
        "a.b a+b,aab,a|b,a]b,a.b",
        "a\\.b a.b",
        "*s *star",
        "x^ \"\"",
        "x$y x$y",
        "\\\\ back\\slash",
        "^a\\{2\\}b aab",
        "\\(a\\)\\1 aab"
      })
  void basicExpressions(String pattern, String expected) {
    assertEquals(expected, matches(pattern, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "a+b ab,aab",
        "a\\+b a+b",
        "(a)b ab,aab",
        "\\(a\\) (a)",
        "(ab|x)$ ab,aab,^x",
        "a{2} aab",
        "\\^x ^x",
        "^(a|w) \"a+b,ab,aab,a|b,a]b,word here,a.b\"",
        "[\\] back\\slash",
        "^a{1,2}b$ ab,aab"
      })
  void extendedExpressions(String pattern, String expected) {
    assertEquals(expected, matches(pattern, true));
  }

  private static String matches(String pattern, boolean isExtended) {
    Pattern java = Pattern.compile(RegexText.toJava(pattern, isExtended));
    return String.join(",", LINES.stream().filter(line -> java.matcher(line).find()).toList());
  }

  @Test
  void lsFillsColumnsDownwards() {
    List<String> names =
        new ArrayList<>(
            Arrays.asList(
                "alloc-fail",
                "defrag",
                "enabled",
                "hpage_pmd_size",
                "hugepages-1024kB",
                "hugepages-128kB",
                "hugepages-16kB",
                "hugepages-2048kB",
                "khugepaged",
                "use_zero_page"));
    for (int i = 1; i <= 40; i++) {
      names.add("x" + i);
    }
    names.sort(null);
    assertEquals(
        """
        alloc-fail        hugepages-128kB   x1   x14  x19  x23  x28  x32  x37  x5
        defrag            hugepages-16kB    x10  x15  x2   x24  x29  x33  x38  x6
        enabled           hugepages-2048kB  x11  x16  x20  x25  x3   x34  x39  x7
        hpage_pmd_size    khugepaged        x12  x17  x21  x26  x30  x35  x4   x8
        hugepages-1024kB  use_zero_page     x13  x18  x22  x27  x31  x36  x40  x9
        """,
        NameColumns.layOut(names, 77));
    assertEquals("a  b\n", NameColumns.layOut(List.of("a", "b"), 5));
    assertEquals("", NameColumns.layOut(List.of(), 80));
  }
}
