package dev.thplab.runtime.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/// Prose of an experiment as HTML, in which HTML of the prose itself is text.
final class ProseHtml {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .nodeRendererFactory(ImageLinks::new)
          .build();

  private ProseHtml() {}

  static String html(String markdown) {
    return HTML.render(PARSER.parse(markdown));
  }

  /// The heading of the first level with which prose begins; null if it begins otherwise.
  static String title(String markdown) {
    Node first = PARSER.parse(markdown).getFirstChild();
    return first instanceof Heading heading && heading.getLevel() == 1
        ? TextContentRenderer.builder().build().render(heading)
        : null;
  }

  /// The prose behind the heading that [#title] gives.
  static String htmlBehindTitle(String markdown) {
    Node document = PARSER.parse(markdown);
    document.getFirstChild().unlink();
    return HTML.render(document);
  }
}
