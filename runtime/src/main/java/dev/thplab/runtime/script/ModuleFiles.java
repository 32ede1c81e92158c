package dev.thplab.runtime.script;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/// The files a policy can import from: one module in memory, `thp`, and nothing of the machine.
///
/// Paths are names here and never reach a real file system.
final class ModuleFiles implements FileSystem {
  private static final Path THP = Path.of("thp");

  private final byte[] thpModule;
  private String refused;

  ModuleFiles(byte[] thpModule) {
    this.thpModule = thpModule;
  }

  /// The last import that was refused, as the policy wrote it, or null.
  String refused() {
    return refused;
  }

  @Override
  public Path parsePath(URI uri) {
    refused = uri.toString();
    throw new IllegalArgumentException("a policy can import \"thp\" only, not " + uri);
  }

  @Override
  public Path parsePath(String path) {
    if (!path.equals(THP.toString())) {
      refused = path;
    }
    return Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    require(path);
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw refusal(path);
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    require(path);
    return new BytesChannel(thpModule);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    require(path);
    return Map.of(
        "isRegularFile",
        true,
        "isDirectory",
        false,
        "size",
        (long) thpModule.length,
        "lastModifiedTime",
        FileTime.fromMillis(0));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path;
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    require(path);
    return THP;
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    throw refusal(path);
  }

  @Override
  public void delete(Path path) throws IOException {
    throw refusal(path);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw refusal(path);
  }

  private static void require(Path path) throws IOException {
    if (!path.equals(THP)) {
      throw refusal(path);
    }
  }

  private static IOException refusal(Path path) {
    return new NoSuchFileException(path.toString());
  }
}
