package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<Long> waits = new ArrayList<>();
  private long virtual = 7 * SECOND;
  private long wall = 100 * SECOND;
  private final Pace pace =
      new Pace(
          () -> virtual,
          () -> wall,
          nanos -> {
            waits.add(nanos);
            wall += nanos;
          });

  @Test
  void the_first_ten_seconds_pass_at_once() {
    pace.begin();
    for (int i = 0; i < 10; i++) {
      pace.beforeOutput();
      virtual += SECOND;
    }
    assertEquals(List.of(), waits);
  }

  @Test
  void then_a_second_takes_a_second() {
    pace.begin();
    virtual += 30 * SECOND;
    pace.beforeOutput();
    virtual += SECOND;
    pace.beforeOutput();
    virtual += SECOND;
    wall += SECOND / 4;
    pace.beforeOutput();
    assertEquals(List.of(SECOND, SECOND - SECOND / 4), waits);
  }

  @Test
  void each_command_begins_anew() {
    pace.begin();
    virtual += 30 * SECOND;
    pace.beforeOutput();
    pace.begin();
    virtual += SECOND;
    pace.beforeOutput();
    assertEquals(List.of(), waits);
  }
}
