package dev.thplab.runtime.scenario;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.PageTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the operations of a scenario from JSON.
final class OpReader {
  private static final long MAX_ADDRESS = PageTable.TASK_SIZE;
  private static final long MAX_COUNT = 1L << 32;
  private static final List<String> NAMES =
      List.of(
          "mmap",
          "munmap",
          "mprotect",
          "mlock",
          "mremap",
          "madvise",
          "prctl_thp_disable",
          "touch",
          "touchlist",
          "fill",
          "khugepaged_wait",
          "drop_slab",
          "fork",
          "reap",
          "dump",
          "sleep");

  private OpReader() {}

  /// Reads a list of operations; `place` and `path` say where it stands.
  static List<Op> readAll(JsonNode array, String place, String path) {
    List<Op> ops = new ArrayList<>();
    for (JsonNode node : array) {
      ops.add(read(node, place, "%s[%d]".formatted(path, ops.size())));
    }
    return ops;
  }

  private static Op read(JsonNode node, String place, String path) {
    String here = place + ", " + path;
    String name = Fields.of(node, here).text("op");
    Fields fields = Fields.of(node, here + " " + name);
    fields.text("op");
    Op op =
        switch (name) {
          case "mmap" ->
              new Op.Mmap(address(fields), length(fields), prot(fields), mmapFlags(fields));
          case "munmap" -> new Op.Munmap(address(fields), length(fields));
          case "mprotect" -> new Op.Mprotect(address(fields), length(fields), prot(fields));
          case "mlock" -> new Op.Mlock(address(fields), length(fields));
          case "mremap" ->
              new Op.Mremap(
                  address(fields),
                  length(fields),
                  fields.number("new_len", 0, MAX_ADDRESS),
                  fields.number("new_addr", 0, MAX_ADDRESS, 0));
          case "madvise" -> new Op.Madvise(address(fields), length(fields), advice(fields));
          case "prctl_thp_disable" ->
              new Op.PrctlThpDisable(
                  fields.number("value", 0, Long.MAX_VALUE),
                  fields.number("flags", 0, Long.MAX_VALUE, 0));
          case "touch" ->
              new Op.Touch(
                  address(fields),
                  fields.number("count", 0, MAX_COUNT),
                  fields.number("stride", -MAX_ADDRESS, MAX_ADDRESS),
                  isWrite(fields));
          case "touchlist" ->
              new Op.TouchList(address(fields), isWrite(fields), fields.numbers("pages"));
          case "fill" ->
              new Op.Fill(
                  address(fields),
                  fields.number("pages", 0, MAX_COUNT),
                  (int) fields.number("byte", 0, 255));
          case "khugepaged_wait" -> new Op.KhugepagedWait(fields.number("scans", 0, MAX_COUNT));
          case "drop_slab" -> new Op.DropSlab();
          case "fork" -> new Op.Fork(readAll(fields.array("child"), place, path + ".child"));
          case "reap" -> new Op.Reap();
          case "dump" -> new Op.Dump(fields.text("label", ""));
          case "sleep" -> new Op.Sleep(fields.number("ms", 0, MAX_COUNT));
          default ->
              throw new InputException(
                  "%s: unknown op (%s)%s".formatted(here, name, NearestName.question(name, NAMES)));
        };
    fields.rejectOthers();
    return op;
  }

  private static long address(Fields fields) {
    return fields.number("addr", 0, MAX_ADDRESS);
  }

  private static long length(Fields fields) {
    return fields.number("len", 0, MAX_ADDRESS);
  }

  private static boolean isWrite(Fields fields) {
    return switch (fields.text("access")) {
      case "r" -> false;
      case "w" -> true;
      default -> throw fields.error("access", "must be r or w");
    };
  }

  private static int prot(Fields fields) {
    String text = fields.text("prot");
    if (text.equals("none")) {
      return 0;
    }
    int prot = 0;
    for (int i = 0; i < text.length(); i++) {
      prot |=
          switch (text.charAt(i)) {
            case 'r' -> MmapFlags.PROT_READ;
            case 'w' -> MmapFlags.PROT_WRITE;
            case 'x' -> MmapFlags.PROT_EXEC;
            default -> throw fields.error("prot", "must be letters of rwx, or none");
          };
    }
    return prot;
  }

  /// An address that is not 0 is taken as it is; what is mapped there is replaced only with
  /// `overwrite`.
  private static int mmapFlags(Fields fields) {
    String text = fields.text("flags");
    int flags = 0;
    boolean overwrite = false;
    for (String word : text.split(",", -1)) {
      switch (word) {
        case "private" -> flags |= MmapFlags.MAP_PRIVATE;
        case "shared" -> flags |= MmapFlags.MAP_SHARED;
        case "anon" -> flags |= MmapFlags.MAP_ANONYMOUS;
        case "noreserve" -> flags |= MmapFlags.MAP_NORESERVE;
        case "populate" -> flags |= MmapFlags.MAP_POPULATE;
        case "growsdown" -> flags |= MmapFlags.MAP_GROWSDOWN;
        case "stack" -> flags |= MmapFlags.MAP_STACK;
        case "locked" -> flags |= MmapFlags.MAP_LOCKED;
        case "overwrite" -> overwrite = true;
        default ->
            throw fields.error(
                "flags",
                "must be words of private, shared, anon, noreserve, populate, growsdown, stack,"
                    + " locked, overwrite, with commas between");
      }
    }
    int sharing = flags & (MmapFlags.MAP_PRIVATE | MmapFlags.MAP_SHARED);
    if ((flags & MmapFlags.MAP_ANONYMOUS) == 0 || Integer.bitCount(sharing) != 1) {
      throw fields.error("flags", "must name anon, and either private or shared");
    }
    if (address(fields) != 0) {
      flags |= overwrite ? MmapFlags.MAP_FIXED : MmapFlags.MAP_FIXED_NOREPLACE;
    }
    return flags;
  }

  private static Advice advice(Fields fields) {
    String text = fields.text("advice");
    Advice advice = Advice.ofText(text);
    if (advice == null) {
      List<String> known = Arrays.stream(Advice.values()).map(Advice::text).toList();
      throw new InputException(
          "%s: unknown advice (%s)%s"
              .formatted(fields.place(), text, NearestName.question(text, known)));
    }
    return advice;
  }
}
