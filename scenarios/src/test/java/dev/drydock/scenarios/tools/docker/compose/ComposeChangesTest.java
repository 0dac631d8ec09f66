package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What random sessions of compose 2.40.3 with Docker 28.5.2 and 20.10.24 showed.
class ComposeChangesTest {
  private static final String SERVICE =
      "services: { app: { image: busybox, command: sleep 1000, stop_grace_period: 0s, ";

  @AutoClose private final TypedLab lab = TypedLab.ofEngine("20.10");

  private void file(String text) {
    lab.with("mkdir -p /root/shop", "printf '" + text + "\\n' > /root/shop/compose.yaml");
  }

  private String compose(String words) {
    return lab.type("docker compose -f /root/shop/compose.yaml " + words);
  }

  @Test
  void a_network_that_has_changed_is_made_anew_under_its_containers() {
    file(SERVICE + "networks: [front] } }\\nnetworks: { front: {} }");
    compose("up -d");
    String before = lab.type("docker network inspect -f '{{.Id}}' shop_front");

    file(SERVICE + "networks: [front] } }\\nnetworks: { front: { labels: { v: \"2\" } } }");

    assertEquals(
        """
         Container shop-app-1  Stopping
         Container shop-app-1  Stopped
         Network shop_front  Removed
         Network shop_front  Creating
         Network shop_front  Created
         Container shop-app-1  Starting
         Container shop-app-1  Started
        """,
        compose("up -d"));
    assertTrue(!before.equals(lab.type("docker network inspect -f '{{.Id}}' shop_front")));
    assertEquals("shop_front\n", lab.type("docker ps --filter name=app --format '{{.Networks}}'"));
  }

  @Test
  void a_paused_container_cannot_be_brought_up() {
    file(SERVICE + "} }");
    compose("up -d");
    compose("pause");

    assertEquals(
        """
         Container shop-app-1  Restart
        Error response from daemon: cannot start a paused container, try unpause instead
        """,
        compose("up -d"));
    assertEquals(1, lab.status());
  }

  @Test
  void ports_of_ipv6_are_bracketed_whatever_the_engine_is() {
    file(SERVICE + "ports: [\"8001:80\"] } }");
    compose("up -d");

    assertEquals("0.0.0.0:8001->80/tcp, [::]:8001->80/tcp\n", compose("ps --format '{{.Ports}}'"));
    assertEquals(
        "0.0.0.0:8001->80/tcp, :::8001->80/tcp\n", lab.type("docker ps --format '{{.Ports}}'"));
  }

  @Test
  void warnings_of_the_engine_are_events() {
    file(SERVICE + "network_mode: host, ports: [\"8001:80\"] } }");

    assertTrue(
        compose("up -d")
            .contains(" app Published ports are discarded when using host network mode \n"));
  }

  @Test
  void nothing_to_kill_is_no_error_and_nothing_to_take_down_a_warning() {
    lab.with("docker network create outer");
    file(SERVICE + "networks: [out] } }\\nnetworks: { out: { external: true, name: outer } }");

    assertEquals("no container to kill\n", compose("kill app"));
    assertEquals(0, lab.status());
    assertTrue(compose("down").contains("No resource found to remove for project"));
  }

  @Test
  void networks_of_compose_have_no_options_of_ipam() {
    file(SERVICE + "networks: [front] } }\\nnetworks: { front: {} }");
    compose("up -d");
    lab.with("docker network create own");
    String options = "docker network inspect -f '{{json .IPAM.Options}} {{json .Options}}' ";

    assertEquals("null {}\n", lab.type(options + "shop_front"));
    assertEquals("{} {}\n", lab.type(options + "own"));
  }
}
