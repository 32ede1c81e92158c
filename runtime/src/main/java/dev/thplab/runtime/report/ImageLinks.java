package dev.thplab.runtime.report;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/// Pictures of prose as links: a page that loads nothing cannot show them.
final class ImageLinks implements NodeRenderer {
  private final HtmlNodeRendererContext context;

  ImageLinks(HtmlNodeRendererContext context) {
    this.context = context;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Image.class);
  }

  @Override
  public void render(Node node) {
    String target = context.urlSanitizer().sanitizeLinkUrl(((Image) node).getDestination());
    context.getWriter().tag("a", Map.of("href", context.encodeUrl(target)));
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
    context.getWriter().tag("/a");
  }
}
