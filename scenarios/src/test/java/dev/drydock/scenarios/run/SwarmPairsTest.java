package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A swarm of twelve hosts with eight containers each on one overlay network.
class SwarmPairsTest {
  private static final int HOSTS = 12;
  private static final int EACH = 8;

  @TempDir Path folder;

  private static String file() {
    StringBuilder text = new StringBuilder("name: pairs\nservices:\n");
    for (int i = 0; i < HOSTS * EACH; i++) {
      text.append(
          "  c%d: { image: busybox, container_name: c%d, networks: [ov], x-drydock: { machine: "
              .formatted(i, i));
      text.append("h%d } }\n".formatted(i % HOSTS));
    }
    text.append("networks:\n  ov: { name: ov, driver: overlay, attachable: true }\n");
    text.append("x-drydock:\n  swarm: true\n  machines:\n");
    for (int i = 0; i < HOSTS; i++) {
      text.append(
          "    h%d: { docker: {}, nics: { eth0: { link: lan, address: 10.200.0.%d/24 } } }\n"
              .formatted(i, i + 1));
    }
    text.append("  links: { lan: {} }\n  steps:\n");
    text.append("    - run: sleep 35\n"); // gossip, and one exchange of all with each node
    for (int from = 0; from < HOSTS * EACH; from++) {
      int place = from / HOSTS;
      for (int host = 0; host < HOSTS; host++) {
        int to = ((place + from + host) % EACH * HOSTS) + host;
        text.append(
            "    - run: ssh h%d docker exec c%d ping -c 1 -W 1 c%d\n      expect: { exit: 0 }\n"
                .formatted(from % HOSTS, from, to));
      }
    }
    return text.toString();
  }

  @Test
  @Tag("S130")
  void every_container_pings_one_on_each_host_by_name() throws Exception {
    RunReport report = Played.run(Played.plan(file()), folder);

    assertEquals(
        List.of(), report.steps().stream().flatMap(step -> step.problems().stream()).toList());
  }
}
