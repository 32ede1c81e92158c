package dev.thplab.runtime.experiment;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Cells of Markdown, which are fenced blocks whose info string begins with `js thp`, and the prose
/// around them.
final class MarkdownCells {
  private static final String INFO = "js thp";

  private MarkdownCells() {}

  /// Reads what is behind the first `skip` lines.
  static List<Experiment.Part> read(String file, Header header, List<String> lines, int skip) {
    Node document =
        Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build()
            .parse(String.join("\n", lines.subList(skip, lines.size())));
    CellBuilder cells = new CellBuilder(file, header);
    AtomicInteger end = new AtomicInteger(skip);
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            String info = block.getInfo() + " ";
            if (info.startsWith(INFO + " ")) {
              int line = skip + block.getSourceSpans().getFirst().getLineIndex() + 1;
              cells.addProse(lines.subList(end.get(), line - 1));
              // Blank lines have no span.
              end.set(skip + block.getSourceSpans().getLast().getLineIndex() + 1);
              cells.add(info.substring(INFO.length()), line, block.getLiteral(), line + 1);
            }
          }
        });
    cells.addProse(lines.subList(end.get(), lines.size()));
    return cells.parts();
  }
}
