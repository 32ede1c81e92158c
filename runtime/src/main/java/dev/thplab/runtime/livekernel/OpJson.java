package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.sim.mm.MmapFlags;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns operations into the `ops` of the format `thp-oracle/1`.
final class OpJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpJson() {}

  static ArrayNode of(List<Op> ops) {
    ArrayNode array = NODES.arrayNode();
    ops.forEach(op -> array.add(of(op)));
    return array;
  }

  private static ObjectNode of(Op op) {
    ObjectNode node = NODES.objectNode().put("op", op.name());
    switch (op) {
      case Op.Mmap(long address, long length, int prot, int flags) ->
          range(node, address, length).put("prot", prot(prot)).put("flags", mmapFlags(flags));
      case Op.Munmap(long address, long length) -> range(node, address, length);
      case Op.Mprotect(long address, long length, int prot) ->
          range(node, address, length).put("prot", prot(prot));
      case Op.Mlock(long address, long length) -> range(node, address, length);
      case Op.Mremap(long address, long length, long newLength, long newAddress) ->
          range(node, address, length).put("new_len", newLength).put("new_addr", newAddress);
      case Op.Madvise(long address, long length, var advice) ->
          range(node, address, length).put("advice", advice.text());
      case Op.PrctlThpDisable(long value, long flags) ->
          node.put("value", value).put("flags", flags);
      case Op.Touch(long address, long count, long stride, boolean write) ->
          node.put("addr", address)
              .put("count", count)
              .put("stride", stride)
              .put("access", write ? "w" : "r");
      case Op.TouchList(long address, boolean write, List<Long> pages) -> {
        ArrayNode array =
            node.put("addr", address).put("access", write ? "w" : "r").putArray("pages");
        pages.forEach(array::add);
      }
      case Op.Fill(long address, long pages, int value) ->
          node.put("addr", address).put("pages", pages).put("byte", value);
      case Op.KhugepagedWait(long scans) -> node.put("scans", scans);
      case Op.Fork(List<Op> child) -> node.set("child", of(child));
      case Op.Dump(String label) -> node.put("label", label);
      case Op.Sleep(long milliseconds) -> node.put("ms", milliseconds);
      case Op.DropSlab _, Op.Reap _ -> {}
    }
    return node;
  }

  private static ObjectNode range(ObjectNode node, long address, long length) {
    return node.put("addr", address).put("len", length);
  }

  private static String prot(int prot) {
    String text =
        ((prot & MmapFlags.PROT_READ) != 0 ? "r" : "")
            + ((prot & MmapFlags.PROT_WRITE) != 0 ? "w" : "")
            + ((prot & MmapFlags.PROT_EXEC) != 0 ? "x" : "");
    return text.isEmpty() ? "none" : text;
  }

  private static String mmapFlags(int flags) {
    List<String> words = new ArrayList<>();
    words.add((flags & MmapFlags.MAP_SHARED) != 0 ? "shared" : "private");
    words.add("anon");
    add(words, flags, MmapFlags.MAP_NORESERVE, "noreserve");
    add(words, flags, MmapFlags.MAP_POPULATE, "populate");
    add(words, flags, MmapFlags.MAP_GROWSDOWN, "growsdown");
    add(words, flags, MmapFlags.MAP_STACK, "stack");
    add(words, flags, MmapFlags.MAP_LOCKED, "locked");
    add(words, flags, MmapFlags.MAP_FIXED, "overwrite");
    return String.join(",", words);
  }

  private static void add(List<String> words, int flags, int bit, String word) {
    if ((flags & bit) != 0) {
      words.add(word);
    }
  }
}
