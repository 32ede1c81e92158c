package dev.thplab.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "4_096, 4096",
    "64k, 65536",
    "64KiB, 65536",
    "64 kB, 65536",
    "2M, 2097152",
    "1.5G, 1610612736",
    "1T, 1099511627776",
    "0x7f0000000000, 139637976727552",
    "512B, 512"
  })
  void readsSizes(String text, long bytes) {
    assertEquals(bytes, Units.bytes(text, "size"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1X", "1e3", "9000000T", "0xg"})
  void refusesWhatIsNoSize(String text) {
    SessionException e = assertThrows(SessionException.class, () -> Units.bytes(text, "size"));
    assertTrue(e.getMessage().contains("size (" + text + ")"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "5ns, 5",
    "1.5us, 1500",
    "10ms, 10000000",
    "2s, 2000000000",
    "1m, 60000000000"
  })
  void readsTimes(String text, long ns) {
    assertEquals(ns, Units.nanoseconds(text, "until"));
  }

  /// Ranges grow to whole pages, but never beyond the region.
  @ParameterizedTest
  @CsvSource({
    "0..4k, 0, 4096",
    "1..2, 0, 4096",
    "4095..4097, 0, 8192",
    "12k.., 12288, 16384",
    "..8k, 0, 8192",
    "8k, 0, 8192",
    "0..16k, 0, 16384"
  })
  void readsRanges(String text, long from, long to) {
    assertEquals(new Units.Range(from, to), Units.range(text, 16384));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4k..4k", "8k..4k", "0..16385", "x..y", "0..1..2"})
  void refusesRangesOutsideTheRegion(String text) {
    assertThrows(SessionException.class, () -> Units.range(text, 16384));
  }
}
