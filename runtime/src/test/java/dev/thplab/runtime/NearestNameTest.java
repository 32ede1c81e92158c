package dev.thplab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("never", "madvise", "always", "mthp-64k");

  @Test
  void findsTheNameWithTheFewestEdits() {
    assertThat(NearestName.of("alway", KNOWN)).isEqualTo("always");
    assertThat(NearestName.of("mthp64k", KNOWN)).isEqualTo("mthp-64k");
    assertThat(NearestName.of("Never", KNOWN)).isEqualTo("never");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearestName.of("zebra", KNOWN)).isNull();
    assertThat(NearestName.question("zebra", KNOWN)).isEmpty();
  }

  @Test
  void countsInsertionsDeletionsAndSubstitutions() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("abc", "")).isEqualTo(3);
  }
}
