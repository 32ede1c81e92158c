package dev.thplab.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "4KiB, 4096",
    "64k, 65536",
    "64K, 65536",
    "64kB, 65536",
    "2M, 2097152",
    "1_000, 1000",
    "0, 0",
    "16G, 17179869184",
    "1TiB, 1099511627776",
  })
  void readsSizesAsPowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "4 k", "4kk", "-1", "1.5G", "_1", "4KiBs"})
  void refusesWhatIsNoSizeAndSaysWhatIs(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' " + ByteSize.RULE);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> ByteSize.parse("8388608T")).hasMessageContaining("too large");
    assertThatThrownBy(() -> ByteSize.parse("99999999999999999999"))
        .hasMessageContaining("too large");
  }
}
