package dev.thplab.runtime.report;

import dev.thplab.runtime.Resources;
import dev.thplab.runtime.Sha256;
import dev.thplab.runtime.chart.VegaFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// The scripts of a page, and the Content-Security-Policy that lets these run and nothing else: no
/// other script, no `eval`, nothing loaded from anywhere.
///
/// @param texts the scripts, in the order in which they run
record PageScripts(List<String> texts) {
  PageScripts {
    texts = List.copyOf(texts);
  }

  static PageScripts none() {
    return new PageScripts(List.of());
  }

  /// The libraries that draw charts, with their licences, and the script that lets them.
  static PageScripts withVega() {
    List<String> texts = new ArrayList<>();
    for (String library : VegaFiles.libraries()) {
      texts.add("/*\n" + VegaFiles.licence(library) + "*/\n" + VegaFiles.script(library));
    }
    texts.add(Resources.text(PageScripts.class, "report.js"));
    return new PageScripts(texts);
  }

  /// The policy; styles are free, since Vega's tooltips bring theirs.
  String policy() {
    String hashes =
        texts.isEmpty()
            ? "'none'"
            : texts.stream().map(PageScripts::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; script-src %s; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hashes);
  }

  private static String hash(String text) {
    byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  String html() {
    return texts.stream()
        .map(text -> "<script>" + text + "</script>\n")
        .collect(Collectors.joining());
  }
}
