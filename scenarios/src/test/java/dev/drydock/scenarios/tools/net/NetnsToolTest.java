package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What `ip netns` tells of namespaces and processes; texts as of iproute2 6.1.
class NetnsToolTest {
  private final Typist typist = new Typist();

  @Test
  void a_process_is_found_by_its_namespace_and_the_other_way_round() {
    typist.set("ip netns add lab");
    assertEquals("lab\n", typist.type("ip netns exec lab ip netns identify"));
    assertEquals("", typist.type("ip netns identify 1"));
    assertEquals("Specified string 'abc' is not a pid\n", typist.type("ip netns identify abc"));
    assertEquals(
        "Cannot open network namespace: No such file or directory\n",
        typist.type("ip netns pids nix"));
  }

  @Test
  void a_name_can_be_given_to_the_namespace_of_a_process_and_taken_again() {
    typist.set("ip netns attach root 1");
    assertEquals("root\n", typist.type("ip netns list"));
    assertTrue(typist.type("ip netns pids root").startsWith("1\n"));
    assertEquals(
        typist.type("ip -br link"), typist.type("ip -n root -br link"), "the same namespace");
    typist.set("ip netns del root");
    assertEquals("", typist.type("ip netns list"));
    assertEquals("Invalid PID: x\n", typist.type("ip netns attach root x"));
  }

  @Test
  void numbers_are_listed_with_names() {
    typist.set("ip netns add lab", "ip link add vh type veth peer name vl netns lab");
    assertTrue(typist.type("ip netns list-id").contains(" (iproute2 netns name: lab)\n"));
    assertEquals(
        "Error: Peer netns already has a nsid assigned.\n", typist.type("ip netns set lab auto"));
  }
}
