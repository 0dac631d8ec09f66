package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the engine and its command line refuse, in their words.
class RefusalsTest {
  private static final String ANY_ID = "[0-9a-f]{64}";

  /// An engine 29 with a network `net` (172.18.0.0/16), `own` (10.9.0.0/24), containers `one` on
  /// docker0, `two` on `own`, and `gone`, which has been made only.
  private static TypedLab lab(String engine) {
    return TypedLab.ofEngine(engine)
        .with(
            "docker network create net",
            "docker network create --subnet 10.9.0.0/24 own",
            "docker run -d --name one busybox sleep 100000",
            "docker run -d --name two --network own --ip 10.9.0.7 busybox sleep 100000",
            "docker create --name gone busybox",
            "docker run -d --name on-host --network host busybox sleep 100000",
            "docker run -d --name on-none --network none busybox sleep 100000");
  }

  private static void refuses(String engine, String command, String text) {
    TypedLab lab = lab(engine);
    String said =
        lab.type(command).replaceAll(ANY_ID, "ID").replaceAll("\"[0-9a-f]{12}\"", "\"E\"");
    assertTrue(said.contains(text), () -> command + ": " + said);
    assertNotEquals(0, lab.status(), command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network create net | network with name net already exists",
        "network create bridge | operation is not permitted on predefined bridge network",
        "network rm host | host is a pre-defined network and cannot be removed",
        "network rm nope | network nope not found",
        "network rm own | network own has active endpoints (name:\"two\" id:\"E\")",
        "network create -d foo x | plugin \"foo\" not found",
        "network create --subnet 10.9.0.128/25 x | Pool overlaps with other one on this address",
        "network create --subnet 10.8.0.1/24 x | invalid subnet 10.8.0.1/24: it should be"
            + " 10.8.0.0/24",
        "network create --subnet 10.8.0.0/24 --ip-range 10.8.0.1/28 x | it should be 10.8.0.0/28",
        "network create --subnet 10.8.0.0/24 --ip-range 10.8.0.0/16 x | CIDR block is bigger than"
            + " its",
        "network create --subnet 10.8.0.0/24 --gateway 10.9.0.1 x | no matching subnet for gateway",
        "network create --gateway 10.9.0.1 x | must have a corresponding subnet",
        "network create --subnet 10.8.0.0/24 --aux-address a=1.1.1.1 x | no matching subnet for"
            + " aux",
        "network create -o com.docker.network.bridge.enable_icc=maybe x | failed to parse",
        "network create -o com.docker.network.driver.mtu=-1 x | invalid MTU number: -1",
        "network create -o com.docker.network.bridge.name=docker0 x | networks have same bridge"
            + " name",
        "network create -o com.docker.network.bridge.gateway_mode_ipv4=isolated x | gateway mode"
            + " 'isolated' can only be used for an internal network",
        "network connect nope one | network nope not found",
        "network connect net nope | No such container: nope",
        "network connect own two | endpoint with name two already exists in network own",
        "network connect --ip 1.1.1.1 own one | no configured subnet contains IP address 1.1.1.1",
        "network connect --ip 10.9.0.7 own one | Address already in use",
        "network connect --alias a bridge two | network-scoped aliases are only supported",
        "network connect host one | cannot connect container to host network",
        "network connect net on-host | cannot be connected to any other network",
        "network connect net on-none | one of the networks in private (none) mode",
        "network disconnect net one | container ID is not connected to network net",
        "network disconnect net gone | container ID is not connected to the network net",
        "network disconnect host on-host | cannot disconnect container from host network",
        "run -d --ip 172.17.0.9 busybox | user-specified IP address is supported on user-defined",
        "run -d --network own --ip 10.9.0.7 busybox | Address already in use",
        "run -d --network own --ip 10.10.0.1 busybox | no configured subnet contains IP address",
        "run -d --network nope busybox | network nope not found",
        "run -d --network container:nope busybox | No such container: nope",
        "run -d --network container:gone busybox | non running container: container gone is",
        "run -d --name x1 --network container:x1 busybox | cannot join own network namespace",
        "run -d --network container:one -h x busybox | hostname and the network mode",
        "run -d --network container:one --dns 1.1.1.1 busybox | dns and the network mode",
        "run -d --network container:one --add-host a:1.1.1.1 busybox | custom host-to-IP mapping",
        "run -d --network container:one -p 80:80 busybox | port publishing and the container type",
        "run -d --network container:one --expose 80 busybox | port exposing and the container type",
        "run -d --network host --link one:x busybox | host type networking can't be used with"
            + " links",
        "run -d --link nope:x busybox | could not get container for nope: No such container: nope",
        "run -d --name one busybox | Conflict. The container name \"/one\" is already in use",
        "run -d --name -x busybox | Invalid container name (-x)",
        "start nope | No such container: nope",
        "exec gone ls | container ID is not running",
        "exec one nosuch | executable file not found in $PATH",
        "kill gone | container ID is not running",
        "pause gone | container ID is not running",
        "unpause one | Container ID is not paused",
        "rm one | cannot remove container \"one\": container is running",
        "rename one two | Conflict. The container name \"/two\" is already in use",
        "rename one one | Renaming a container with the same name as its current name",
        "port one 80 | no public port '80' published for one",
      })
  void the_engine_says_why_not(String command, String text) {
    refuses("29", "docker " + command, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port one abc | invalid port 'abc': invalid syntax",
        "port one 70000/udp | invalid port '70000': value out of range",
        "ps extra | docker: 'docker ps' accepts no arguments",
        "inspect nope | error: no such object: nope",
        "inspect --type network nope | Error response from daemon: network nope not found",
        "inspect --type foo one | unknown type: \"foo\": must be one of \"config\", \"container\"",
        "--foo ps | unknown flag: --foo",
      })
  void the_command_line_of_29_says_why_not(String command, String text) {
    refuses("29", "docker " + command, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run -d --network own --ip 10.10.0.1 busybox | Invalid address 10.10.0.1: It does not"
            + " belong",
        "run -d --network net --ip 172.18.0.9 busybox | supported only when connecting to networks",
        "network rm own | network own id ID has active endpoints",
        "network connect host one | cannot be disconnected from host network or connected to host",
        "run -d --network container:gone busybox | cannot join network of a non running container:"
            + " ID",
        "rm one | You cannot remove a running container ID. Stop the container before attempting",
      })
  void an_old_engine_has_words_of_its_own(String command, String text) {
    refuses("20.10", "docker " + command, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "27 | docker run --nope x | unknown flag: --nope\\nSee 'docker run --help'.\\n",
        "28 | docker ps --nope | unknown flag: --nope\\n\\nUsage:  docker ps [OPTIONS]\\n\\nRun"
            + " 'docker ps --help' for more information\\n",
        "27 | docker rename a | \"docker rename\" requires exactly 2 arguments.\\nSee 'docker"
            + " rename --help'.\\n\\nUsage:  docker rename CONTAINER NEW_NAME\\n\\nRename a"
            + " container\\n",
        "28 | docker rename a | docker: 'docker rename' requires 2 arguments\\n\\nUsage:  docker"
            + " rename CONTAINER NEW_NAME\\n\\nRun 'docker rename --help' for more information\\n",
        "27 | docker frob | docker: 'frob' is not a docker command.\\nSee 'docker --help'\\n",
        "28 | docker frob | docker: unknown command: docker frob\\n\\nRun 'docker --help' for more"
            + " information\\n",
        "20.10 | docker run -p 1:2:3 x | docker: Invalid ip address: 1.\\nSee 'docker run"
            + " --help'.\\n",
        "20.10 | docker run -p ::1:80:80 x | docker: Invalid ip address ::1: address ::1:: too many"
            + " colons in address.\\nSee 'docker run --help'.\\n",
        "27 | docker run -p 80:x busybox | docker: invalid containerPort: x.\\nSee 'docker run"
            + " --help'.\\n",
        "28 | docker run --network-alias a busybox | docker: network-scoped aliases are only"
            + " supported for user-defined networks\\n\\nRun 'docker run --help' for more"
            + " information\\n",
        "28 | docker run --rm --restart always busybox | docker: conflicting options: cannot"
            + " specify both --restart and --rm\\n\\nRun 'docker run --help' for more"
            + " information\\n",
        "20.10 | docker run --net a --net b x | docker: Error response from daemon: Container"
            + " cannot be connected to network endpoints: a, b.\\nSee 'docker run --help'.\\n",
        "28 | docker run --net a --net a x | docker: network \"a\" is specified multiple"
            + " times\\n\\nRun 'docker run --help' for more information\\n",
        "28 | docker run --net a --net host x | docker: conflicting options: cannot attach both"
            + " user-defined and non-user-defined network-modes\\n\\nRun 'docker run --help' for"
            + " more information\\n",
      })
  void the_command_line_words_its_complaints_by_version(
      String engine, String command, String said) {
    assertEquals(said.replace("\\n", "\n"), TypedLab.ofEngine(engine).type(command));
  }

