package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labs of many containers. What takes time by their square would make these tests the slowest of
/// all.
class ScaleTest {
  @TempDir private Path folder;

  private static String services(int count, int networks) {
    StringBuilder text = new StringBuilder("name: big\nservices:\n");
    for (int i = 0; i < count; i++) {
      text.append("  s%d: { image: busybox, networks: [n%d] }\n".formatted(i, i % networks));
    }
    text.append("networks:\n");
    for (int i = 0; i < networks; i++) {
      text.append("  n%d: { ipam: { config: [{ subnet: 10.%d.0.0/16 }] } }\n".formatted(i, i));
    }
    return text.toString();
  }

  private RunReport run(String text) throws RunException {
    return Played.run(Played.plan(text), new RunOptions(folder, CaptureKind.NONE, 0));
  }

  @Test
  void a_thousand_services_on_ten_networks_run_and_reach_each_other() throws RunException {
    RunReport report =
        run(
            services(1000, 10)
                + """
                x-drydock:
                  steps:
                    - run: docker ps -q | wc -l
                      expect: { exit: 0, stdout: "1000" }
                    - run: docker exec big-s0-1 ping -c 1 s990
                      expect: { exit: 0, stdout: "10.0.0.101" }
                    - run: docker exec big-s999-1 ping -c 1 s9
                      expect: { exit: 0, stdout: "10.9.0.2" }
                """);

    assertEquals(3, report.steps().size());
    assertTrue(report.steps().stream().allMatch(step -> step.status() == Status.PASSED));
  }

  @Test
  void a_bridge_has_no_more_than_1023_ports() {
    RunException refusal = assertThrows(RunException.class, () -> run(services(1024, 1)));

    assertTrue(String.valueOf(refusal.getMessage()).contains("exchange full"), refusal::toString);
  }

  @Test
  void a_subnet_that_is_used_up_refuses_the_next_container() {
    String text =
        """
        name: full
        services:
          many: { image: busybox, scale: 510, networks: [lan] }
        networks:
          lan: { driver: macvlan, ipam: { config: [{ subnet: 10.0.0.0/23, gateway: 10.0.0.1 }] } }
        """;

    RunException refusal = assertThrows(RunException.class, () -> run(text));

    assertTrue(String.valueOf(refusal.getMessage()).contains("full-many-510"), refusal::toString);
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("no available IPv4 addresses"),
        refusal::toString);
  }
}
