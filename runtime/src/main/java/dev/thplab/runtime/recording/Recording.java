package dev.thplab.runtime.recording;

import dev.thplab.runtime.InputException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every decision of one run, read from what [dev.thplab.runtime.compare.RecordingFile] wrote.
public final class Recording {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int FIRST_LINE = 2;

  private final String path;
  private final RecordedRun run;
  private final List<RecordedDecision> decisions;

  private Recording(String path, RecordedRun run, List<RecordedDecision> decisions) {
    this.path = path;
    this.run = run;
    this.decisions = decisions;
  }

  /// Reads a recording, plain or compressed.
  ///
  /// @throws InputException naming the file, the line and what is wrong with it
  public static Recording read(String path) {
    Reader reader = new Reader(path);
    try (BufferedReader lines = open(path)) {
      return reader.read(lines);
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new InputException("recording " + path + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new InputException("recording " + path + ": permission denied", e);
    } catch (EOFException e) {
      throw new InputException(reader.place() + ": is cut off: the compressed data has no end", e);
    } catch (CharacterCodingException e) {
      throw new InputException(reader.place() + ": is not UTF-8 text", e);
    } catch (ZipException e) {
      throw new InputException("%s: %s".formatted(reader.place(), e.getMessage()), e);
    } catch (IOException e) {
      throw new InputException("recording " + path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static BufferedReader open(String path) throws IOException {
    Path file = Path.of(path);
    if (Files.isDirectory(file)) {
      throw new InputException("recording " + path + ": is a directory");
    }
    InputStream in = Files.newInputStream(file);
    InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
  }

  /// The run that was recorded.
  public RecordedRun run() {
    return run;
  }

  /// The file.
  public String path() {
    return path;
  }

  List<RecordedDecision> decisions() {
    return decisions;
  }

  /// Number of the line that holds the decision with this index.
  static int line(int index) {
    return FIRST_LINE + index;
  }

  /// What messages about a decision begin with: `file:line`.
  String place(int index) {
    return path + ":" + line(index);
  }

  /// Reads line by line.
  private static final class Reader {
    private final String path;
    private final List<RecordedDecision> decisions = new ArrayList<>();
    private int line;

    Reader(String path) {
      this.path = path;
    }

    /// The line that is being read.
    String place() {
      return path + ":" + Math.max(line, 1);
    }

    Recording read(BufferedReader lines) throws IOException {
      RecordedLine first = next(lines);
      if (first == null) {
        throw new InputException("recording " + path + ": is empty");
      }
      RecordedRun run = RecordedRun.of(place(), first);
      RecordedLine object = next(lines);
      while (object != null && !object.has("decisions")) {
        decisions.add(object.decision());
        object = next(lines);
      }
      if (object == null) {
        throw new InputException(
            "%s: is cut off: the last line must say how many decisions there are"
                .formatted(place()));
      }
      end(object, lines);
      return new Recording(path, run, List.copyOf(decisions));
    }

    private void end(RecordedLine object, BufferedReader lines) throws IOException {
      if (object.number("decisions") != decisions.size()) {
        throw new InputException(
            "%s: decisions (%d) must be %d, the number of lines that hold one"
                .formatted(place(), object.number("decisions"), decisions.size()));
      }
      if (lines.readLine() != null) {
        line++;
        throw new InputException(place() + ": nothing may follow the number of decisions");
      }
    }

    private RecordedLine next(BufferedReader lines) throws IOException {
      String text = lines.readLine();
      if (text == null) {
        return null;
      }
      line++;
      try {
        JsonNode value = JSON.readTree(text);
        if (!value.isObject()) {
          throw new InputException(place() + ": must be an object of JSON");
        }
        return new RecordedLine(place(), value);
      } catch (JacksonException e) {
        throw new InputException(
            "%s: is no JSON: %s".formatted(place(), e.getOriginalMessage()), e);
      }
    }
  }
}
