package dev.thplab.sim.generator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SplitMix64Test {

  /// The test vectors of Rosetta Code, "Pseudo-random numbers/Splitmix64": five numbers of seed
  /// 1234567, and how 100,000 fractions of seed 987654321 fall into five parts.
  @Test
  void agreesWithThePublishedNumbers() {
    SplitMix64 random = new SplitMix64(1_234_567);
    String[] published = {
      "6457827717110365317",
      "3203168211198807973",
      "9817491932198370423",
      "4593380528125082431",
      "16408922859458223821"
    };
    for (String number : published) {
      assertEquals(number, Long.toUnsignedString(random.next()));
    }

    SplitMix64 fractions = new SplitMix64(987_654_321);
    int[] counts = new int[5];
    for (int i = 0; i < 100_000; i++) {
      counts[(int) (fractions.unit() * 5)]++;
    }
    assertArrayEquals(new int[] {20_027, 19_892, 20_073, 19_978, 20_030}, counts);
  }

  /// 3 does not divide 2^64 and 2^62 + 1 wastes nearly a quarter of it; the counts of the first are
  /// within five standard deviations (245 of 60,000) of a third each.
  @Test
  void boundedNumbersStayBelowTheirBoundAndAreEven() {
    SplitMix64 random = new SplitMix64(1);
    int[] counts = new int[3];
    for (int i = 0; i < 180_000; i++) {
      counts[(int) random.below(3)]++;
    }
    for (int count : counts) {
      assertEquals(60_000, count, 1_000);
    }
    long large = (1L << 62) + 1;
    boolean upperHalf = false;
    for (int i = 0; i < 1_000; i++) {
      long value = random.below(large);
      assertTrue(value >= 0 && value < large);
      upperHalf |= value > large / 2;
    }
    assertTrue(upperHalf);
    assertEquals(0, random.below(1));
  }
}
