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
  void ten_networks_carry_ten_thousand_frames_at_once_and_lose_none() throws RunException {
    RunReport report =
        run(
            services(100, 10).replace("image: busybox", "image: nicolaka/netshoot")
                + """
                x-drydock:
                  steps:
                    - run: >-
                        for i in $(seq 0 9); do
                        docker exec big-s$$i-1 ping -q -i 0.002 -c 500 s$$((i+90)) & done; wait
                """);

    String said = report.steps().getFirst().output().stdout();
    assertEquals(10, said.split("500 packets transmitted, 500 received", -1).length - 1, said);
    for (int i = 0; i < 10; i++) {
      String name = "host/big-s" + (90 + i) + "-1:eth0";
      long frames =
          report.interfaces().stream()
              .filter(each -> each.name().equals(name))
              .mapToLong(each -> each.frames())
              .sum();
      assertTrue(frames >= 1000 && frames < 1100, name + " saw " + frames);
    }
  }

  @Test
  void a_bridge_has_no_more_than_1023_ports() {
    RunException refusal = assertThrows(RunException.class, () -> run(services(1024, 1)));

    assertTrue(String.valueOf(refusal.getMessage()).contains("exchange full"), refusal::toString);
  }

  private String refusal(String network, int containers) {
    String text =
        """
        name: full
        services:
          many: { image: busybox, scale: %d, networks: [lan] }
          last: { image: busybox, networks: [lan], depends_on: [many] }
        networks:
          lan: { %s }
        """
            .formatted(containers, network);
    RunException refusal = assertThrows(RunException.class, () -> run(text));
    return String.valueOf(refusal.getMessage());
  }

  @Test
  void a_subnet_that_is_used_up_refuses_the_next_container() {
    String refusal =
        refusal(
            "driver: macvlan, ipam: { config: [{ subnet: 10.0.0.0/23, gateway: 10.0.0.1 }] }", 510);

    assertTrue(refusal.startsWith("container full-many-510: failed to set up"), refusal);
    assertTrue(refusal.contains("no available IPv4 addresses on this network's"), refusal);
    assertTrue(refusal.contains("511 containers want an address there and 509 are free"), refusal);
  }

  @Test
  void a_range_that_is_used_up_refuses_the_next_container() {
    String range = "subnet: 10.0.0.0/16, ip_range: 10.0.5.0/28, gateway: 10.0.0.1";

    assertTrue(
        refusal("ipam: { config: [{ " + range + " }] }", 16).startsWith("container full-last-1: "));
  }

  @Test
  void sixty_five_thousand_containers_are_too_many_for_a_subnet_of_16_bits() {
    String refusal = refusal("driver: ipvlan, ipam: { config: [{ subnet: 10.0.0.0/16 }] }", 65_535);

    assertTrue(refusal.contains("no available IPv4 addresses"), refusal);
  }

  @Test
  void a_bridge_is_full_before_its_subnet_and_both_are_told() {
    String refusal = refusal("ipam: { config: [{ subnet: 10.0.0.0/16 }] }", 65_535);

    assertTrue(refusal.startsWith("container full-many-1024: failed to set up"), refusal);
    assertTrue(refusal.contains("exchange full"), refusal);
    assertTrue(refusal.contains("no available IPv4 addresses"), refusal);
  }
}