  @Test
  void a_subnet_without_a_free_address_says_so_whatever_was_asked_for() {
    TypedLab lab = TypedLab.ofEngine("20.10");
    lab.with(
        "docker network create --subnet 10.201.0.0/30 tiny",
        "docker run -d --name t1 --network tiny busybox sleep 1000000");

    String said = lab.type("docker run -d --network tiny --ip 10.201.0.1 busybox sleep 10");

    assertTrue(
        said.endsWith(
            "\ndocker: Error response from daemon: No available addresses on this pool.\n"),
        said);
  }

  @Test
  void the_thirty_first_network_finds_no_pool() {
    TypedLab lab = TypedLab.ofEngine("29");
    lab.with("for i in $(seq 1 29); do docker network create net$i; done");
    assertTrue(
        lab.type("docker network create net30")
            .contains("all predefined address pools have been fully subnetted"),
        "192.168.0.0/20 is the LAN's, so that one is missing");
    lab.with("docker network rm net7", "docker network create again");
    assertEquals(
        "172.24.0.0/16\n",
        lab.type("docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' again"));
  }

  @Test
  void a_bridge_has_room_for_1023_ports() {
    TypedLab lab = TypedLab.ofEngine("29").with("docker network create --subnet 10.8.0.0/16 wide");
    lab.with("for i in $(seq 1 1023); do docker run -dt --name c$i --network wide busybox; done");
    String said = lab.type("docker run -dt --name full --network wide busybox");
    assertTrue(said.contains("to bridge br-") && said.contains("failed: exchange full"), said);
    lab.with("docker rm -f c500", "docker start full");
  }

