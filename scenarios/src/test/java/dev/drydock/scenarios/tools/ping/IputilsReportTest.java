package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.app.PingReply;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IputilsReportTest {
  private static final IpAddress TARGET = IpAddress.parse("10.0.0.2");

  private final List<String> said = new ArrayList<>();
  private final List<IpAddress> asked = new ArrayList<>();

  // Seen with iputils 20221126: a PTR question for each reply, also with -q.
  @Test
  void a_quiet_ping_of_a_name_asks_for_the_name_of_each_reply() throws Exception {
    reply("-q", 2);

    assertEquals(List.of(), said);
    assertEquals(List.of(TARGET, TARGET), asked);
  }

  // Nothing waits, so that a command of a hundred thousand requests is not woken by each reply.
  @Test
  void a_quiet_ping_of_numbers_waits_for_nothing() throws Exception {
    assertEquals(0, reply("-qn", 2));
    assertEquals(List.of(), asked);
  }

  /// How often something waited to be said.
  private int reply(String flags, int times) throws Exception {
    PingCommand command = PingCommand.parse("ping", List.of(flags, "peer"));
    IputilsReport report =
        new IputilsReport(
            new IputilsReport.Settings(
                said::add, said::add, "peer", TARGET, command, false, () -> 0));
    int waited = 0;
    for (int i = 1; i <= times; i++) {
      report.replied(new PingReply(i, TARGET, 64, 64, 1000, false));
      waited += report.hasPending() ? 1 : 0;
      report.print(address -> {
        asked.add(address);
        return address.toString();
      });
    }
    return waited;
  }
}
