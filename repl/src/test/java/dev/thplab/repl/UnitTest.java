package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT|0|0",
        "COUNT|1234567|1,234,567",
        "BYTES|1023|1,023 B",
        "BYTES|4096|4.00 KiB",
        "BYTES|2097152|2.00 MiB",
        "BYTES|17179869184|16.0 GiB",
        "BYTES|1125899906842624|1,024 TiB",
        "NANOSECONDS|612|612 ns",
        "NANOSECONDS|3223|3.22 us",
        "NANOSECONDS|78990|79.0 us",
        "NANOSECONDS|13500000|13.5 ms",
        "NANOSECONDS|90000000000|90.0 s",
      })
  void showsThreeDigitsInTheLargestUnit(Unit unit, long value, String text) {
    assertThat(unit.text(value)).isEqualTo(text);
  }
}
