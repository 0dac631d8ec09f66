package dev.drydock.scenarios.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTimesTest {
  /// The longest a delayed acknowledgement takes (`TCP_DELACK_MIN`), and a tick.
  private static final long DELAYED_NANOS = 44_000_000L;

  @Test
  void what_a_paused_container_hears_is_acknowledged_before_it_is_unpaused() {
    assertTrue(CommandTimes.nanos(List.of("docker", "unpause", "web")) > DELAYED_NANOS);
    assertTrue(
        CommandTimes.nanos(List.of("docker", "container", "unpause", "web")) > DELAYED_NANOS);
  }
}
