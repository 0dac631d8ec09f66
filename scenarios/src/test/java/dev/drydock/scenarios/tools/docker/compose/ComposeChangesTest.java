package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What random sessions of compose 2.40.3 with Docker 28.5.2 and 20.10.24 showed.
class ComposeChangesTest {
  private static final String SERVICE =
      "services: { app: { image: busybox, command: sleep 1000, stop_grace_period: 0s, ";

  @AutoClose private final ShopFolder shop = ShopFolder.ofEngine("20.10");

  @Test
  void a_network_that_has_changed_is_made_anew_under_its_containers() {
    shop.file(SERVICE + "networks: [front] } }\\nnetworks: { front: {} }");
    shop.compose("up -d");
    String before = shop.type("docker network inspect -f '{{.Id}}' shop_front");

    shop.file(SERVICE + "networks: [front] } }\\nnetworks: { front: { labels: { v: \"2\" } } }");

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
        shop.compose("up -d"));
    assertTrue(!before.equals(shop.type("docker network inspect -f '{{.Id}}' shop_front")));
    assertEquals("shop_front\n", shop.type("docker ps --filter name=app --format '{{.Networks}}'"));
  }

  @Test
  void a_paused_container_cannot_be_brought_up() {
    shop.file(SERVICE + "} }");
    shop.compose("up -d");
    shop.compose("pause");

    assertEquals(
        """
         Container shop-app-1  Restart
        Error response from daemon: cannot start a paused container, try unpause instead
        """,
        shop.compose("up -d"));
    assertEquals(1, shop.status());
  }

  @Test
  void ports_of_ipv6_are_bracketed_whatever_the_engine_is() {
    shop.file(SERVICE + "ports: [\"8001:80\"] } }");
    shop.compose("up -d");

    assertEquals(
        "0.0.0.0:8001->80/tcp, [::]:8001->80/tcp\n", shop.compose("ps --format '{{.Ports}}'"));
    assertEquals(
        "0.0.0.0:8001->80/tcp, :::8001->80/tcp\n", shop.type("docker ps --format '{{.Ports}}'"));
  }

  @Test
  void warnings_of_the_engine_are_events() {
    shop.file(SERVICE + "network_mode: host, ports: [\"8001:80\"] } }");

    assertTrue(
        shop.compose("up -d")
            .contains(" app Published ports are discarded when using host network mode \n"));
  }

  @Test
  void nothing_to_kill_is_no_error_and_nothing_to_take_down_a_warning() {
    shop.with("docker network create outer");
    shop.file(SERVICE + "networks: [out] } }\\nnetworks: { out: { external: true, name: outer } }");

    assertEquals("no container to kill\n", shop.compose("kill app"));
    assertEquals(0, shop.status());
    assertTrue(shop.compose("down").contains("No resource found to remove for project"));
  }

  @Test
  void networks_of_compose_have_no_options_of_ipam() {
    shop.file(SERVICE + "networks: [front] } }\\nnetworks: { front: {} }");
    shop.compose("up -d");
    shop.with("docker network create own");
    String options = "docker network inspect -f '{{json .IPAM.Options}} {{json .Options}}' ";

    assertEquals("null {}\n", shop.type(options + "shop_front"));
    assertEquals("{} {}\n", shop.type(options + "own"));
  }
}
