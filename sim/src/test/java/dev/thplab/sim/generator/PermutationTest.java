package dev.thplab.sim.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 1000, 4096, 100_003})
  void hitsEveryNumberOnce(int n) {
    Permutation permutation = new Permutation(n, 9);
    BitSet seen = new BitSet(n);
    for (int i = 0; i < n; i++) {
      int value = Math.toIntExact(permutation.at(i));
      assertFalse(seen.get(value), "twice: " + value);
      seen.set(value);
    }
    assertEquals(n, seen.cardinality());
    assertEquals(n, seen.length());
  }

  /// The mean distance of two numbers that are drawn at random below n is n/3.
  @Test
  void neighboursComeToLieFarApart() {
    long n = 1L << 30;
    Permutation permutation = new Permutation(n, 1);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += Math.abs(permutation.at(i) - permutation.at(i + 1));
    }
    assertEquals(n / 3.0, sum / 10_000, n * 0.01);
    assertTrue(permutation.at(0) != new Permutation(n, 2).at(0));
  }
}
