package dev.thplab.repl.jupyter;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where a client wants to meet the kernel, and the key of their signatures: the file that the
/// client writes before it starts a kernel.
///
/// @param transport `tcp` or `ipc`
/// @param ip address, or for `ipc` a path
/// @param key of the signatures; empty if messages are not signed
public record ConnectionFile(
    String transport,
    String ip,
    int shellPort,
    int controlPort,
    int iopubPort,
    int stdinPort,
    int heartbeatPort,
    String key) {
  private static final String SCHEME = "hmac-sha256";
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Reads a connection file.
  ///
  /// @throws InputException naming the file, the key and what is wrong
  public static ConnectionFile read(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new InputException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
    Reader reader = new Reader(file, root);
    String scheme = reader.text("signature_scheme");
    String key = reader.text("key");
    if (!key.isEmpty() && !scheme.equals(SCHEME)) {
      throw new InputException(
          "%s: signature_scheme (%s) must be %s".formatted(file, scheme, SCHEME));
    }
    return new ConnectionFile(
        reader.text("transport"),
        reader.text("ip"),
        reader.port("shell_port"),
        reader.port("control_port"),
        reader.port("iopub_port"),
        reader.port("stdin_port"),
        reader.port("hb_port"),
        key);
  }

  /// What ZeroMQ calls a port.
  String address(int port) {
    return transport.equals("ipc")
        ? "ipc://%s-%d".formatted(ip, port)
        : "%s://%s:%d".formatted(transport, ip, port);
  }

  private record Reader(Path file, JsonNode root) {
    String text(String key) {
      JsonNode value = root.path(key);
      if (!value.isString()) {
        throw new InputException("%s: %s (%s) must be text".formatted(file, key, value));
      }
      return value.stringValue();
    }

    int port(String key) {
      JsonNode value = root.path(key);
      if (!value.isInt() || value.intValue() < 1 || value.intValue() > 65_535) {
        throw new InputException(
            "%s: %s (%s) must be a port in [1, 65535]".formatted(file, key, value));
      }
      return value.intValue();
    }
  }
}
