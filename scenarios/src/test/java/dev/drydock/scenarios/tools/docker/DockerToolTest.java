package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Docker 20.10 on the machine `host` of the default surroundings.
class DockerToolTest {
  @AutoClose
  private final TypedLab lab =
      TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"20.10\" }\n");

  private String type(String line) {
    return lab.type(line);
  }

  @Test
  @Tag("S171")
  void a_container_in_the_foreground_ends_with_its_command() {
    assertTrue(type("docker run -i -t --rm busybox hostname").matches("[0-9a-f]{12}\n"));
    assertEquals(0, lab.status());
    assertEquals("", type("docker ps -aq"));
    assertEquals("", type("docker run --name fails busybox false"));
    assertEquals(1, lab.status());
    assertTrue(type("docker ps -a").contains("Exited (1)"));
  }

  @Test
  void a_start_that_fails_in_the_foreground_cancels_the_wait_aloud() {
    String wait = "level=error msg=\"error waiting for container: context canceled\"\n";
    String said = type("docker run --network container:nosuch busybox true");
    assertTrue(said.startsWith("docker: Error response from daemon: No such container: nosuch.\n"));
    assertTrue(said.endsWith(wait), said);
    assertEquals(125, lab.status());
    assertFalse(type("docker run -d --network container:nosuch busybox").contains("waiting"));
    assertFalse(type("docker run --rm busybox nosuchcommand").contains("waiting"));
  }

  @Test
  void a_machine_without_docker_has_no_help_either() {
    assertEquals("sh: docker: not found\n", type("pc$ docker"));
    assertEquals(127, lab.status());
    assertEquals("sh: docker: not found\n", type("pc$ docker --help"));
  }

  @Test
  void a_server_that_only_tells_its_version_ends() {
    assertFalse(type("docker run --rm nginx nginx -v").contains("foreground"));
    assertEquals(0, lab.status());
    assertFalse(type("docker run --rm redis --version").contains("foreground"));
    type("docker run -d --name checks httpd httpd -t");
    assertEquals("httpd\n", type("docker ps --format '{{.Image}}'"));
    type("sleep 1");
    assertEquals(
        "exited 0\n", type("docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' checks"));
  }

  @Test
  void an_address_wished_for_without_a_network_goes_nowhere_in_old_versions() {
    type("docker run -dt --name wishes --ip 172.17.0.9 busybox");
    assertEquals(0, lab.status());
    assertEquals("172.17.0.2\n", type("docker inspect -f '{{.NetworkSettings.IPAddress}}' wishes"));
  }

  @Test
  void a_container_that_sleeps_ends_when_it_wakes() {
    type("docker run -d --name sleeper busybox sleep 5");
    type("sleep 4");
    assertTrue(type("docker ps").contains("sleeper"));
    type("sleep 1");
    assertFalse(type("docker ps").contains("sleeper"));
    assertTrue(type("docker ps -a").contains("Exited (0)"));
    assertEquals("", type("docker run --rm busybox sleep 2"));
    assertEquals(0, lab.status());
  }

  @Test
  @Tag("S149")
  void a_network_on_a_bridge_made_by_hand_reserves_what_it_is_told() {
    type("brctl addbr br0");
    String id =
        type(
            "docker network create --driver=bridge --ip-range=192.168.2.0/24"
                + " --subnet=192.168.2.0/24 --aux-address='ip1=192.168.2.10'"
                + " -o \"com.docker.network.bridge.name=br0\" br0");
    assertTrue(id.matches("[0-9a-f]{64}\n"), id);
    String shown = type("docker network inspect br0");
    assertTrue(shown.contains("\"IPRange\": \"192.168.2.0/24\""), shown);
    assertTrue(shown.contains("\"ip1\": \"192.168.2.10\""), shown);
    // The bridge gets the first address: on a real LAN, the router's.
    assertTrue(type("ip -4 addr show br0").contains("192.168.2.1/24"));
  }

  @Test
  @Tag("S025")
  @Tag("S038")
  void containers_get_the_addresses_of_the_pool_in_order() {
    type("docker run -d --name one busybox sleep 100");
    type("docker run -d --name two busybox sleep 100");

    String template = "'{{.NetworkSettings.Networks.bridge.IPAddress}}'";
    assertEquals("172.17.0.2\n172.17.0.3\n", type("docker inspect -f " + template + " one two"));
  }

  @Test
  void ps_is_a_table_with_the_newest_first() {
    type("docker run -d --name web -p 8080:80 nginx");
    type("docker run -d --name one busybox sleep 1000000000000000");

    List<String> lines = type("docker ps").lines().toList();

    assertTrue(lines.get(0).startsWith("CONTAINER ID   IMAGE     COMMAND "), lines.get(0));
    assertTrue(lines.get(1).contains("\"sleep 1000000000000…\""), lines.get(1));
    assertTrue(lines.get(2).contains("0.0.0.0:8080->80/tcp, :::8080->80/tcp"), lines.get(2));
  }

  @Test
  @Tag("S166")
  void the_three_networks_are_there_from_the_start() {
    List<String> lines = type("docker network ls").lines().toList();

    assertEquals("NETWORK ID     NAME      DRIVER    SCOPE", lines.get(0));
    assertEquals("bridge    bridge    local", lines.get(1).substring(15));
    assertEquals("host      host      local", lines.get(2).substring(15));
    assertEquals("none      null      local", lines.get(3).substring(15));
  }

  @Test
  @Tag("S084")
  void without_a_network_a_container_has_only_lo() {
    type("docker run -d --name alone --network none busybox sleep 100");

    assertTrue(type("alone@host(netns)$ ip addr").startsWith("1: lo: "));
    assertEquals(
        1, type("alone@host(netns)$ ip link").lines().filter(l -> l.matches("\\d.*")).count());
  }

  @Test
  void an_exec_runs_in_the_container_with_its_own_tools() {
    type("docker run -d --name one busybox sleep 100");

    assertTrue(type("docker exec one ping -c 1 172.17.0.1").contains("seq=0 ttl=64"));
    assertEquals(0, lab.status());
    assertTrue(type("docker exec one nosuch").contains("executable file not found in $PATH"));
    assertEquals(126, lab.status());
  }

  @Test
  void refusals_are_in_docker_s_words() {
    type("docker run -d --name one busybox sleep 100");

    assertEquals("Error: No such object: nobody\n", type("docker inspect nobody").substring(3));
    assertEquals(1, lab.status());
    assertTrue(
        type("docker run -dt --name one busybox")
            .startsWith("docker: Error response from daemon: Conflict."));
    assertEquals(125, lab.status());
    assertTrue(type("docker run --nosuch busybox").startsWith("unknown flag: --nosuch"));
    assertEquals(125, lab.status());
    assertTrue(type("docker start").startsWith("\"docker start\" requires at least 1 argument."));
    assertEquals(1, lab.status());
    assertEquals(
        "docker: 'frobnicate' is not a docker command.\nSee 'docker --help'\n",
        type("docker frobnicate"));
  }

  @Test
  void a_stopped_container_loses_its_address_at_once() {
    type("docker run -d --name one busybox sleep 100");
    type("docker stop -t 0 one");
    type("docker run -d --name two busybox sleep 100");
    type("docker start one");

    String template = "'{{.NetworkSettings.IPAddress}}'";
    assertEquals("172.17.0.3\n172.17.0.2\n", type("docker inspect -f " + template + " one two"));
  }

  @Test
  @Tag("S174")
  void ports_are_read_in_every_form_of_the_grammar() {
    type("docker run -d --name web -p 127.0.0.1:8080:80 -p 9000-9001:90-91/udp nginx");

    assertEquals(
        List.of(
            "80/tcp -> 127.0.0.1:8080",
            "90/udp -> 0.0.0.0:9000",
            "90/udp -> :::9000",
            "91/udp -> 0.0.0.0:9001",
            "91/udp -> :::9001"),
        type("docker port web").lines().toList());
    assertTrue(type("docker run -p 80:x nginx").contains("Invalid containerPort: x"));
  }

  @Test
  @Tag("S167")
  void a_network_is_created_with_what_was_asked() {
    type(
        "docker network create --driver=bridge --ip-range=192.168.2.0/24 --subnet=192.168.2.0/24"
            + " --aux-address='ip1=192.168.2.10' -o com.docker.network.bridge.name=br0 flat");

    assertEquals(
        "[{\"Subnet\":\"192.168.2.0/24\",\"IPRange\":\"192.168.2.0/24\","
            + "\"AuxiliaryAddresses\":{\"ip1\":\"192.168.2.10\"}}]\n",
        type("docker network inspect -f '{{json .IPAM.Config}}' flat"));
    assertTrue(type("ip addr show br0").contains("inet 192.168.2.1/24"));
  }

  @Test
  @Tag("S026")
  @Tag("S027")
  @Tag("S031")
  void brctl_lists_a_veth_for_each_container_that_named_no_network() {
    type("docker run -d --name one busybox sleep 100");
    type("docker run -d --name two busybox sleep 100");

    List<String> lines = type("brctl show docker0").lines().toList();

    assertEquals("bridge name\tbridge id\t\tSTP enabled\tinterfaces", lines.get(0));
    assertTrue(
        lines.get(1).matches("docker0\t\t8000\\.[0-9a-f]{12}\tno\t\tveth[0-9a-f]{7}"),
        lines.get(1));
    assertTrue(lines.get(2).matches("\t{7}veth[0-9a-f]{7}"), lines.get(2));
    assertEquals(
        2, type("bridge link").lines().filter(l -> l.contains("state forwarding")).count());
  }

  @Test
  @Tag("S032")
  @Tag("S161")
  void ifconfig_has_the_form_of_its_place() {
    type("docker run -d --name one busybox sleep 100");
    type("docker run -d --name two busybox sleep 100");

    String busybox = type("docker exec two ifconfig -a");
    assertTrue(busybox.contains("inet addr:172.17.0.3  Bcast:172.17.255.255  Mask:255.255.0.0"));
    String machine = type("two@host(netns)$ ifconfig eth0");
    assertTrue(machine.startsWith("eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n"));
    assertTrue(
        machine.contains("inet 172.17.0.3  netmask 255.255.0.0  broadcast 172.17.255.255\n"));
  }

  @Test
  @Tag("S162")
  void ifconfig_gives_a_bridge_its_address() {
    type("brctl addbr br0");
    type("ifconfig br0 192.168.2.2 netmask 255.255.255.0");

    assertTrue(type("ip addr show br0").contains("inet 192.168.2.2/24 brd 192.168.2.255"));
    assertEquals(1, type("ifconfig nosuch").lines().count());
    assertEquals(1, lab.status());
  }

  @Test
  @Tag("S033")
  void a_container_s_default_gateway_is_docker0() {
    type("docker run -d --name one busybox sleep 100");

    assertEquals(
        "default via 172.17.0.1 dev eth0",
        type("docker exec one ip route").lines().findFirst().orElse("").strip());
  }
}
