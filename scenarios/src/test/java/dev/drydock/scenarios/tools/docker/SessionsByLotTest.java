package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What random sessions on Docker 20.10.24, 26.1.5 and 28.5.2 showed to be otherwise.
class SessionsByLotTest {
  private static final String ALL =
      "docker events --since 1h --until -1s --format '{{.Type}} {{.Action}}"
          + " {{.Actor.Attributes.reclaimed}}'";

  @Test
  void a_daemon_that_starts_knows_nothing_of_what_one_before_it_did() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create old", "systemctl restart docker", "docker network create new");

      assertEquals("network create <no value>\n", lab.type(ALL));
    }
  }

  @Test
  void a_run_in_the_foreground_attaches_before_it_starts_and_pruning_tells_what_it_reclaimed() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker run busybox true", "docker container prune -f", "docker network prune -f");

      assertEquals(
          """
          container create <no value>
          container attach <no value>
          network connect <no value>
          container start <no value>
          container die <no value>
          network disconnect <no value>
          container destroy <no value>
          container prune 0
          network prune 0
          """,
          lab.type(ALL));
    }
  }

  @Test
  void asking_for_processes_is_an_event() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with("docker run -d --name one busybox sleep 1000", "docker top one");

      assertTrue(lab.type(ALL).endsWith("container start <no value>\ncontainer top <no value>\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20.10|status=bogus|Invalid filter 'status=bogus'",
        "26.1.5|status=bogus|invalid filter 'status=bogus'",
        "28.5.2|status=bogus|invalid filter 'status=bogus': invalid value for state (bogus): must"
            + " be one of created, running, paused, restarting, removing, exited, dead",
        "20.10|health=x|Unrecognised filter value for health: x",
        "26.1.5|health=x|unrecognized filter value for health: x",
        "28.5.2|health=x|invalid filter 'health=x': invalid value for health (x): must be one of"
            + " none, starting, healthy, unhealthy",
        "20.10|exited=x|strconv.Atoi: parsing \"x\": invalid syntax",
        "28.5.2|exited=x|invalid filter 'exited=x': strconv.Atoi: parsing \"x\": invalid syntax",
        "20.10|is-task=x|Invalid filter 'is-task=[x]'"
      })
  void a_filter_that_means_nothing_is_refused_in_the_words_of_its_engine(
      String engine, String filter, String why) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      assertEquals(
          "Error response from daemon: " + why + "\n", lab.type("docker ps --filter " + filter));
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10, used", "28.5.2, used", "29, ''"})
  void up_to_28_every_network_of_the_user_counts_as_unused(String engine, String listed) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with("docker network create used", "docker run -d --network used busybox sleep 1000");

      assertEquals(
          listed,
          lab.type("docker network ls --filter dangling=true --format '{{.Name}}'").strip());
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10, Container", "28.5.2, container"})
  void the_processes_of_a_stopped_container_are_refused(String engine, String word) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with("docker create --name one busybox");

      assertTrue(lab.type("docker top one").startsWith("Error response from daemon: " + word));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "28.5.2"})
  void a_stopped_container_is_put_on_a_network_that_is_missed_when_it_starts(String engine) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with("docker create --name one busybox sleep 1000");

      assertEquals("", lab.type("docker network connect nowhere one"));
      assertEquals(0, lab.status());
      assertTrue(lab.type("docker start one").contains("network nowhere not found"));

      lab.with("docker network create nowhere", "docker start one");
      assertEquals("true\n", lab.type("docker inspect -f '{{.State.Running}}' one"));
    }
  }

  @Test
  void a_host_that_does_not_forward_is_worth_a_warning_where_it_would() {
    try (TypedLab lab = TypedLab.ofEngine("20.10", "{ ip-forward: false }")) {
      lab.with("sysctl -w net.ipv4.ip_forward=0");

      String warning = "WARNING: IPv4 forwarding is disabled. Networking will not work.\n";
      assertTrue(lab.type("docker run -d busybox sleep 1000").startsWith(warning));
      assertFalse(lab.type("docker run -d --network none busybox sleep 1").contains(warning));
      assertFalse(lab.type("docker run -d --network host busybox sleep 1").contains(warning));
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10, 2", "26.1.5, 1", "28.5.2, 1"})
  void an_engine_of_26_that_starts_takes_the_kernels_address_from_a_bridge(
      String engine, int linkLocals) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:5::/64 -o com.docker.network.bridge.name=br5"
              + " five",
          "docker run -d --name one --network five busybox sleep 1000",
          "sleep 3");
      String count = "ip -6 addr show dev br5 | grep -c fe80";
      assertEquals(engine.startsWith("28") ? "1\n" : "2\n", lab.type(count));

      lab.with("systemctl restart docker", "sleep 3");

      assertEquals(linkLocals + "\n", lab.type(count));
    }
  }

  @ParameterizedTest
  @CsvSource({"26.1.5, ''", "28.5.2, fd00:d::/64"})
  void the_fixed_subnet_of_ipv6_is_a_range_from_28_on(String engine, String range) {
    String daemon = "{ ipv6: true, fixed-cidr-v6: 'fd00:d::/64' }";
    try (TypedLab lab = TypedLab.ofEngine(engine, daemon)) {
      String said =
          lab.type(
              "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{.IPRange}};{{end}}'"
                  + " bridge");

      assertTrue(said.contains("fd00:d::/64 " + range + ";"), said);
    }
  }

  @Test
  void ports_of_a_network_of_ipv6_alone_are_published_on_ipv6() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker network create --ipv4=false --ipv6 six",
          "docker network create four",
          "docker run -d --name one --network six -p 8001:80 nginx",
          "docker run -d --name two --network four -p 8002:80 nginx");
      String ports = "docker ps --format '{{.Ports}}' --filter name=";

      assertEquals("[::]:8001->80/tcp\n", lab.type(ports + "one"));
      assertEquals("0.0.0.0:8002->80/tcp, [::]:8002->80/tcp\n", lab.type(ports + "two"));
      String behind = "ps -ef | grep -c 'host-ip :: .*container-ip 172'";
      assertEquals("1\n", lab.type(behind));

      lab.with("docker network connect six two");
      assertEquals("0.0.0.0:8002->80/tcp, [::]:8002->80/tcp\n", lab.type(ports + "two"));
      assertEquals("0\n", lab.type(behind));

      lab.with("docker network disconnect six two");
      assertEquals("1\n", lab.type(behind));
    }
  }

  @ParameterizedTest
  @CsvSource({"26.1.5, fd00:6::2 fd00:6::1", "28.5.2, ' '"})
  void from_28_on_a_container_without_ipv6_has_no_address_of_it(String engine, String shown) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:6::/64 six",
          "docker run -d --name one --network six --sysctl net.ipv6.conf.all.disable_ipv6=1 busybox"
              + " sleep 1000");

      assertEquals(
          shown + "\n",
          lab.type(
              "docker inspect -f '{{with .NetworkSettings.Networks.six}}{{.GlobalIPv6Address}}"
                  + " {{.IPv6Gateway}}{{end}}' one"));
    }
  }

  @Test
  void of_ipv6_alone_the_other_end_is_whoever_has_its_index_here() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with("ip netns add far", "ip link add v0 type veth peer name v1");
      lab.with("ip link set v1 netns far", "ip link set v0 up", "ip -n far link set v1 up");
      String shown = lab.type("ip -n far addr show");
      String index = shown.substring(shown.indexOf("v1@if") + 5).replaceAll("(?s)\\D.*", "");
      for (int i = 0; i < Integer.parseInt(index); i++) {
        lab.with("ip -n far link add d" + i + " type dummy");
      }
      String links = lab.type("ip -n far -o link");
      String there = links.replaceAll("(?s).*\\n" + index + ": (\\w+):.*", "$1");

      assertTrue(lab.type("ip -n far addr show").contains("v1@if" + index + ":"));
      assertTrue(lab.type("ip -n far -6 addr show").contains("v1@" + there + ":"));
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10, 125", "28.5.2, 0"})
  void brackets_around_an_address_are_taken_from_25_on(String engine, int status) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      String said = lab.type("docker run -d --add-host six:[fd00::7] busybox sleep 1000");

      assertEquals(status, lab.status());
      String why = "invalid IP address in add-host: \"[fd00::7]\"";
      assertEquals(status != 0, said.contains(why));
    }
  }

  @Test
  void addresses_of_ipv6_stand_in_a_file() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:6::/64 six",
          "docker run -d --name one --network six busybox sleep 1000");
      String said = lab.type("docker exec one cat /proc/net/if_inet6");

      assertTrue(said.contains("00000000000000000000000000000001 01 80 10 80       lo\n"), said);
      assertTrue(said.contains("fd000006000000000000000000000002 02 40 00 82     eth0\n"), said);
    }
  }

  @Test
  void the_gateway_of_a_default_network_that_is_there_is_told() {
    String daemon = "{ ipv6: true, fixed-cidr-v6: 'fd00:d::/64' }";
    try (TypedLab lab = TypedLab.ofEngine("20.10", daemon)) {
      String gateways =
          "docker network inspect -f '{{range .IPAM.Config}}{{.Gateway}};{{end}}' bridge";
      assertFalse(lab.type(gateways).contains("fd00:d::1"));

      lab.with("systemctl restart docker");

      assertTrue(lab.type(gateways).contains("fd00:d::1"));
    }
  }

  @Test
  void a_container_answers_with_its_own_time_to_live() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker run -d --name one --sysctl net.ipv4.ip_default_ttl=77 busybox sleep 1000",
          "docker run -d --name two nginx");

      assertTrue(lab.type("ping -c 1 172.17.0.2").contains("ttl=77"));
      assertTrue(lab.type("ping -c 1 172.17.0.3").contains("ttl=64"));
    }
  }

  @Test
  void a_complaint_about_a_field_of_a_function_names_what_was_looked_at_last() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker run -d --name one busybox sleep 1000");
      String format = "{{(index .NetworkSettings.Networks \"green\").IPAddress}}";

      assertTrue(
          lab.type("docker inspect -f '" + format + "' one")
              .contains("template: :1:35: executing \"\" at <\"green\">: nil data;"));
    }
  }
}
