package dev.thplab.runtime.script;

import dev.thplab.runtime.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The text of one policy.
///
/// @param name what messages call it: the path as the user wrote it
/// @param text the ES module
/// @param sha256 hash of the file's bytes in lower-case hex, for the provenance of results
public record PolicyFile(String name, String text, String sha256) {
  /// Largest file that is read: the engine takes the square of the depth to read nested statements,
  /// and nothing can stop it while it reads.
  public static final long MAX_SIZE_BYTES = 64 << 10;

  /// Reads a policy, or says in one line why it cannot be read.
  public static PolicyFile read(Path path) {
    byte[] bytes;
    try {
      if (Files.isDirectory(path)) {
        throw new PolicyLoadException(path + ": is a directory, not a policy");
      }
      if (Files.size(path) > MAX_SIZE_BYTES) {
        throw new PolicyLoadException(path + ": larger than " + MAX_SIZE_BYTES + " bytes");
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new PolicyLoadException(path + ": no such file", e);
    } catch (IOException e) {
      throw new PolicyLoadException(path + ": cannot be read: " + e.getMessage(), e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new PolicyFile(path.toString(), text, Sha256.hex(bytes));
    } catch (CharacterCodingException e) {
      throw new PolicyLoadException(path + ": not UTF-8 text", e);
    }
  }

  /// Makes a policy of text that is in memory, as the REPL and tests do.
  public static PolicyFile of(String name, String text) {
    return new PolicyFile(name, text, Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The file's name without directories and extension: a policy's name when it exports none.
  String stem() {
    return stem(name);
  }

  /// What a policy is called that never told its name.
  ///
  /// @param name of its file
  public static String stem(String name) {
    String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
