package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.Test;

/// What `docker swarm init` and `join` refuse, as Docker 20.10.24 was seen to do.
class SwarmInitTest extends TypedSwarm {
  private static final String DAEMON = "Error response from daemon: ";

  private String init(String options) {
    return type("a$ docker swarm init " + options);
  }

  private static String flag(String value, String option, String why) {
    return "invalid argument \"%s\" for \"--%s\" flag: %s\nSee 'docker swarm init --help'.\n"
        .formatted(value, option, why);
  }

  @Test
  void values_that_are_none_are_refused_by_the_command_line() {
    assertEquals(
        flag("foo:x", "listen-addr", "parse \"tcp://foo:x\": invalid port \":x\" after host"),
        init("--listen-addr foo:x"));
    String syntax = "strconv.ParseUint: parsing \"abc\": invalid syntax";
    assertEquals(flag("abc", "data-path-port", syntax), init("--data-path-port abc"));
    assertEquals(
        flag("10.1", "default-addr-pool", "invalid string being converted to CIDR: 10.1"),
        init("--default-addr-pool 10.1"));
    assertEquals(
        flag("foo", "cert-expiry", "time: invalid duration \"foo\""), init("--cert-expiry foo"));
    assertEquals(
        flag("x", "task-history-limit", "strconv.ParseInt: parsing \"x\": invalid syntax"),
        init("--task-history-limit x"));
    assertEquals(
        "invalid availability \"foo\", only active, pause and drain are supported\n",
        init("--availability foo"));
    assertTrue(init("-q").startsWith("unknown shorthand flag: 'q' in -q\n"));
  }

  @Test
  void addresses_and_pools_that_will_not_do_are_refused_by_the_engine() {
    assertEquals(
        DAEMON
            + "listen address must be an IP address or network interface (with optional port"
            + " number)\n",
        init("--listen-addr foo"));
    assertEquals(
        DAEMON
            + "manager stopped: failed to listen on remote API address: listen tcp 10.9.0.77:2377:"
            + " bind: cannot assign requested address\n",
        init("--listen-addr 10.9.0.77"));
    assertEquals(
        DAEMON
            + "data path address must be a non-zero IP address or network interface (without a"
            + " port number)\n",
        init("--data-path-addr 1.2.3.4:88"));
    assertEquals(
        DAEMON + "Datapath port number is not in valid range (1024-49151) : 80\n",
        init("--data-path-port 80"));
    String pool = "--default-addr-pool 10.20.0.0/16 --default-addr-pool-mask-length ";
    assertEquals(DAEMON + "subnet size is out of range: 33\n", init(pool + 33));
    assertEquals(
        DAEMON + "invalid CIDR: \"10.20.0.0/16\". Subnet size is too small for pool: 8\n",
        init(pool + 8));
    assertEquals(
        DAEMON
            + "error updating cluster settings: rpc error: code = InvalidArgument desc = minimum"
            + " certificate expiry time is: 1h0m0s\n",
        init("--cert-expiry 1m"));
    assertTrue(type("a$ docker info").contains(" Swarm: inactive\n"));
  }

  @Test
  void of_several_addresses_one_must_be_named() {
    ok("a$ ip addr add 10.9.0.11/24 dev eth0");
    assertEquals(
        DAEMON
            + "could not choose an IP address to advertise since this system has multiple addresses"
            + " on interface eth0 (10.9.0.1 and 10.9.0.11) - specify one with --advertise-addr\n",
        init(""));
    assertEquals(
        DAEMON + "interface eth0 has more than one IPv4 address (10.9.0.1 and 10.9.0.11)\n",
        init("--advertise-addr eth0"));
    assertTrue(init("--advertise-addr 192.0.2.1").contains("must specify a listening address"));
    assertTrue(init("--advertise-addr 10.9.0.11").contains(" 10.9.0.11:2377\n"));
  }

  @Test
  void an_address_on_a_bridge_of_the_engine_is_nobodys_own() {
    ok("a$ docker network create -o com.docker.network.bridge.name=mine mine");
    assertTrue(init("").contains(" 10.9.0.1:2377\n"));
  }

  private String join(String options) {
    return type("b$ docker swarm join " + options);
  }

  @Test
  void who_shows_another_token_is_refused_in_the_end() {
    ok("a$ docker swarm init");
    String token = type("a$ docker swarm join-token -q worker").strip();
    assertEquals(DAEMON + "invalid join token\n", join("--token abc 10.9.0.1"));
    assertEquals(
        DAEMON + "invalid checksum digest length\n",
        join("--token SWMTKN-1-" + "z".repeat(50) + token.substring(59) + " 10.9.0.1"));
    assertEquals(
        DAEMON + "remote CA does not match fingerprint. Expected: " + "0".repeat(63) + "1\n",
        join("--token SWMTKN-1-" + "0".repeat(49) + "1" + token.substring(59) + " 10.9.0.1"));
    long before = lab.lab().loop().nowNanos();
    assertEquals(
        DAEMON
            + "rpc error: code = InvalidArgument desc = A valid join token is necessary to join"
            + " this cluster\n",
        join("--token " + token.substring(0, 60) + "0".repeat(25) + " 10.9.0.1"));
    assertTrue(lab.lab().loop().nowNanos() - before > 10 * Nanos.SECOND);
    assertTrue(
        join("--token " + token + " 10.9.0.1:foo")
            .endsWith("dial udp: address udp/foo: unknown port\n"));
    assertTrue(join("--token " + token + " nobody").contains("dial udp: lookup nobody on "));
  }

  @Test
  void a_manager_is_found_by_its_name() {
    ok("a$ docker swarm init");
    ok("b$ sh -c 'echo 10.9.0.1 leader >> /etc/hosts'");
    String token = type("a$ docker swarm join-token -q worker").strip();
    assertEquals(
        "This node joined a swarm as a worker.\n", join("--token " + token + " leader:2377"));
  }

  @Test
  void nodes_are_changed_only_as_a_whole() {
    SwarmOfTwo.form(lab);
    String update = "a$ docker node update ";
    assertEquals(DAEMON + "invalid Role: \"foo\"\n", type(update + "--role foo b"));
    assertEquals(
        "key zz doesn't exist in node's labels\n",
        type(update + "--label-add x=y --label-rm zz b"));
    assertEquals(
        DAEMON + "invalid Availability: \"foo\"\n",
        type(update + "--label-add x=y --availability foo b"));
    assertEquals("map[]\n", type("a$ docker node inspect -f '{{.Spec.Labels}}' b"));
    assertEquals("Error: No such node: x\n", type("a$ docker node rm x"));
    ok("a$ docker node promote b");
    assertEquals("Manager b demoted in the swarm.\n", type("a$ docker node demote b"));
  }
}
