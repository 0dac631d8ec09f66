package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What compose tells the engine of a container that has no effect on its network. Words are those
/// of a session of compose 2.40.3 with 28.5.2.
class ComposeToldTest {
  private final TypedLab lab = TypedLab.ofEngine("28.5");

  private void file(String service) {
    lab.with("mkdir -p /tmp/shop");
    String text = "services:\\n  a:\\n    image: web\\n    " + service.replace("\n", "\\n    ");
    lab.with("printf '" + text + "\\n' > /tmp/shop/compose.yaml");
  }

  private String inspect(String field) {
    return lab.type("docker inspect -f '{{json " + field + "}}' shop-a-1");
  }

  @Test
  void exposed_ports_are_told_as_the_file_has_them() {
    file("expose: [9000, \"9001/udp\", \"9002-9003\", \"9005/tcp\"]\nports: [\"8080:80\"]");
    assertTrue(
        lab.type("docker compose -f /tmp/shop/compose.yaml config")
            .contains(
                """
                    expose:
                      - "9000"
                      - 9001/udp
                      - 9002-9003
                      - 9005/tcp
                """));
    lab.with("docker compose -f /tmp/shop/compose.yaml up -d");
    assertEquals(
        "{\"80/tcp\":{},\"9000\":{},\"9001/udp\":{},\"9002-9003\":{},\"9005/tcp\":{}}\n",
        inspect(".Config.ExposedPorts"));
  }

  @Test
  void users_and_folders_are_told_and_commands_have_them() {
    file("user: \"1000\"\nworking_dir: /srv/app");
    String config = lab.type("docker compose -f /tmp/shop/compose.yaml config");
    assertTrue(config.contains("    user: \"1000\"\n    working_dir: /srv/app\n"), config);
    lab.with("docker compose -f /tmp/shop/compose.yaml up -d");
    assertEquals("\"1000\"\n", inspect(".Config.User"));
    assertEquals("\"/srv/app\"\n", inspect(".Config.WorkingDir"));
    String exec = "docker compose -f /tmp/shop/compose.yaml exec -T ";
    assertEquals("1000\n/srv/app\n", lab.type(exec + "a sh -c 'id -u; pwd'"));
    assertEquals("0\n", lab.type(exec + "-u root a id -u"));
  }

  @Test
  void rights_and_the_image_are_told() {
    file("cap_add: [net_admin]\nread_only: true\nsecurity_opt: [\"no-new-privileges:true\"]");
    String config = lab.type("docker compose -f /tmp/shop/compose.yaml config");
    assertTrue(
        config.contains("    read_only: true\n    security_opt:\n      - no-new-pri"), config);
    lab.with("docker compose -f /tmp/shop/compose.yaml up -d");
    assertEquals("[\"CAP_NET_ADMIN\"]\n", inspect(".HostConfig.CapAdd"));
    assertEquals("[\"no-new-privileges:true\"]\n", inspect(".HostConfig.SecurityOpt"));
    assertEquals("true\n", inspect(".HostConfig.ReadonlyRootfs"));
    assertEquals(
        inspect(".Image"),
        lab.type(
            "docker inspect -f '\"{{index .Config.Labels \"com.docker.compose.image\"}}\"'"
                + " shop-a-1"));
  }

  @Test
  void what_the_engine_refuses_is_no_hindrance_to_taking_the_project_down() {
    file("networks: { n: { ipv4_address: 10.1.3.3 } }");
    lab.with(
        "printf 'networks:\\n  n: { ipam: { config: [ { subnet: 10.1.2.0/24 } ] } }\\n' >>"
            + " /tmp/shop/compose.yaml");
    String refusal =
        "Error response from daemon: invalid config for network shop_n: invalid endpoint"
            + " settings:\n"
            + "no configured subnet or ip-range contain the IP address 10.1.3.3\n";
    assertEquals(
        " Network shop_n  Creating\n Network shop_n  Created\n Container shop-a-1  Creating\n"
            + " Container shop-a-1  "
            + refusal
            + refusal,
        lab.type("docker compose -f /tmp/shop/compose.yaml up -d"));
    assertEquals(1, lab.status());
    assertEquals(
        " Network shop_n  Removing\n Network shop_n  Removed\n",
        lab.type("docker compose -f /tmp/shop/compose.yaml down"));
    assertEquals(0, lab.status());
  }

  @Test
  void an_address_that_is_none_is_no_hindrance_either() {
    file("mac_address: nonsense");
    lab.with("docker compose -f /tmp/shop/compose.yaml down");
    assertTrue(
        lab.type("docker compose -f /tmp/shop/compose.yaml up -d").contains("not a MAC address"));
    assertEquals(1, lab.status());
  }

  @Test
  void a_setting_that_runc_refuses_ends_up() {
    file("sysctls: { net.core.rmem_max: 1 }");
    String said = lab.type("docker compose -f /tmp/shop/compose.yaml up -d");
    assertEquals(1, lab.status());
    assertTrue(said.contains("open /proc/sys/net/core/rmem_max: permission denied"), said);
    assertTrue(lab.type("docker compose -f /tmp/shop/compose.yaml ps -a").contains("Created"));
  }
}