  /// As recorded with Docker Engine 20.10.24 on Linux 6.18.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker run -d --network own --ip banana busybox | docker: Error response from daemon:"
            + " invalid IPv4 address: banana.",
        "docker run -d --network own --ip fd00::5 busybox | invalid IPv4 address: fd00::5.",
        "docker network connect --ip banana own one | invalid IPv4 address: banana",
        "docker network create -d host hh | only one instance of \"host\" network is allowed",
        "docker network create -d null nl | only one instance of \"null\" network is allowed",
        "docker network create --ingress ing | Ingress network can only be global scope network",
        "docker run -d --link one:x:y busybox | invalid argument \"one:x:y\" for \"--link\" flag:"
            + " bad format for links: one:x:y",
        "docker rename one b@d | Invalid container name (/b@d), only [a-zA-Z0-9]",
        "docker port one abc | strconv.ParseUint: parsing \"abc\": invalid syntax",
        "docker port one 99999 | strconv.ParseUint: parsing \"99999\": value out of range",
        "docker run --rm debian nosuchcmd | docker: Error response from daemon: failed to create"
            + " shim task: OCI runtime create failed: runc create failed: unable to start container"
            + " process: exec: \"nosuchcmd\": executable file not found in $PATH: unknown.",
        "docker ps --format '{{.Nosuch}}' | failed to execute template: template: :1:2: executing"
            + " \"\" at <.Nosuch>: can't evaluate field Nosuch in type *formatter.ContainerContext",
        "docker run -d -p 10.9.9.9:8050:80 busybox | Error starting userland proxy: listen tcp4"
            + " 10.9.9.9:8050: bind: cannot assign requested address.",
        "one@dh1$ nosuchcmd now | OCI runtime exec failed: exec failed: unable to start container"
            + " process: exec: \"nosuchcmd\": executable file not found in $PATH: unknown",
      })
  void the_engine_of_20_10_refuses_as_recorded(String command, String text) {
    refuses("20.10", command, text);
  }

  /// Recorded: until 25 an engine asks only whether the same address is taken, so that whoever
  /// listens finds out.
  @Test
  void a_port_of_all_addresses_is_in_the_way_of_one_addresses_port() {
    TypedLab lab = lab("20.10").with("docker run -d --name all -p 8001:80 busybox sleep 1000");

    String said = lab.type("docker run -d --name r3 -p 192.168.1.41:8001:80 busybox sleep 1000");

    assertTrue(
        said.contains(
            "Error starting userland proxy: listen tcp4 192.168.1.41:8001: bind: address already in"
                + " use."),
        said);
  }

  @Test
  void what_could_not_be_started_is_named_alone() {
    String said = lab("20.10").type("docker start one nosuch");

    assertTrue(said.endsWith("Error: failed to start containers: nosuch\n"), said);
  }

  /// Recorded with 20.10.24, where every network of a user's counts as unused.
  @Test
  void dangling_networks_of_20_10_are_all_of_the_users() {
    String listing = "docker network ls --filter dangling=true --format '{{.Name}}'";

    assertEquals("net\nown\n", lab("20.10").type(listing));
    assertEquals("net\n", lab("29").type(listing));
  }

  @Test
  void a_network_as_json_has_its_fields_in_order() {
    String json =
        lab("20.10").type("docker network ls --format '{{json .}}' --filter name=own").strip();

    assertEquals(
        "{\"CreatedAt\":\"T\",\"Driver\":\"bridge\",\"ID\":\"E\",\"IPv6\":\"false\","
            + "\"Internal\":\"false\",\"Labels\":\"\",\"Name\":\"own\",\"Scope\":\"local\"}",
        json.replaceAll("[0-9-]+ [0-9:.]+ \\+0000 UTC", "T").replaceAll("[0-9a-f]{12}", "E"));
  }
}
