package dev.thplab.runtime.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// A program small enough to be worked out by hand: it maps 4 MiB, writes pages 0 to 2, reads page
/// 512, writes page 513, forks a child that writes page 513 and exits, and unmaps the first 2 MiB.
public final class TinyTrace {
  public static final String TEXT =
      """
      # {"format": "thpt/1"}
      C 10
      exec tiny 555555600000 555555600000
      mmap 7f0000000000 400000 3 22 a
      w 7f0000000 3
      r 1fe
      w 1
      fork 11
      C 11
      w 7f0000201
      exit
      C 10
      munmap 7f0000000000 200000
      """;

  private TinyTrace() {}

  /// Writes the program as a gzip file and returns its path.
  static String write(Path directory) throws IOException {
    Path file = directory.resolve("tiny.thpt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }
}
