package dev.thplab.runtime.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The libraries are what their makers published, and come with their licences.
final class VegaFilesTest {
  static List<String> checksums() {
    return VegaFiles.text("SHA256SUMS").lines().toList();
  }

  /// The sums are those of the files in the npm packages vega 6.4.0, vega-lite 6.5.0 and vega-embed
  /// 7.3.0, in the form that sha256sum(1) writes and checks.
  @ParameterizedTest
  @MethodSource("checksums")
  void everyFileIsThePublishedOne(String line) throws NoSuchAlgorithmException {
    String file = line.substring(line.lastIndexOf(' ') + 1);
    byte[] bytes = VegaFiles.text(file).getBytes(StandardCharsets.UTF_8);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(sum).isEqualTo(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void everyLibraryHasASumAndALicence() {
    assertThat(checksums())
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .isEqualTo(VegaFiles.libraries().stream().map(name -> name + ".min.js").toList());
    for (String library : VegaFiles.libraries()) {
      assertThat(VegaFiles.licence(library)).contains("Redistribution and use");
    }
  }
}
