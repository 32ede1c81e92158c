package dev.thplab.repl.jupyter;

import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.report.NotebookKernel;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the kernel says of itself.
final class KernelInfo {
  private KernelInfo() {}

  /// The reply to a `kernel_info_request`.
  static ObjectNode reply() {
    ObjectNode reply =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "ok")
            .put("protocol_version", Headers.PROTOCOL)
            .put("implementation", "thplab")
            .put("implementation_version", Provenance.VERSION)
            .put("banner", "thplab: a prototyping bench for transparent-huge-page policies")
            .put("debugger", false);
    reply.putArray("help_links");
    reply
        .putObject("language_info")
        .put("name", NotebookKernel.LANGUAGE)
        .put("version", "ES2025")
        .put("mimetype", "text/javascript")
        .put("file_extension", ".js")
        .put("pygments_lexer", "javascript")
        .put("codemirror_mode", "javascript");
    return reply;
  }
}
