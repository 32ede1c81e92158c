package dev.thplab.runtime.livekernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The C program that does the operations of a scenario, compiled with `cc` when its source has
/// changed and kept in the user's cache directory.
final class HelperProgram {
  private static final List<String> SOURCES = List.of("thpkernel.h", "observe.c", "thpkernel.c");

  private HelperProgram() {}

  /// Returns the program, compiled for this machine.
  ///
  /// @throws LiveKernelException if there is no compiler or it fails
  static Path get() throws IOException {
    MessageDigest digest = sha256();
    for (String source : SOURCES) {
      digest.update(read(source));
    }
    String name = "thpkernel-" + HexFormat.of().formatHex(digest.digest(), 0, 8);
    Path program = cacheDirectory().resolve(name);
    if (!Files.isExecutable(program)) {
      compile(program);
    }
    return program;
  }

  private static Path cacheDirectory() throws IOException {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path cache =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return Files.createDirectories(cache.resolve("thplab"));
  }

  private static void compile(Path program) throws IOException {
    Path build = Files.createTempDirectory("thpkernel");
    try {
      for (String source : SOURCES) {
        Files.write(build.resolve(source), read(source));
      }
      // Without shared libraries, nothing but the program's own text can fault while faults count.
      String failure = cc(build, "-static");
      if (failure != null) {
        failure = cc(build, "-O1");
      }
      if (failure != null) {
        throw new LiveKernelException("cc cannot compile the helper: " + failure);
      }
      Files.move(build.resolve("thpkernel"), program, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      for (String source : SOURCES) {
        Files.deleteIfExists(build.resolve(source));
      }
      Files.deleteIfExists(build.resolve("thpkernel"));
      Files.deleteIfExists(build);
    }
  }

  /// Returns the first line the compiler complains with, or null if it does not.
  private static String cc(Path build, String option) throws IOException {
    List<String> command = new ArrayList<>(List.of("cc", "-O1", option, "-o", "thpkernel"));
    SOURCES.stream().filter(source -> source.endsWith(".c")).forEach(command::add);
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(build.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new LiveKernelException("there is no C compiler (cc) to build the helper with", e);
    }
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? null : text.lines().findFirst().orElse("no message");
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new LiveKernelException("interrupted while compiling the helper", e);
    }
  }

  private static byte[] read(String source) throws IOException {
    try (InputStream stream = HelperProgram.class.getResourceAsStream(source)) {
      if (stream == null) {
        throw new IllegalStateException("resource %s is missing".formatted(source));
      }
      return stream.readAllBytes();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
