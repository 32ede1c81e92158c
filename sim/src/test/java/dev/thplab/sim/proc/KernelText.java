package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text of a real 6.18 kernel (see README.md beside it), and how to compare layouts with it.
final class KernelText {
  private static final Pattern NUMBER = Pattern.compile("( *)([0-9]+)");

  private KernelText() {}

  /// The text of a captured file.
  static String captured(String name) {
    try (InputStream in = KernelText.class.getResourceAsStream("linux-6.18/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of a file of a simulated machine.
  static String simulated(VirtualFiles files, String path) {
    assertThat(files.read(path)).isInstanceOf(FileResult.Text.class);
    return ((FileResult.Text) files.read(path)).text();
  }

  /// Checks that two texts have the same lines but for the digits of numbers: the same words, and
  /// each number right-aligned in the same column. Numbers that at most one blank precedes are not
  /// aligned and may have any width.
  static void assertSameLayout(String simulated, String captured) {
    List<String> expected = lines(captured);
    List<String> actual = lines(simulated);
    assertThat(simulated).endsWith("\n");
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(layout(actual.get(i), expected.get(i)))
          .as("layout of '%s'", actual.get(i))
          .isEqualTo(layout(expected.get(i), expected.get(i)));
    }
  }

  static List<String> lines(String text) {
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  /// The words of a line, and the width of each number that is aligned in `like`.
  private static List<String> layout(String line, String like) {
    List<Boolean> aligned = new ArrayList<>();
    Matcher pattern = NUMBER.matcher(like);
    while (pattern.find()) {
      aligned.add(pattern.group(1).length() > 1);
    }
    List<String> layout = new ArrayList<>();
    int end = 0;
    Matcher number = NUMBER.matcher(line);
    for (int i = 0; number.find(); i++) {
      layout.add(line.substring(end, number.start()));
      boolean byWidth = i < aligned.size() && aligned.get(i);
      layout.add(byWidth ? "width " + number.group().length() : number.group(1) + "number");
      end = number.end();
    }
    layout.add(line.substring(end));
    return layout;
  }
}
