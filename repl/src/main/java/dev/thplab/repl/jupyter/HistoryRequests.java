package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers what was typed; there is one session, 0, and outputs are not kept.
final class HistoryRequests {
  /// A cell and its number, from 1.
  private record Entry(int number, String cell) {}

  private final Evaluator evaluator;

  HistoryRequests(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// `history_request`.
  ObjectNode history(Message request) {
    JsonNode content = request.content();
    boolean withOutput = content.path("output").asBoolean(false);
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("status", "ok");
    ArrayNode history = reply.putArray("history");
    for (Entry entry : wanted(content)) {
      ArrayNode row = history.addArray().add(0).add(entry.number());
      if (withOutput) {
        row.addArray().add(entry.cell()).addNull();
      } else {
        row.add(entry.cell());
      }
    }
    return reply;
  }

  private List<Entry> wanted(JsonNode content) {
    List<Entry> all = entries();
    return switch (content.path("hist_access_type").asString("")) {
      case "range" -> {
        int start = Math.max(1, content.path("start").asInt(1));
        int stop = content.path("stop").asInt(Integer.MAX_VALUE);
        yield all.stream()
            .filter(entry -> entry.number() >= start && entry.number() < stop)
            .toList();
      }
      case "search" -> {
        Predicate<String> fits = glob(content.path("pattern").asString("*"));
        yield last(all.stream().filter(entry -> fits.test(entry.cell())).toList(), content);
      }
      default -> last(all, content);
    };
  }

  private List<Entry> entries() {
    List<String> cells = evaluator.call(interpreter -> List.copyOf(interpreter.typedLines()));
    List<Entry> entries = new ArrayList<>();
    for (String cell : cells) {
      entries.add(new Entry(entries.size() + 1, cell));
    }
    return entries;
  }

  private static List<Entry> last(List<Entry> entries, JsonNode content) {
    int wanted = Math.max(0, content.path("n").asInt(Integer.MAX_VALUE));
    return entries.subList(Math.max(0, entries.size() - wanted), entries.size());
  }

  /// Texts that a pattern with `*` and `?` fits.
  private static Predicate<String> glob(String pattern) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(Character::toString)
            .map(each -> each.equals("*") ? ".*" : each.equals("?") ? "." : Pattern.quote(each))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
  }
}
