package dev.thplab.runtime.experiment;

import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Cells of Markdown: fenced blocks whose info string begins with `js thp`.
final class MarkdownCells {
  private static final String INFO = "js thp";

  private MarkdownCells() {}

  /// Reads the cells behind the first `skip` lines.
  static List<Cell> read(String file, Header header, List<String> lines, int skip) {
    Node document =
        Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build()
            .parse(String.join("\n", lines.subList(skip, lines.size())));
    CellBuilder cells = new CellBuilder(file, header);
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            String info = block.getInfo() + " ";
            if (info.startsWith(INFO + " ")) {
              int line = skip + block.getSourceSpans().getFirst().getLineIndex() + 1;
              cells.add(info.substring(INFO.length()), line, block.getLiteral(), line + 1);
            }
          }
        });
    return cells.cells();
  }
}
