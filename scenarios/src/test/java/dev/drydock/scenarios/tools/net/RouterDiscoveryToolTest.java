package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Addresses and routes that came by router advertisements, as iproute2 6.1 shows them on Linux
/// 6.18.
class RouterDiscoveryToolTest {
  private static final String LAN =
      """
      name: lan
      services: {}
      x-drydock:
        machines:
          pc: { nics: { eth0: { link: lan, mac: "02:42:00:00:00:02" } } }
          router:
            forward: true
            nics:
              lan: { link: lan, mac: "02:42:00:00:00:01", address: "2001:db8:1::1/64" }
            serve: [ { ra: lan, SERVER } ]
      """;

  private static TypedLab lan(String server) {
    return TypedLab.of(LAN.replace("SERVER", server));
  }

  private static String v6(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  @Test
  void addresses_show_what_is_left_of_their_life() {
    TypedLab lab = lan("mtu: 1400");
    lab.type("pc$ sleep 2.5");
    assertEquals(
        """
            inet6 2001:db8:1:0:42:ff:fe00:2/64 scope global dynamic mngtmpaddr\s
               valid_lft 86398sec preferred_lft 14398sec
            inet6 fe80::42:ff:fe00:2/64 scope link\s
               valid_lft forever preferred_lft forever
        """,
        v6(lab.type("pc$ ip -6 addr show eth0")));
  }

  @Test
  void routes_show_end_mtu_hop_limit_and_preference() {
    TypedLab lab = lan("mtu: 1400, preference: high, lifetime: 30m");
    lab.type("pc$ sleep 2.5");
    assertEquals(
        """
        2001:db8:1::/64 dev eth0 proto kernel metric 256 expires 86397sec pref medium
        fe80::/64 dev eth0 proto kernel metric 256 pref medium
        default via fe80::42:ff:fe00:1 dev eth0 proto ra metric 1024 expires 1797sec mtu 1400\
         hoplimit 64 pref high
        """,
        lab.type("pc$ ip -6 route"));
    assertEquals(
        """
        2001:db8:9::5 from :: via fe80::42:ff:fe00:1 dev eth0 proto ra\
         src 2001:db8:1:0:42:ff:fe00:2 metric 1024 mtu 1400 hoplimit 64 pref high
        """,
        lab.type("pc$ ip -6 route get 2001:db8:9::5"));
    assertEquals(
        "fe80::42:ff:fe00:1 dev eth0 lladdr 02:42:00:00:00:01 router STALE \n",
        lab.type("pc$ ip -6 neigh"));
  }

  @Test
  void an_address_of_a_deprecated_network_is_said_to_be() {
    TypedLab lab = lan("valid: 24h, preferred: 0s");
    lab.type("pc$ sleep 2.5");
    assertTrue(
        lab.type("pc$ ip -6 addr show eth0")
            .contains("scope global deprecated dynamic mngtmpaddr \n"));
  }

  @Test
  void a_destination_is_routed_as_the_kernel_says() {
    TypedLab lab = lan("preferred: 1h");
    lab.type("pc$ sleep 2.5");
    assertEquals(
        "local ::1 from :: dev lo table local proto kernel src ::1 metric 0 pref medium\n",
        lab.type("pc$ ip -6 route get ::1"));
    lab.type("pc$ ip -6 route add unreachable 2001:db8:67::/64");
    assertEquals(
        "RTNETLINK answers: No route to host\n", lab.type("pc$ ip -6 route get 2001:db8:67::1"));
    assertEquals(
        "Error: inet6 prefix is expected rather than \"fred\".\n",
        lab.type("pc$ ip -6 route get fred"));
  }

  @Test
  void addresses_are_added_with_a_life() {
    TypedLab lab = lan("preferred: 1h");
    lab.type("pc$ ip addr add 2001:db8:5::2/64 dev eth0 valid_lft 100 preferred_lft 50");
    lab.type("pc$ sleep 2.2");
    String shown = lab.type("pc$ ip -6 addr show eth0");
    assertTrue(shown.contains("2001:db8:5::2/64 scope global dynamic \n"), shown);
    assertTrue(shown.contains("valid_lft 98sec preferred_lft 48sec"), shown);
    assertEquals(
        "valid_lft is zero\n",
        lab.type("pc$ ip addr add 2001:db8:5::3/64 dev eth0 valid_lft 0 preferred_lft 0"));
  }
}
