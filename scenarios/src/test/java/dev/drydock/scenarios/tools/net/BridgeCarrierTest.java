package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Carrier, state and address of a bridge made by hand while ports come and go; as run on Linux
/// 6.18.
class BridgeCarrierTest {
  private final Typist typist = new Typist();

  private String state(String bridge) {
    String line = typist.type("ip link show " + bridge).lines().findFirst().orElse("");
    String flags = line.substring(line.indexOf('<'), line.indexOf('>') + 1);
    String state = line.replaceAll(".* state (\\w+) .*", "$1");
    String files = "/sys/class/net/" + bridge + "/";
    assertEquals(
        state.toLowerCase(Locale.ROOT) + "\n",
        typist.type("cat " + files + "operstate"),
        "file and ip agree");
    return flags + " " + state;
  }

  private static final String WITHOUT = "<NO-CARRIER,BROADCAST,MULTICAST,UP> DOWN";

  @Test
  @Tag("S142")
  void until_its_first_port_comes_it_has_a_carrier_and_its_state_is_unknown() {
    typist.set("ip link add br0 type bridge");
    assertEquals("<BROADCAST,MULTICAST> DOWN", state("br0"));
    assertEquals(
        "cat: /sys/class/net/br0/carrier: Invalid argument\n",
        typist.type("cat /sys/class/net/br0/carrier"));

    typist.set("ip link set br0 up; ip addr add 10.1.0.1/24 dev br0");

    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UNKNOWN", state("br0"));
    assertEquals("1\n", typist.type("cat /sys/class/net/br0/carrier"));
    assertEquals(
        "10.1.0.0/24 dev br0 proto kernel scope link src 10.1.0.1 \n",
        typist.type("ip route show 10.1.0.0/24"));
  }

  @Test
  @Tag("S143")
  void the_first_port_takes_the_carrier_until_it_has_one_itself() {
    typist.set("ip link add br0 type bridge; ip link set br0 up");
    typist.set("ip link add v0 type veth peer name v1; ip link set v0 master br0");
    assertEquals(WITHOUT, state("br0"));

    typist.set("ip link set v0 up; ip link set v1 up");

    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UP", state("br0"));
  }

  @Test
  void without_its_last_port_it_has_neither_carrier_nor_address() {
    typist.set("ip link add br0 type bridge; ip link set br0 up");
    typist.set("ip link add v0 type veth peer name v1; ip link set v1 up");
    typist.set("ip link set v0 up; ip link set v0 master br0; ip link set v0 nomaster");

    assertEquals(WITHOUT, state("br0"));
    assertTrue(
        typist
            .type("ip link show br0")
            .endsWith("/ether 00:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff\n"));
    typist.set("ip link set br0 down; ip link set br0 up");
    assertEquals(WITHOUT, state("br0"));
  }

  @Test
  void whatever_chooses_states_of_ports_takes_the_carrier() {
    typist.set(
        "ip link add b1 type bridge; ip link set b1 up; brctl stp b1 on",
        "ip link add b2 type bridge; ip link set b2 up; ip link set b2 type bridge priority 100",
        "ip link add b3 address 02:00:00:00:00:03 type bridge; ip link set b3 up",
        "ip link add b4 type bridge; ip link set b4 address 02:00:00:00:00:04; ip link set b4 up");

    for (String bridge : new String[] {"b1", "b2", "b3", "b4"}) {
      assertEquals(WITHOUT, state(bridge), bridge);
    }
  }

  @Test
  void it_tells_twice_that_it_listens_to_its_kind() {
    typist.set("iptables -A OUTPUT -p igmp -m conntrack --ctstate NEW,UNTRACKED -j ACCEPT");
    typist.set("ip link add br0 type bridge; ip link set br0 up; sleep 2");

    assertTrue(
        typist.type("iptables -vnxL OUTPUT").contains("       2       80 ACCEPT "),
        typist.type("iptables -vnxL OUTPUT"));
    assertTrue(
        typist
            .type("conntrack -L 2>&1")
            .contains(" src=0.0.0.0 dst=224.0.0.22 [UNREPLIED] src=224.0.0.22 dst=0.0.0.0 "));
  }

  /// As on Linux 6.18: the state is worked out when the carrier changes, and stays.
  @Test
  void an_end_of_a_pair_remembers_how_it_lost_its_carrier() {
    String without = "<NO-CARRIER,BROADCAST,MULTICAST,UP> ";
    typist.set("ip netns add k; ip link add v0 type veth peer name v1; ip link set v1 netns k");
    typist.set("ip link set v0 up");
    assertEquals(without + "LOWERLAYERDOWN", state("v0"), "they were made side by side");

    typist.set("ip -n k link set v1 up");
    assertEquals("<BROADCAST,MULTICAST,UP,LOWER_UP> UP", state("v0"));
    typist.set("ip -n k link set v1 down");
    assertEquals(without + "DOWN", state("v0"), "the other end is not to be seen from here");

    typist.set("ip link add x0 type veth peer name x1; ip link set x0 up; ip link set x1 up");
    typist.set(
        "ip link set x1 down; ip link set x1 netns k; ip link set x0 down; ip link set x0 up");
    assertEquals(without + "LOWERLAYERDOWN", state("x0"));
  }
}
