package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.tools.TypedLab;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `daemon.json` as users change it: written, then read when the daemon starts again.
class DaemonRestartTest {
  private final LiveLab lab = newLab();
  private int status;

  private static LiveLab newLab() {
    var file = "x-drydock:\n  machines:\n    host: { docker: { icc: false } }\n";
    var plan =
        ScenarioReader.read(
                new ReadRequest(
                    List.of(Path.of("-")),
                    Path.of("").toAbsolutePath(),
                    Map.of(),
                    "demo",
                    List.of(),
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
            .plan();
    if (plan == null) {
      throw new AssertionError("the plan has errors");
    }
    return new LiveLab(plan);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String type(String... lines) {
    var text = new StringBuilder();
    for (String line : lines) {
      status = lab.run(Prompt.parse(line), (part, error) -> text.append(part));
    }
    return text.toString();
  }

  private void configure(String json) {
    type("echo '" + json + "' > /etc/docker/daemon.json");
  }

  @Test
  void what_the_lab_says_of_the_daemon_stands_in_its_file() {
    assertEquals("{\n  \"icc\": false\n}\n", type("cat /etc/docker/daemon.json"));
  }

  @Test
  void a_restart_reads_the_file_anew() {
    assertTrue(type("iptables -S").contains("-A DOCKER-FORWARD -i docker0 -o docker0 -j DROP"));
    configure("{ \"bip\": \"10.77.0.1/24\", \"dns\": [\"203.0.113.9\"], \"mtu\": 1400 }");
    assertEquals("", type("systemctl restart docker"));
    assertTrue(type("ip -4 addr show docker0").contains("inet 10.77.0.1/24"));
    assertFalse(type("iptables -S").contains("-A DOCKER-FORWARD -i docker0 -o docker0 -j DROP"));
    type("docker run -d --name one busybox top");
    assertTrue(type("docker exec one cat /etc/resolv.conf").contains("nameserver 203.0.113.9"));
    assertTrue(type("docker exec one ip link show eth0").contains("mtu 1400"));
  }

  @Test
  void networks_stay_and_new_ones_come_from_the_new_pools() {
    type("docker network create old");
    configure("{ \"default-address-pools\": [{ \"base\": \"10.50.0.0/16\", \"size\": 26 }] }");
    type("systemctl restart docker", "docker network create new");
    var subnet = "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}}{{end}}' ";
    assertEquals("172.18.0.0/16\n", type(subnet + "old"));
    assertTrue(type(subnet + "new").startsWith("10.50.0."));
    assertTrue(type("iptables -t nat -S POSTROUTING").contains("-s 172.18.0.0/16"));
  }

  @Test
  void without_docker_proxy_ports_are_held_by_the_daemon_from_the_restart_on() {
    type("docker run -d --name web --restart always -p 8080:80 nginx");
    assertTrue(type("ss -ltnp").contains("docker-proxy"));
    configure("{ \"userland-proxy\": false }");
    type("systemctl restart docker");
    assertFalse(type("ss -ltnp").contains("docker-proxy"));
    assertTrue(type("ss -ltnp").contains("dockerd"), type("ss -ltnp"));
  }

  @Test
  void a_wrong_file_keeps_the_daemon_from_starting_and_it_says_why() {
    configure("{ \"icc\": fals }");
    var why =
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid"
            + " character ' ' in literal false (expecting 'e')";
    assertTrue(type("systemctl restart docker").startsWith("Job for docker.service failed"));
    assertEquals(1, status);
    assertTrue(type("docker ps").contains("Cannot connect to the Docker daemon"));
    assertTrue(type("journalctl -xeu docker.service").contains(why));
    assertEquals(why + "\n", type("dockerd --validate"));
    configure("{ \"icc\": false }");
    assertEquals("configuration OK\n", type("dockerd --validate"));
    assertEquals("", type("systemctl start docker"));
    assertEquals("active\n", type("systemctl is-active docker"));
  }

  @Test
  void a_reload_takes_live_restore_and_nothing_else() {
    type("docker run -d --name one busybox top");
    configure("{ \"live-restore\": true, \"bip\": \"10.77.0.1/24\" }");
    assertEquals("", type("systemctl reload docker"));
    assertTrue(type("ip -4 addr show docker0").contains("172.17.0.1/16"));
    configure("{ \"live-restore\": true, \"icc\": false }");
    type("systemctl stop docker", "systemctl start docker");
    assertEquals("one\n", type("docker ps --format '{{.Names}}'"));
  }

  @Test
  void sighup_is_a_reload_that_the_journal_tells_of() {
    configure("{ \"debug\": true, \"labels\": [\"rack=7\"], \"mtu\": 1400 }");
    var pid = type("pidof dockerd");
    assertEquals("", type("kill -HUP $(pidof dockerd)"));
    assertEquals("true [rack=7]\n", type("docker info -f '{{.Debug}} {{.Labels}}'"));
    var journal = type("journalctl -u docker");
    assertTrue(journal.contains("Got signal to reload configuration, reloading from: /etc"));
    assertTrue(journal.contains("Reloaded configuration: {"), journal);
    assertFalse(journal.contains("1400"), journal);
    assertEquals(pid, type("pidof dockerd"));
    configure("{}");
    type("systemctl reload docker");
    assertEquals("true\n", type("docker info -f '{{.Debug}}'"), "what is not named stays");
    configure("{");
    type("systemctl reload docker");
    assertTrue(type("journalctl -u docker | tail -1").contains("level=error msg=\"unable to con"));
  }

  @Test
  void a_daemon_that_is_killed_is_started_again_after_two_seconds() {
    type("docker run -d --name web -p 8080:80 nginx");
    var pid = type("pidof dockerd");
    type("kill -9 $(pidof dockerd)");
    assertTrue(type("docker ps").contains("Cannot connect to the Docker daemon"));
    assertTrue(type("curl -s http://localhost:8080/").contains("nginx"), "the container goes on");
    type("sleep 3");
    assertEquals("web exited\n", type("docker ps -a --format '{{.Names}} {{.State}}'"));
    assertFalse(type("pidof dockerd").equals(pid));
  }

  @Test
  void under_containers_that_live_on_the_default_network_stays_as_it_is() {
    configure("{ \"live-restore\": true, \"bip\": \"10.77.0.1/24\" }");
    type("systemctl reload docker", "docker run -d --name one busybox top");
    type("systemctl restart docker");
    assertTrue(type("ip -4 addr show docker0").contains("172.17.0.1/16"));
    assertEquals("one\n", type("docker rm -f one"));
    assertEquals(0, status);
    type("systemctl restart docker");
    assertTrue(type("ip -4 addr show docker0").contains("10.77.0.1/24"));
  }

  /// Recorded with Docker 20.10.24: its own chains are made anew, the users' chain stays where and
  /// as it is, for no network is made.
  @Test
  void ports_of_containers_that_live_on_are_published_anew() {
    try (TypedLab old = TypedLab.start("{ live-restore: true }")) {
      old.type("docker run -d --name web -p 8080:80 web");
      old.type("iptables -F DOCKER-USER");
      old.type("systemctl restart docker");

      assertEquals("<html>hello</html>\n", old.type("pc$ curl -s http://192.168.1.41:8080/"));
      String nat = old.type("iptables -t nat -S DOCKER");
      assertTrue(nat.endsWith("--dport 8080 -j DNAT --to-destination 172.17.0.2:80\n"), nat);
      assertEquals("-N DOCKER-USER\n", old.type("iptables -S DOCKER-USER"));
      String expected =
          """
          -P FORWARD DROP
          -A FORWARD -j DOCKER-ISOLATION-STAGE-1
          -A FORWARD -j DOCKER-USER
          """;
      assertTrue(old.type("iptables -S FORWARD").startsWith(expected));
      old.type("docker rm -f web");
      assertEquals("-N DOCKER\n", old.type("iptables -S DOCKER"));
    }
  }
}
