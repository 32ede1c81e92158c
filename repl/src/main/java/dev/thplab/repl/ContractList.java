package dev.thplab.repl;

import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.script.Contract;
import dev.thplab.runtime.script.Contracts;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/// The contracts, for people and as JSON.
final class ContractList {
  private static final int LABEL_WIDTH = 11;

  private ContractList() {}

  /// Everything about each contract, in paragraphs no wider than `width`.
  static String toText(int width, Style style) {
    StringBuilder text = new StringBuilder();
    for (Contract contract : Contracts.all()) {
      text.append(style.heading(contract.id())).append('\n');
      facts(contract)
          .forEach((label, fact) -> {
            String prefix = "  " + label + " ".repeat(LABEL_WIDTH - label.length());
            text.append(Paragraph.wrapped(prefix, fact, width));
          });
      text.append('\n');
    }
    return text.append(Paragraph.wrapped("", Contracts.NOTICE, width)).toString();
  }

  /// What there is to say about a contract, by a word each; nothing is left empty.
  private static SequencedMap<String, String> facts(Contract contract) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    Contract.Manual manual = contract.manual();
    facts.put("status", contract.lifeCycle().describe());
    facts.put("posted", manual.posted());
    facts.put("function", String.join(", ", functions(contract)));
    facts.put("arguments", manual.arguments());
    facts.put("returns", manual.returns());
    facts.put("sees", manual.sees());
    facts.put("note", manual.note());
    facts.put("history", String.join("; ", manual.history()));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private static List<String> functions(Contract contract) {
    List<String> functions = new ArrayList<>();
    functions.add(contract.function());
    contract.hookNames().forEach(hook -> functions.add("optional " + hook));
    return functions;
  }

  /// The same as one JSON document: `{notice, contracts: [{id, status, ...}]}`.
  static void writeJson(OutputStream out) {
    try (JsonGenerator json = JsonWriters.indented(out)) {
      json.writeStartObject();
      json.writeStringProperty("notice", Contracts.NOTICE);
      json.writeArrayPropertyStart("contracts");
      for (Contract contract : Contracts.all()) {
        oneContract(json, contract);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void oneContract(JsonGenerator json, Contract contract) {
    Contract.Manual manual = contract.manual();
    json.writeStartObject();
    json.writeStringProperty("id", contract.id());
    json.writeStringProperty("status", contract.lifeCycle().status());
    json.writeStringProperty("life_cycle", contract.lifeCycle().describe());
    json.writeBooleanProperty("offered", contract.isOffered());
    json.writeStringProperty("posted", manual.posted());
    json.writeStringProperty("function", contract.function());
    texts(json, "hooks", contract.hookNames());
    json.writeStringProperty("arguments", manual.arguments());
    json.writeStringProperty("returns", manual.returns());
    json.writeStringProperty("sees", manual.sees());
    json.writeStringProperty("note", manual.note());
    texts(json, "history", manual.history());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Iterable<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
