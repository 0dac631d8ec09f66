package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules that engines write, against recordings.
class EngineRulesTest {
  private static final String NAME = "-o com.docker.network.bridge.name=";

  private final DockerHost classic = DockerHost.of("20.10", false);

  private static String recordedState(String name) {
    return DockerHost.recorded(name + ".txt");
  }

  @Test
  @Tag("S011")
  void classic_rules_of_docker0_with_published_ports_are_as_recorded() {
    classic.set(
        "docker run -dt --name one busybox",
        "docker run -dt --name two busybox",
        "docker run -dt --name web -p 80:80 busybox",
        "docker run -dt --name web2 -p 8080:80 busybox");

    assertEquals(recordedState("default-bridge.state-running"), classic.saved());
  }

  @Test
  void classic_rules_without_docker_proxy_are_as_recorded() {
    classic.fresh("--userland-proxy=false");
    classic.set(
        "docker run -dt --name one busybox", "docker run -dt --name web -p 8080:80 busybox");

    assertEquals(recordedState("userland-proxy-false.state-running"), classic.saved());
  }

  @Test
  void classic_rules_of_a_network_without_icc_are_as_recorded() {
    classic.set(
        "docker network create -o com.docker.network.bridge.enable_icc=false "
            + NAME
            + "br-334a163e35ea noicc");

    assertEquals(recordedState("icc-internal-ipam.state-icc-false"), classic.saved());
  }

  @Test
  void classic_rules_of_an_internal_network_are_as_recorded() {
    classic.set(
        "docker network create --internal --subnet 172.19.0.0/16 " + NAME + "br-cb595b957555 inner",
        "docker run -dt --network inner -p 9000:80 busybox");

    assertEquals(recordedState("icc-internal-ipam.state-internal"), classic.saved());
  }

  @Test
  void classic_rules_of_a_published_port_on_a_user_network_are_as_recorded() {
    classic.set(
        "docker network create --subnet 172.18.0.0/16 " + NAME + "br-a3598ff8bb2e numbers",
        "docker run -dt --network numbers --ip 172.18.0.5 -p 8081:80 busybox");

    assertEquals(recordedState("user-bridge.state-after"), classic.saved());
  }

  @Test
  void what_a_network_wrote_goes_with_it() {
    for (String version : List.of("20.10", "27", "28.0", "28.2", "29")) {
      DockerHost host = DockerHost.of(version, true);
      String before = host.saved();
      host.set(
          "docker network create --internal inner",
          "docker network create -o com.docker.network.bridge.enable_icc=false shut",
          "docker run -dt --name web --network shut -p 127.0.0.1:53:53/udp -p 80:80 busybox");
      assertTrue(host.saved().contains("DNAT"), version);
      host.set("docker rm -f web", "docker network rm inner shut");

      assertEquals(before, host.saved().replace(RAW, ""), version);
    }
  }

  /// What stays of a table that was used.
  private static final String RAW =
      """
      *raw
      :PREROUTING ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      COMMIT
      """;

  @Test
  void a_restarted_engine_writes_lost_rules_again() {
    for (String version : List.of("20.10", "28.0", "29")) {
      DockerHost host = DockerHost.of(version, false);
      host.set("docker network create numbers");
      int rules = host.saved().split("\n-A ", -1).length;
      host.set("iptables -F", "iptables -t nat -F");
      host.restart();

      assertEquals(rules, host.saved().split("\n-A ", -1).length, version);
    }
  }

  @Test
  void an_engine_without_iptables_writes_nothing() {
    classic.fresh("--iptables=false");
    classic.set("docker run -dt -p 80:80 busybox");

    assertEquals("", classic.saved());
  }

  @TestFactory
  Stream<DynamicTest> modern_rules_are_as_recorded() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String version : List.of("28.0.4", "28.2.2", "29.7.2")) {
      String sessions = DockerHost.recorded("engine-" + version + ".txt");
      for (String session : sessions.split("(?m)^# scenario ", -1)) {
        if (!session.isBlank()) {
          String title = session.substring(0, session.indexOf(':'));
          tests.add(DynamicTest.dynamicTest(title, () -> replay(version, session)));
        }
      }
    }
    assertEquals(24, tests.size());
    return tests.stream();
  }

  /// Types the lines of a session; what iptables says must be what was recorded.
  private static void replay(String version, String session) {
    DockerHost host = DockerHost.of(version, true);
    int compared = 0;
    for (String part : session.split("\n\n", -1)) {
      String line = part.lines().findFirst().orElse("");
      if (line.startsWith("## fresh dh1 dockerd")) {
        String flags = line.substring("## fresh dh1 dockerd".length()).strip();
        host.fresh(flags.isEmpty() ? new String[0] : flags.split(" ", -1));
      } else if (line.startsWith("dh1$ iptables")) {
        String expected = part.substring(line.length()).strip();
        assertEquals(expected, host.type(line).strip(), line);
        compared++;
      } else if (line.startsWith("dh1$")) {
        host.set(line);
      }
    }
    assertTrue(compared >= 2, session);
  }
}
