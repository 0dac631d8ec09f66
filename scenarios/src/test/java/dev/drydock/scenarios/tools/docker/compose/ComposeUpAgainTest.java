package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What `docker compose up` makes of containers that are there (compose 2.40.3,
/// `pkg/compose/convergence.go`; sessions with Docker 28.5.2).
class ComposeUpAgainTest {
  private static final String BOX = "{ image: busybox, command: sleep 1000, stop_grace_period: 0s";

  @AutoClose private final TypedLab lab = TypedLab.ofEngine("28.5.2");

  private void file(String text) {
    lab.with("mkdir -p /root/shop", "printf '" + text + "\\n' > /root/shop/compose.yaml");
  }

  private String compose(String words) {
    return lab.type("docker compose -f /root/shop/compose.yaml " + words);
  }

  @Test
  void a_service_whose_profile_is_not_active_is_no_orphan() {
    file("services: { app: " + BOX + " }, db: " + BOX + ", profiles: [extra] } }");
    compose("--profile extra up -d");

    assertEquals(" Container shop-app-1  Running\n", compose("up -d --remove-orphans"));
    assertEquals("app\ndb\n", compose("ps --services"));
  }

  @Test
  void what_is_no_service_any_more_is_an_orphan_and_told_behind_the_networks() {
    file("services: { old: " + BOX + ", network_mode: none } }");
    compose("up -d");
    file("services: { app: " + BOX + " } }");

    String[] lines = compose("up -d --remove-orphans").split("\n", -1);

    assertEquals(" Network shop_default  Created", lines[1]);
    assertEquals(" Container shop-old-1  Stopping", lines[2]);
  }

  @Test
  void a_container_removed_by_hand_leaves_its_number_free() {
    file("services: { app: " + BOX + ", scale: 2 } }");
    compose("up -d");
    lab.with("docker rm -f shop-app-1");

    compose("up -d");

    assertEquals("shop-app-2\nshop-app-3\n", compose("ps --format '{{.Name}}'"));
    assertEquals(
        "[shop-app-3 app]\n",
        lab.type(
            "docker inspect -f '{{.NetworkSettings.Networks.shop_default.Aliases}}'"
                + " shop-app-3"));
  }

  @Test
  void where_there_are_too_many_those_go_first_that_are_not_as_they_should_be() {
    file("services: { app: " + BOX + " } }");
    compose("up -d");
    file("services: { app: " + BOX + ", environment: { A: b } } }");
    compose("up -d --no-recreate --scale app=2");

    compose("up -d --scale app=1");

    assertEquals("shop-app-2\n", compose("ps --format '{{.Name}}'"));
  }

  @Test
  void whoever_shares_the_namespace_of_a_new_container_is_made_anew() {
    file("services: { app: " + BOX + " }, side: " + BOX + ", network_mode: \"service:app\" } }");
    compose("up -d");
    lab.with("docker rm -f shop-app-1");

    String events = compose("up -d");

    assertTrue(events.contains("Container shop-side-1  Recreated"), events);
    assertEquals(
        lab.type("docker inspect -f 'container:{{.Id}}' shop-app-1"),
        lab.type("docker inspect -f '{{.HostConfig.NetworkMode}}' shop-side-1"));
  }

  @Test
  void a_container_that_was_taken_from_its_network_is_made_anew() {
    file("services: { app: " + BOX + " } }");
    compose("up -d");
    lab.with("docker network disconnect shop_default shop-app-1");

    assertTrue(compose("up -d").contains("Container shop-app-1  Recreated"));
    assertEquals("shop_default\n", lab.type("docker ps --format '{{.Networks}}'"));
  }

  @Test
  void a_replacement_has_a_name_of_its_own_until_the_other_is_gone() {
    file("services: { app: " + BOX + " } }");
    compose("up -d");
    String id = lab.type("docker ps -q").strip();

    compose("up -d --force-recreate");

    assertEquals(
        "create "
            + id
            + "_shop-app-1\nkill shop-app-1\nkill shop-app-1\ndie shop-app-1\n"
            + "stop shop-app-1\ndestroy shop-app-1\nrename shop-app-1\n",
        lab.type(
                "docker events --since 0 --until $(date +%s) --filter type=container"
                    + " --format '{{.Action}} {{.Actor.Attributes.name}}'")
            .replaceFirst("(?s).*?(?=create " + id + ")", ""));
    assertEquals(
        "app-1\n",
        lab.type(
            "docker inspect -f '{{index .Config.Labels \"com.docker.compose.replace\"}}'"
                + " shop-app-1"));
  }

  @Test
  void down_of_a_service_leaves_networks_alone_that_it_does_not_use() {
    file(
        "services: { app: "
            + BOX
            + ", networks: [a] }, db: "
            + BOX
            + ", networks: [b] } }\\n"
            + "networks: { a: {}, b: {} }");
    compose("up -d");
    lab.with("docker rm -f shop-db-1");

    String events = compose("down app");

    assertTrue(events.contains("Network shop_a  Removed"), events);
    assertFalse(events.contains("shop_b"), events);
  }

  @Test
  void a_network_with_settings_comes_with_an_ipam_configuration() {
    file(
        "services: { app: "
            + BOX
            + ", networks: { a: {}, b: null, c: { aliases: [x] } } } }\\n"
            + "networks: { a: {}, b: {}, c: {} }");
    compose("up -d");

    assertEquals(
        "map[shop_a:{}shop_b:nullshop_c:{}]\n",
        lab.type(
            "docker inspect -f 'map[{{range $k, $v := .NetworkSettings.Networks}}{{$k}}:"
                + "{{json $v.IPAMConfig}}{{end}}]' shop-app-1"));
  }
}
