package dev.thplab.repl.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KernelSpecTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path HOME = Path.of("/home/me");

  @TempDir private Path directory;

  @Test
  void dataIsWhereJupyterLooks() {
    assertThat(KernelSpec.dataDirectory(Map.of(), "Linux", HOME))
        .isEqualTo(Path.of("/home/me/.local/share/jupyter"));
    assertThat(KernelSpec.dataDirectory(Map.of("XDG_DATA_HOME", "/data"), "Linux", HOME))
        .isEqualTo(Path.of("/data/jupyter"));
    assertThat(KernelSpec.dataDirectory(Map.of("XDG_DATA_HOME", ""), "Linux", HOME))
        .isEqualTo(Path.of("/home/me/.local/share/jupyter"));
    assertThat(KernelSpec.dataDirectory(Map.of(), "Mac OS X", HOME))
        .isEqualTo(Path.of("/home/me/Library/Jupyter"));
    Map<String, String> chosen = Map.of("JUPYTER_DATA_DIR", "/mine", "XDG_DATA_HOME", "/data");
    assertThat(KernelSpec.dataDirectory(chosen, "Linux", HOME)).isEqualTo(Path.of("/mine"));
  }

  @Test
  void theSpecificationStartsTheLauncher() throws IOException {
    Path installed = KernelSpec.install(directory, "thplab", Path.of("/opt/thplab/thplab"));
    assertThat(installed).isEqualTo(directory.resolve("kernels/thplab"));
    JsonNode spec = JSON.readTree(Files.readString(installed.resolve("kernel.json")));
    assertThat(spec.path("argv").toString())
        .isEqualTo("[\"/opt/thplab/thplab\",\"jupyter\",\"kernel\",\"{connection_file}\"]");
    assertThat(spec.path("display_name").asString()).isEqualTo("thplab (JavaScript)");
    assertThat(spec.path("language").asString()).isEqualTo("javascript");
    assertThat(spec.path("interrupt_mode").asString()).isEqualTo("message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../x", "ä"})
  void refusesNamesThatJupyterDoesNotAllow(String name) {
    assertThatThrownBy(() -> KernelSpec.install(directory, name, Path.of("/thplab")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--name (" + name + ")");
    assertThat(directory).isEmptyDirectory();
  }

  private String problem(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("connection.json"), text);
    try {
      ConnectionFile.read(file);
      return "none";
    } catch (InputException e) {
      return e.getMessage().replace(directory + "/", "");
    }
  }

  @Test
  void connectionFilesAreRead() throws IOException {
    String text =
        """
        { "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "control_port": 2,
          "iopub_port": 3, "stdin_port": 4, "hb_port": 5, "key": "k",
          "signature_scheme": "hmac-sha256", "kernel_name": "thplab" }
        """;
    Path path = Files.writeString(directory.resolve("connection.json"), text);
    ConnectionFile file = ConnectionFile.read(path);
    assertThat(file).isEqualTo(new ConnectionFile("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "k"));
    assertThat(file.address(file.shellPort())).isEqualTo("tcp://127.0.0.1:1");
    ConnectionFile ipc = new ConnectionFile("ipc", "/tmp/kernel", 1, 2, 3, 4, 5, "");
    assertThat(ipc.address(3)).isEqualTo("ipc:///tmp/kernel-3");
    assertThat(List.of(problem(text.replace("sha256", "md5")), problem(text.replace("\"k\"", "1"))))
        .containsExactly(
            "connection.json: signature_scheme (hmac-md5) must be hmac-sha256",
            "connection.json: key (1) must be text");
    assertThat(problem(text.replace("3,", "70000,")))
        .isEqualTo("connection.json: iopub_port (70000) must be a port in [1, 65535]");
    assertThat(problem("{")).startsWith("connection.json: not JSON: ");
  }
}
