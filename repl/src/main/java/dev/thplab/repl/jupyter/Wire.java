package dev.thplab.repl.jupyter;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Messages as frames of ZeroMQ: the route, a delimiter, a signature, and four JSON objects
/// (header, parent header, metadata, content). The signature is the HMAC-SHA256 of the four. Use
/// one on one thread.
final class Wire {
  private static final byte[] DELIMITER = bytes("<IDS|MSG>");
  private static final String ALGORITHM = "HmacSHA256";
  private static final int NR_PARTS = 4;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Null if messages are not signed.
  private final Mac mac;

  /// @param key of the signatures; empty if messages are not signed
  Wire(String key) {
    mac = key.isEmpty() ? null : mac(key);
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /// The frames of a message.
  List<byte[]> frames(Message message) {
    List<byte[]> parts =
        List.of(
            JSON.writeValueAsBytes(message.header()),
            JSON.writeValueAsBytes(message.parentHeader()),
            bytes("{}"),
            JSON.writeValueAsBytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.route());
    frames.add(DELIMITER);
    frames.add(signature(parts));
    frames.addAll(parts);
    return frames;
  }

  /// The message in frames that were received.
  ///
  /// @throws RefusedMessageException if they are none, or its signature is wrong
  Message message(List<byte[]> frames) throws RefusedMessageException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    if (frames.size() < delimiter + 2 + NR_PARTS) {
      throw new RefusedMessageException("%d frames are no message".formatted(frames.size()));
    }
    List<byte[]> parts = frames.subList(delimiter + 2, delimiter + 2 + NR_PARTS);
    if (!MessageDigest.isEqual(signature(parts), frames.get(delimiter + 1))) {
      throw new RefusedMessageException("its signature is wrong");
    }
    try {
      return new Message(
          List.copyOf(frames.subList(0, delimiter)),
          JSON.readTree(parts.get(0)),
          JSON.readTree(parts.get(1)),
          JSON.readTree(parts.get(3)));
    } catch (JacksonException e) {
      throw new RefusedMessageException("it is not JSON: " + e.getOriginalMessage());
    }
  }

  private byte[] signature(List<byte[]> parts) {
    if (mac == null) {
      return new byte[0];
    }
    parts.forEach(mac::update);
    return bytes(HexFormat.of().formatHex(mac.doFinal()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
