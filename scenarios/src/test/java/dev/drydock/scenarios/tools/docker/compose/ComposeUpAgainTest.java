package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What `docker compose up` makes of containers that are there (compose 2.40.3,
/// `pkg/compose/convergence.go`; sessions with Docker 28.5.2).
class ComposeUpAgainTest {
  private static final String BOX = "{ image: busybox, command: sleep 1000, stop_grace_period: 0s";

  @AutoClose private final ShopFolder shop = ShopFolder.ofEngine("28.5.2");

  @Test
  void a_service_whose_profile_is_not_active_is_no_orphan() {
    shop.file("services: { app: " + BOX + " }, db: " + BOX + ", profiles: [extra] } }");
    shop.compose("--profile extra up -d");

    assertEquals(" Container shop-app-1  Running\n", shop.compose("up -d --remove-orphans"));
    assertEquals("app\ndb\n", shop.compose("ps --services"));
  }

  @Test
  void what_is_no_service_any_more_is_an_orphan_and_told_behind_the_networks() {
    shop.file("services: { old: " + BOX + ", network_mode: none } }");
    shop.compose("up -d");
    shop.file("services: { app: " + BOX + " } }");

    String[] lines = shop.compose("up -d --remove-orphans").split("\n", -1);

    assertEquals(" Network shop_default  Created", lines[1]);
    assertEquals(" Container shop-old-1  Stopping", lines[2]);
  }

  @Test
  void a_container_removed_by_hand_leaves_its_number_free() {
    shop.file("services: { app: " + BOX + ", scale: 2 } }");
    shop.compose("up -d");
    shop.with("docker rm -f shop-app-1");

    shop.compose("up -d");

    assertEquals("shop-app-2\nshop-app-3\n", shop.compose("ps --format '{{.Name}}'"));
    assertEquals(
        "[shop-app-3 app]\n",
        shop.type(
            "docker inspect -f '{{.NetworkSettings.Networks.shop_default.Aliases}}'"
                + " shop-app-3"));
  }

  @Test
  void where_there_are_too_many_those_go_first_that_are_not_as_they_should_be() {
    shop.file("services: { app: " + BOX + " } }");
    shop.compose("up -d");
    shop.file("services: { app: " + BOX + ", environment: { A: b } } }");
    shop.compose("up -d --no-recreate --scale app=2");

    shop.compose("up -d --scale app=1");

    assertEquals("shop-app-2\n", shop.compose("ps --format '{{.Name}}'"));
  }

  /// Compose `pkg/compose/hash.go`: scale and dependencies are left out.
  @Test
  void neither_another_number_nor_other_dependencies_make_a_container_anew() {
    shop.file("services: { db: " + BOX + " }, app: " + BOX + ", scale: 2 } }");
    shop.compose("up -d");
    shop.file("services: { db: " + BOX + " }, app: " + BOX + ", scale: 3, depends_on: [ db ] } }");

    String events = shop.compose("up -d");

    assertTrue(events.contains("Container shop-app-2  Running"), events);
    String hashes =
        shop.type(
            "docker inspect -f '{{index .Config.Labels \"com.docker.compose.config-hash\"}}'"
                + " shop-app-1 shop-app-2 shop-app-3");
    assertEquals(1, hashes.lines().distinct().count(), hashes);
    assertEquals(3, hashes.lines().count());
  }

  @Test
  void whoever_shares_the_namespace_of_a_new_container_is_made_anew() {
    shop.file(
        "services: { app: " + BOX + " }, side: " + BOX + ", network_mode: \"service:app\" } }");
    shop.compose("up -d");
    shop.with("docker rm -f shop-app-1");

    String events = shop.compose("up -d");

    assertTrue(events.contains("Container shop-side-1  Recreated"), events);
    assertEquals(
        shop.type("docker inspect -f 'container:{{.Id}}' shop-app-1"),
        shop.type("docker inspect -f '{{.HostConfig.NetworkMode}}' shop-side-1"));
  }

  @Test
  void a_container_that_was_taken_from_its_network_is_made_anew() {
    shop.file("services: { app: " + BOX + " } }");
    shop.compose("up -d");
    shop.with("docker network disconnect shop_default shop-app-1");

    assertTrue(shop.compose("up -d").contains("Container shop-app-1  Recreated"));
    assertEquals("shop_default\n", shop.type("docker ps --format '{{.Networks}}'"));
  }

  @Test
  void a_replacement_has_a_name_of_its_own_until_the_other_is_gone() {
    shop.file("services: { app: " + BOX + " } }");
    shop.compose("up -d");
    String id = shop.type("docker ps -q").strip();

    shop.compose("up -d --force-recreate");

    assertEquals(
        "create "
            + id
            + "_shop-app-1\nkill shop-app-1\nkill shop-app-1\ndie shop-app-1\n"
            + "stop shop-app-1\ndestroy shop-app-1\nrename shop-app-1\n",
        shop.type(
                "docker events --since 0 --until $(date +%s) --filter type=container"
                    + " --format '{{.Action}} {{.Actor.Attributes.name}}'")
            .replaceFirst("(?s).*?(?=create " + id + ")", ""));
    assertEquals(
        "app-1\n",
        shop.type(
            "docker inspect -f '{{index .Config.Labels \"com.docker.compose.replace\"}}'"
                + " shop-app-1"));
  }

  @Test
  void down_of_a_service_leaves_networks_alone_that_it_does_not_use() {
    shop.file(
        "services: { app: "
            + BOX
            + ", networks: [a] }, db: "
            + BOX
            + ", networks: [b] } }\\n"
            + "networks: { a: {}, b: {} }");
    shop.compose("up -d");
    shop.with("docker rm -f shop-db-1");

    String events = shop.compose("down app");

    assertTrue(events.contains("Network shop_a  Removed"), events);
    assertFalse(events.contains("shop_b"), events);
  }

  @Test
  void a_network_with_settings_comes_with_an_ipam_configuration() {
    shop.file(
        "services: { app: "
            + BOX
            + ", networks: { a: {}, b: null, c: { aliases: [x] } } } }\\n"
            + "networks: { a: {}, b: {}, c: {} }");
    shop.compose("up -d");

    assertEquals(
        "map[shop_a:{}shop_b:nullshop_c:{}]\n",
        shop.type(
            "docker inspect -f 'map[{{range $k, $v := .NetworkSettings.Networks}}{{$k}}:"
                + "{{json $v.IPAMConfig}}{{end}}]' shop-app-1"));
  }

  @Test
  void what_depends_on_a_replaced_container_is_told_to_stop_even_if_it_does_not_run() {
    String side =
        "side: "
            + BOX
            + ", depends_on: { app: { condition: service_started,"
            + " restart: true } } }";
    shop.file("services: { app: " + BOX + " }, " + side + " }");
    shop.compose("up -d");
    shop.compose("stop");
    shop.file("services: { app: " + BOX + ", environment: { A: b } }, " + side + " }");

    assertTrue(shop.compose("up -d").startsWith(" Container shop-side-1  Stopping\n"));
  }

  @Test
  void start_starts_what_a_service_depends_on() {
    shop.file("services: { app: " + BOX + ", depends_on: [db] }, db: " + BOX + " } }");
    shop.compose("create");

    String events = shop.compose("start app");

    assertTrue(events.startsWith(" Container shop-db-1  Starting\n"), events);
    assertEquals("shop-app-1\nshop-db-1\n", shop.compose("ps --format '{{.Name}}'"));
  }

  @Test
  void a_container_that_waits_to_be_started_again_is_listed_and_refuses_commands() {
    shop.file(
        "services: { app: { image: busybox, command: [sh, -c, \"exit 3\"],"
            + " restart: always } }");
    shop.compose("up -d");
    shop.with("sleep 2"); // the fifth delay lasts 1.6 s

    assertEquals("restarting\n", shop.compose("ps --format '{{.State}}'"));
    assertTrue(
        shop.compose("exec -T app true").contains("is restarting, wait until the container"));
  }

  @Test
  void a_run_that_cannot_start_leaves_no_container_behind() {
    shop.file("services: { app: " + BOX + ", ports: [\"8001:80\"] } }");
    shop.compose("up -d");

    assertTrue(shop.compose("run --rm -T --service-ports app true").contains("already allocated"));
    assertEquals("shop-app-1\n", shop.type("docker ps -a --format '{{.Names}}'"));
  }

  @Test
  void the_first_container_stands_for_all_that_are_not_asked_for_their_health() {
    shop.file("services: { app: { image: web, network_mode: host, scale: 2, restart: always } }");

    assertTrue(shop.compose("up -d --wait").contains("Container shop-app-2  Healthy"));
  }

  @Test
  void wait_waits_for_the_end_of_what_others_want_to_have_ended() {
    shop.file(
        "services: { job: { image: busybox, command: \"true\" }, app: "
            + BOX
            + ", depends_on: { job: { condition: service_completed_successfully } } } }");

    String events = shop.compose("up -d --wait");

    assertEquals(0, shop.status());
    assertTrue(
        events.endsWith(" Container shop-job-1  Exited\n Container shop-app-1  Healthy\n"), events);
  }

  @Test
  void a_changed_network_that_no_chosen_service_uses_cannot_be_taken_from_others() {
    String front =
        "services: { app: "
            + BOX
            + ", networks: [front] }, web: "
            + BOX
            + ", network_mode: host, depends_on: [app] } }\\nnetworks: { front: { labels: { v: ";
    shop.file(front + "a } } }");
    shop.compose("up -d");
    shop.file(front + "b } } }");

    assertEquals(
        " Container shop-web-1  Stopping\n"
            + " Container shop-web-1  Stopped\n"
            + "Error response from daemon: container WEB is not connected to the network"
            + " shop_front\n",
        shop.compose("up -d --no-deps web").replaceFirst("[0-9a-f]{64}", "WEB"));
  }

  @Test
  void a_linked_service_has_three_names_on_each_network() {
    shop.file(
        "services: { db: "
            + BOX
            + ", networks: [a, b] }, app: "
            + BOX
            + ", networks: [a, b], links: [\"db:store\"] } }\\nnetworks: { a: {}, b: {} }");
    shop.compose("up -d");

    String links = "[shop-db-1:store shop-db-1:db-1 shop-db-1:shop-db-1]";
    assertEquals(
        links + links + "\n",
        shop.type(
            "docker inspect -f '{{range .NetworkSettings.Networks}}{{.Links}}{{end}}'"
                + " shop-app-1"));
  }
}
