package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What compose files as people write them showed with compose 2.40.3 and Docker 28.5.2.
class ComposeRealFilesTest {
  private static final String BOX = "{ image: busybox, command: sleep 1000, stop_grace_period: 0s";
  private static final String HEALTHY =
      "{ image: web, stop_grace_period: 0s, healthcheck: { test: wget -q -O - http://127.0.0.1/,"
          + " interval: 1s } }";

  @AutoClose private final ShopFolder shop = ShopFolder.ofEngine("28.5.2");

  @Test
  void up_without_dependencies_waits_for_none_that_is_not_named() {
    shop.file(
        "services: { db: %s, app: %s, depends_on: { db: { condition: service_healthy } } } }"
            .formatted(HEALTHY, BOX));
    shop.compose("up -d");
    shop.with("docker stop -t 0 shop-app-1");

    assertEquals(
        " Container shop-app-1  Starting\n Container shop-app-1  Started\n",
        shop.compose("up -d --no-deps app"));
    assertTrue(shop.compose("up -d").contains(" Container shop-db-1  Healthy\n"));
  }

  @Test
  void who_restarts_with_a_service_waits_for_it_first() {
    shop.file(
        "services: { db: %s, app: %s, depends_on: { db: { condition: service_healthy, restart: true"
                .formatted(HEALTHY, BOX)
            + " } } } }");
    shop.compose("up -d");

    assertEquals(
        """
         Container shop-db-1  Restarting
         Container shop-db-1  Started
         Container shop-db-1  Waiting
         Container shop-db-1  Healthy
         Container shop-app-1  Restarting
         Container shop-app-1  Started
        """,
        shop.compose("restart db"));
  }

  @Test
  void whoever_names_a_container_is_left_alone_when_that_is_made_anew() {
    shop.file(
        "services: { vpn: "
            + BOX
            + ", container_name: tun }, side: "
            + BOX
            + ", network_mode: \"container:tun\" } }");
    shop.compose("up -d vpn");
    shop.compose("up -d");
    shop.compose("up -d --force-recreate vpn");

    assertTrue(shop.compose("up -d").contains(" Container shop-side-1  Running\n"));
  }

  @Test
  void published_ports_are_structs_in_templates() {
    shop.file("services: { app: " + BOX + ", ports: [\"127.0.0.1:8001:80\"] } }");
    shop.compose("up -d");

    assertEquals("[{127.0.0.1 80 8001 tcp}]\n", shop.compose("ps --format '{{.Publishers}}'"));
    assertEquals(
        "[{\"URL\":\"127.0.0.1\",\"TargetPort\":80,\"PublishedPort\":8001,\"Protocol\":\"tcp\"}]\n",
        shop.compose("ps --format '{{json .Publishers}}'"));
    assertTrue(!shop.compose("ps --format json").contains("Platform"));
  }

  @Test
  void ps_leaves_out_what_is_no_active_service_when_it_is_asked_to() {
    shop.file("services: { app: " + BOX + " }, tool: " + BOX + ", profiles: [x] } }");
    shop.compose("--profile x up -d");

    assertEquals("shop-app-1\n", shop.compose("ps --orphans=false --format '{{.Name}}'"));
    assertEquals("shop-app-1\nshop-tool-1\n", shop.compose("ps --format '{{.Name}}'"));
  }

  @Test
  void a_container_run_in_the_background_is_told_by_its_identifier() {
    shop.file("services: { app: " + BOX + " } }");

    String last = shop.compose("run -d --name once app").strip().replaceFirst("(?s).*\n", "");

    assertEquals(shop.type("docker inspect -f '{{.Id}}' once").strip(), last);
  }

  @Test
  void exec_begins_in_the_folder_it_is_told() {
    shop.file("services: { app: " + BOX + " } }");
    shop.compose("up -d");

    assertEquals("/tmp\n", shop.compose("exec -T -w /tmp app pwd"));
  }

  @Test
  void the_newest_is_removed_first() {
    shop.file("services: { a: " + BOX + " }, b: " + BOX + " }, c: " + BOX + " } }");
    shop.compose("up -d");

    assertTrue(shop.compose("rm -fs").contains("Going to remove shop-c-1, shop-b-1, shop-a-1\n"));
  }

  @Test
  void what_is_wrong_is_told_with_the_file_or_line_that_compose_tells() {
    shop.file("version: \"3\"\\nservices: { app: { extends: { file: no.yaml, service: x } } }");
    assertTrue(
        shop.compose("config --services")
            .endsWith("open /root/shop/no.yaml: no such file or directory\n"));
    shop.file("version: \"3\"\\nservices: { app: { image: web } }");
    assertTrue(
        shop.compose("config --services").contains("msg=\"/root/shop/compose.yaml: the attribute"));
    shop.file("services:\\n  app: [");
    assertTrue(shop.compose("ps").startsWith("yaml: line "));
    shop.file("services: { app: { image: web, ports: [\"99999:80\"] } }");
    assertEquals("Invalid hostPort: 99999\n", shop.compose("up -d"));
    shop.file("services: {}");
    assertEquals("no service selected\n", shop.compose("up -d"));
    assertEquals(1, shop.status());
  }
}
