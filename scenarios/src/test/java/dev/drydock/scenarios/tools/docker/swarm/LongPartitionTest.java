package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Nodes that are cut off for long, and one of several (libnetwork `networkdb/cluster.go`,
/// hashicorp/memberlist `suspicion.go`).
class LongPartitionTest {
  private static final long STEP_NANOS = 100_000_000L;
  private static final long HOUR_NANOS = 3600 * Nanos.SECOND;
  private static final int HOSTS = 5;

  /// The peers a host has in the tunnel of a network.
  private static boolean knows(TypedLab lab, String machine, String other) {
    String id = lab.type(machine + "$ docker network inspect -f '{{.Id}}' ov").substring(0, 10);
    return lab.type(machine + "$ nsenter --net=/var/run/docker/netns/1-" + id + " bridge fdb show")
        .contains("dst " + other);
  }

  private static long packets(TypedLab lab, String rule) {
    Matcher count =
        Pattern.compile(" +(\\d+) +\\d+ .*" + rule).matcher(lab.type("b$ iptables -nvxL OUTPUT"));
    assertTrue(count.find());
    return Long.parseLong(count.group(1));
  }

  @Test
  void a_node_is_tried_for_a_day_and_then_only_by_the_one_that_had_joined_it() {
    try (TypedLab lab = SwarmOfTwo.start()) {
      SwarmOfTwo.attachTwo(lab);
      lab.with(
          "a$ iptables -I INPUT -s 10.9.0.2 -j DROP",
          "a$ iptables -I OUTPUT -d 10.9.0.2 -j DROP",
          "b$ iptables -I OUTPUT -d 10.9.0.1 -p tcp --dport 7946");
      lab.pass(60 * Nanos.SECOND);
      long before = packets(lab, "dpt:7946");
      lab.pass(60 * Nanos.SECOND);
      long inAMinute = packets(lab, "dpt:7946") - before;
      assertTrue(inAMinute > 20, "tries one after the other, 10 s each: " + inAMinute);

      lab.pass(26 * HOUR_NANOS);

      before = packets(lab, "dpt:7946");
      lab.pass(60 * Nanos.SECOND);
      inAMinute = packets(lab, "dpt:7946") - before;
      assertTrue(inAMinute > 0 && inAMinute < 15, "one minute: " + inAMinute);
      lab.with(
          "a$ iptables -D INPUT -s 10.9.0.2 -j DROP", "a$ iptables -D OUTPUT -d 10.9.0.2 -j DROP");
      lab.pass(75 * Nanos.SECOND);
      lab.with("a$ docker start one", "b$ docker start two"); // their commands ended long ago
      lab.pass(Nanos.SECOND);
      assertTrue(knows(lab, "a", "10.9.0.2") && knows(lab, "b", "10.9.0.1"));
      assertTrue(lab.type("one@a$ ping -c 1 two").contains(" 0% packet loss"));
    }
  }

  private static String file() {
    StringBuilder text = new StringBuilder("name: five\nservices: {}\nx-drydock:\n  swarm: true\n");
    text.append("  machines:\n");
    for (int i = 1; i <= HOSTS; i++) {
      text.append(
          "    h%d: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.%d/24 } } }\n"
              .formatted(i, i));
    }
    return text.append("  links: { wire: {} }\n").toString();
  }

  @Test
  void of_several_nodes_the_others_agree_on_the_one_that_is_gone() {
    try (TypedLab lab = TypedLab.of(file())) {
      lab.with("h1$ docker network create -d overlay --attachable ov");
      for (int i = 1; i <= HOSTS; i++) {
        lab.with("h%d$ docker run -d --name c%d --network ov busybox sleep 9999".formatted(i, i));
      }
      lab.pass(35 * Nanos.SECOND);
      lab.with("h5$ iptables -I INPUT -i eth0 -j DROP", "h5$ iptables -I OUTPUT -o eth0 -j DROP");
      long start = lab.lab().loop().nowNanos();
      double first = -1;
      double last = -1;
      for (int i = 1; i <= 300 && last < 0; i++) {
        lab.pass(STEP_NANOS);
        int know = 0;
        for (int host = 1; host < HOSTS; host++) {
          know += knows(lab, "h" + host, "10.9.0.5") ? 1 : 0;
        }
        double now = (lab.lab().loop().nowNanos() - start) / (double) Nanos.SECOND;
        first = first < 0 && know < HOSTS - 1 ? now : first;
        last = know == 0 ? now : last;
      }
      // Probed within a few seconds; 4 s from when two others share the suspicion, 24 s without.
      assertTrue(first > 4.9 && first < 20, "first after " + first + " s");
      assertTrue(last - first < 1.5, "gossip of a death: " + (last - first) + " s");
      assertFalse(knows(lab, "h1", "10.9.0.5"));
      assertEquals(
          HOSTS - 2,
          lab.type("h1$ docker network inspect -f '{{range .Peers}}{{.IP}} {{end}}' ov")
                  .split(" ", -1)
                  .length
              - 2);
    }
  }
}
