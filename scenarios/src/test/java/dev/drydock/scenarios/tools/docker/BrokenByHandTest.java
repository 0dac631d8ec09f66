package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What becomes of containers when somebody changes files, rules and devices of the host behind the
/// engine's back; recorded with Docker Engine 20.10.24.
class BrokenByHandTest {
  @Test
  void a_container_keeps_the_name_servers_it_was_started_with() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create na",
          "docker run -d --name old --network na busybox sleep 1000",
          "sh -c 'printf \"nameserver 9.9.9.9\\nsearch lab.test\\n\" > /etc/resolv.conf'",
          "docker run -d --name new --network na busybox sleep 1000");

      assertTrue(!lab.type("docker exec old cat /etc/resolv.conf").contains("lab.test"));
      assertTrue(lab.type("docker exec new cat /etc/resolv.conf").contains("search lab.test\n"));
    }
  }

  /// libnetwork `FilterResolvDNS`.
  @Test
  void public_name_servers_stand_behind_what_is_left() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "sh -c 'printf \"# mine\\nnameserver 127.0.0.1\\nsearch lab.test\\n\" >"
              + " /etc/resolv.conf'");

      assertEquals(
          "# mine\nsearch lab.test\n\nnameserver 8.8.8.8\nnameserver 8.8.4.4",
          lab.type("docker run --rm busybox cat /etc/resolv.conf").stripTrailing());
    }
  }

  @Test
  void a_missing_chain_is_told_in_the_engines_words() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("iptables -t nat -F", "iptables -t nat -X DOCKER");
      String missing = ": iptables: No chain/target/match by that name.";

      String said = lab.type("docker run -d --name web -p 8080:80 web");
      assertTrue(
          said.contains(
              "iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 8080 -j DNAT"
                  + " --to-destination 172.17.0.2:80 ! -i docker0"
                  + missing),
          said);
      said = lab.type("docker network create na");
      assertTrue(
          said.contains("Failed to Setup IP tables: Unable to enable SKIP DNAT rule: "), said);
      assertTrue(said.contains(missing), said);
    }
  }

  @Test
  void a_network_whose_bridge_is_gone_takes_nobody() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create -o com.docker.network.bridge.name=pit0 pit",
          "docker run -d --name ash --network pit busybox sleep 1000",
          "ip link del pit0");
      String missing =
          " to bridge pit0 failed: could not find bridge pit0: route ip+net: no such network"
              + " interface";

      String said = lab.type("docker run -d --name coal --network pit busybox sleep 1000");
      assertTrue(said.contains("failed to create endpoint coal on network pit: "), said);
      assertTrue(said.contains(missing), said);
      assertTrue(lab.type("docker restart -t 0 ash").contains(missing));
      lab.with("docker rm -f ash coal", "docker network rm pit");
    }
  }
}
