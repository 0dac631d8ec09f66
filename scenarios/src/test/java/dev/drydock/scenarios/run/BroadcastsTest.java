package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.report.InterfaceReport;
import dev.drydock.scenarios.report.RunReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a flat network costs each of its members: the report counts the broadcasts it hears.
class BroadcastsTest {
  @TempDir private Path folder;

  private RunReport play(String driver, String options) throws RunException {
    return Played.run(
        Played.home(
            """
            steps:
              - run: docker network create -d DRIVER --subnet SUBNET net
              - run: docker run -d --name one --network net busybox sleep 1000000
              - run: docker run -d --name two --network net busybox sleep 1000000
              - run: docker exec one ping -c 1 two
              - run: docker exec one ping -c 1 -W 1 TARGET
              - run: docker exec two ping -c 1 -W 1 TARGET
            """
                .replace("DRIVER", driver)
                .replace("SUBNET", options)
                .replace("TARGET", options.replaceAll("0/24.*", "99"))),
        folder);
  }

  private static long heard(RunReport report, String name) {
    return report.interfaces().stream()
        .filter(each -> each.name().equals(name))
        .mapToLong(InterfaceReport::broadcasts)
        .sum();
  }

  @Test
  @Tag("S140")
  void on_a_flat_network_every_machine_hears_the_broadcasts_of_all_containers()
      throws RunException {
    RunReport flat = play("macvlan", "192.168.0.0/24 --ip-range 192.168.0.128/25 -o parent=eth0");
    RunReport bridged = play("bridge", "172.30.0.0/24");
    assertTrue(heard(flat, "pc/eth0") >= 3, flat.interfaces().toString());
    assertTrue(heard(flat, "host/two:eth0") >= 2, flat.interfaces().toString());
    assertEquals(0, heard(bridged, "pc/eth0"));
    assertTrue(heard(bridged, "host/two:eth0") >= 2, bridged.interfaces().toString());
  }
}
