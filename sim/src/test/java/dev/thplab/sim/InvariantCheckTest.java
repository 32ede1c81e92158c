package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class InvariantCheckTest {
  private static final String TRACE =
      """
      # {"format": "thpt/1"}
      C 10
      exec tiny 555555600000 555555600000
      mmap 7f0000000000 400000 3 22 a
      w 7f0000000 3
      r 1fe
      w 1
      """;

  private static Replay replay(Machine machine, InvariantCheck check) throws IOException {
    byte[] bytes = TRACE.getBytes(StandardCharsets.UTF_8);
    return new Replay(machine, Trace.read("x", new ByteArrayInputStream(bytes)), check);
  }

  /// A machine whose first fault, the first that asks a policy, takes frame 0 and gives it 5
  /// mappings: a wrong count, and a page that nobody maps.
  private static Machine spoiling() {
    Machine machine = new Machine(MachineConfig.ample());
    machine.attach(query -> {
      if (machine.kernel().memory().buddy().materialisedEnd() == 0) {
        int pfn = machine.kernel().memory().allocateAnonFolio(0, 0, 1);
        machine.kernel().memory().addMapcount(pfn, 5);
      }
      return query.offered;
    });
    return machine;
  }

  @Test
  void isDueAfterEverySoManySteps() {
    assertThat(new InvariantCheck(3).isDue(2)).isFalse();
    assertThat(new InvariantCheck(3).isDue(3)).isTrue();
    assertThat(new InvariantCheck(3).isDueAtEnd()).isTrue();
    assertThat(InvariantCheck.OFF.isDue(3)).isFalse();
    assertThat(InvariantCheck.OFF.isDueAtEnd()).isFalse();
    assertThatThrownBy(() -> new InvariantCheck(-1)).hasMessage("every (-1) must not be negative");
  }

  /// The fault is event 4, on line 5; a recount after each event finds it there, one after every
  /// fifth at event 5.
  @Test
  void aReplayStopsAtTheEventThatSpoiltTheBooks() {
    assertThatThrownBy(() -> replay(spoiling(), new InvariantCheck(1)).run(done -> {}))
        .isInstanceOf(InvariantViolation.class)
        .hasMessage(
            "event 4, line 5: the books of the machine are wrong: mapcount of frame 0 is 5, a"
                + " recount gives 0 (mistake 1 of 2)");
    assertThatThrownBy(() -> replay(spoiling(), new InvariantCheck(5)).run(done -> {}))
        .hasMessageStartingWith("event 5, line 6: ");
    assertThatThrownBy(() -> replay(spoiling(), new InvariantCheck(1000)).run(done -> {}))
        .hasMessageStartingWith("the end of the run: ");
  }

  @Test
  void aReplayWithoutRecountsOrMistakesGoesOn() {
    assertThatCode(() -> replay(spoiling(), InvariantCheck.OFF).run(done -> {}))
        .doesNotThrowAnyException();
    Machine sound = new Machine(MachineConfig.ample());
    assertThatCode(() -> replay(sound, new InvariantCheck(1)).run(done -> {}))
        .doesNotThrowAnyException();
  }
}
