package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.Sha256;
import dev.thplab.sim.workload.Trace;
import dev.thplab.sim.workload.TraceFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A trace with the identity of the file it came from. The file is read once, so that both are of
/// the same bytes.
record TraceFile(Trace trace, Provenance.TraceId id) {

  /// Reads a trace file.
  ///
  /// @throws InputException saying in one line why the file is no trace
  static TraceFile read(String path) {
    byte[] bytes = bytes(path);
    try {
      Trace trace = Trace.read(path, new ByteArrayInputStream(bytes));
      return new TraceFile(trace, new Provenance.TraceId(trace.name(), path, Sha256.hex(bytes)));
    } catch (TraceFormatException e) {
      throw new InputException("trace " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException("trace " + path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String path) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw new InputException("trace " + path + ": is a directory, not a trace");
      }
      return Files.readAllBytes(file);
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new InputException("trace " + path + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new InputException("trace " + path + ": permission denied", e);
    } catch (IOException e) {
      throw new InputException("trace " + path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
