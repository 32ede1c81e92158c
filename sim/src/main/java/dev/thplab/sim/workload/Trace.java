package dev.thplab.sim.workload;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A recorded program: the page faults and memory system calls of its processes, in order (format
/// `thpt/1`).
public final class Trace implements EventSource {
  private final String name;
  private final String header;
  private final List<TraceEvent> events;
  private final List<Integer> lines;
  private final long nrFaults;

  private Trace(
      String name, String header, List<TraceEvent> events, List<Integer> lines, long nrFaults) {
    this.lines = lines;
    this.name = name;
    this.header = header;
    this.events = Collections.unmodifiableList(events);
    this.nrFaults = nrFaults;
  }

  /// Reads a trace file, plain or gzip.
  ///
  /// @throws TraceFormatException if it is not a whole, well-formed trace
  /// @throws IOException if the file cannot be read
  public static Trace read(Path path) throws IOException {
    try (InputStream raw = Files.newInputStream(path)) {
      return read(path.toString(), raw);
    }
  }

  /// Reads a trace from a stream; `file` is its name in errors.
  public static Trace read(String file, InputStream raw) throws IOException {
    long line = 0;
    String header = null;
    List<TraceEvent> events = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    TraceParser parser = new TraceParser();
    try (BufferedReader reader = open(raw)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (line == 1) {
          checkHeader(file, text);
          header = text.substring(1).strip();
        } else if (!text.isEmpty() && text.charAt(0) != '#') {
          events.add(parser.parse(text));
          lines.add(Math.toIntExact(line));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new TraceFormatException(file, line, e.getMessage());
    } catch (EOFException _) {
      throw new TraceFormatException(file, "the gzip data ends too early");
    } catch (ZipException e) {
      throw new TraceFormatException(file, "damaged gzip data: " + e.getMessage());
    } catch (CharacterCodingException _) {
      throw new TraceFormatException(file, "not UTF-8 text");
    }
    if (header == null) {
      throw new TraceFormatException(
          file, 1, "empty file; the first line must be '# {\"format\": \"thpt/1\", ...}'");
    }
    return new Trace(programName(file), header, events, lines, parser.nrFaults());
  }

  private static BufferedReader open(InputStream raw) throws IOException {
    PushbackInputStream peek = new PushbackInputStream(raw, 2);
    byte[] magic = peek.readNBytes(2);
    peek.unread(magic);
    boolean gzip = magic.length == 2 && ByteBuffer.wrap(magic).getShort() == 0x1f8b;
    InputStream in = gzip ? new GZIPInputStream(peek, 1 << 16) : peek;
    return new BufferedReader(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static void checkHeader(String file, String text) throws TraceFormatException {
    if (!text.startsWith("# {") || !text.replace(" ", "").contains("\"format\":\"thpt/1\"")) {
      String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
      throw new TraceFormatException(
          file, 1, "'" + shown + "' must be a header '# {\"format\": \"thpt/1\", ...}'");
    }
  }

  private static String programName(String file) {
    String base = file.substring(file.lastIndexOf('/') + 1);
    int dot = base.indexOf('.');
    return dot > 0 ? base.substring(0, dot) : base;
  }

  /// The file's name without directory and extension.
  @Override
  public String name() {
    return name;
  }

  /// The JSON text of the header line.
  public String header() {
    return header;
  }

  public List<TraceEvent> events() {
    return events;
  }

  /// Number of events, a run of faults counting as one.
  @Override
  public long length() {
    return events.size();
  }

  @Override
  public EventStream open() {
    return new EventStream() {
      private int next;

      @Override
      public TraceEvent next() {
        return next == events.size() ? null : events.get(next++);
      }

      @Override
      public long position() {
        return next;
      }
    };
  }

  /// The line in the file, from 1.
  @Override
  public String place(long index) {
    return "line " + lines.get(Math.toIntExact(index));
  }

  /// Number of recorded faults.
  public long nrFaults() {
    return nrFaults;
  }
}
