package dev.thplab.repl.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WireTest {
  /// Of `printf '%s' '{"msg_id":"1"}{}{}{"code":"1"}' | openssl dgst -sha256 -hmac secret`.
  private static final String SIGNATURE =
      "260b97890d61eb0e6ad1283eaca56d59541c56327271b249b87dde0226568bfb";

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode HEADER = JSON.readTree("{\"msg_id\":\"1\"}");
  private static final JsonNode EMPTY = JSON.createObjectNode();
  private static final JsonNode CODE = JSON.readTree("{\"code\":\"1\"}");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> frames(String... texts) {
    List<byte[]> frames = new ArrayList<>();
    for (String text : texts) {
      frames.add(bytes(text));
    }
    return frames;
  }

  @Test
  void signsAsTheProtocolSays() {
    Message message = new Message(List.of(bytes("client")), HEADER, EMPTY, CODE);
    List<byte[]> expected =
        frames(
            "client", "<IDS|MSG>", SIGNATURE, "{\"msg_id\":\"1\"}", "{}", "{}", "{\"code\":\"1\"}");
    List<byte[]> found = new Wire("secret").frames(message);
    assertArrayEquals(expected.toArray(), found.toArray());
  }

  @Test
  void readsWhatIsSigned() throws RefusedMessageException {
    Message message =
        new Wire("secret")
            .message(
                frames(
                    "a",
                    "b",
                    "<IDS|MSG>",
                    SIGNATURE,
                    "{\"msg_id\":\"1\"}",
                    "{}",
                    "{}",
                    "{\"code\":\"1\"}",
                    "a buffer"));
    assertEquals(2, message.route().size());
    assertEquals(HEADER, message.header());
    assertEquals(CODE, message.content());
  }

  @Test
  void refusesAnotherContentUnderTheSameSignature() {
    List<byte[]> frames =
        frames("<IDS|MSG>", SIGNATURE, "{\"msg_id\":\"1\"}", "{}", "{}", "{\"code\":\"2\"}");
    assertThrows(RefusedMessageException.class, () -> new Wire("secret").message(frames));
  }

  @Test
  void refusesWhatIsNotSigned() {
    List<byte[]> frames = frames("<IDS|MSG>", "", "{}", "{}", "{}", "{}");
    assertThrows(RefusedMessageException.class, () -> new Wire("secret").message(frames));
  }

  @Test
  void refusesWhatIsNoMessage() {
    Wire unsigned = new Wire("");
    for (List<byte[]> frames :
        List.of(
            frames("hello"),
            frames("<IDS|MSG>"),
            frames("<IDS|MSG>", "", "{}", "{}", "{}"),
            frames("<IDS|MSG>", "", "{}", "{}", "{}", "{"))) {
      assertThrows(RefusedMessageException.class, () -> unsigned.message(frames));
    }
  }
}
