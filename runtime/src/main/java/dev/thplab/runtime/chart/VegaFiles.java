package dev.thplab.runtime.chart;

import dev.thplab.runtime.Resources;
import java.util.List;

/// Vega, Vega-Lite and Vega-Embed as their makers publish them, with their licences.
public final class VegaFiles {
  private static final List<String> LIBRARIES = List.of("vega", "vega-lite", "vega-embed");

  private VegaFiles() {}

  /// Names of the libraries, in the order in which they are loaded.
  public static List<String> libraries() {
    return LIBRARIES;
  }

  /// The script of a library.
  public static String script(String library) {
    return text(library + ".min.js");
  }

  /// The licence of a library.
  public static String licence(String library) {
    return text("LICENSE-" + library + ".txt");
  }

  /// A text that lies beside this class.
  static String text(String name) {
    return Resources.text(VegaFiles.class, name);
  }
}
