package dev.drydock.scenarios.tools.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients of a home router's DHCP server, on machines and in containers.
@Tag("S153")
class DhcpToolsTest {
  private static final String HOME =
      """
      name: home
      services: {}
      x-drydock:
        machines:
          host:
            docker: {}
            nics: { eth0: { link: lan, address: 192.168.1.41/24, gateway: 192.168.1.1 } }
          pc: { nics: { eth0: { link: lan } } }
          router:
            nics: { lan: { link: lan, address: 192.168.1.1/24 } }
            serve: [ { dhcp: 67, SERVER } ]
        links: { lan: { delay: 20us } }
      """;

  private static final String ROGUE =
      """
          rogue:
            nics: { eth0: { link: lan, address: 192.168.1.2/24 } }
            serve: [ { dhcp: 67, range: 192.168.1.150-192.168.1.150, ping: false } ]
      """;

  private static final String NETWORK =
      "docker network create -d DRIVER --subnet 192.168.1.0/24 --gateway 192.168.1.1"
          + " --ip-range 192.168.1.192/27 -o parent=eth0 lan";

  private static TypedLab home(String server) {
    return TypedLab.of(HOME.replace("SERVER", server));
  }

  @Test
  void dhclient_tells_each_message_and_configures_address_route_and_servers() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.100, lease: 12h, domain: home");
    String said = lab.type("pc$ dhclient -v eth0");
    assertEquals(0, lab.status());
    assertTrue(said.contains("DHCPDISCOVER on eth0 to 255.255.255.255 port 67 interval "), said);
    assertTrue(
        said.contains(
            """
            DHCPOFFER of 192.168.1.100 from 192.168.1.1
            DHCPREQUEST for 192.168.1.100 on eth0 to 255.255.255.255 port 67
            DHCPACK of 192.168.1.100 from 192.168.1.1
            bound to 192.168.1.100 -- renewal in 21600 seconds.
            """),
        said);
    String address = lab.type("pc$ ip -4 addr show eth0");
    assertTrue(
        address.contains("192.168.1.100/24 brd 192.168.1.255 scope global dynamic eth0"), address);
    assertTrue(address.contains("valid_lft 43200sec preferred_lft 43200sec"), address);
    assertTrue(lab.type("pc$ ip route").startsWith("default via 192.168.1.1 dev eth0"));
    assertEquals("search home\nnameserver 192.168.1.1\n", lab.type("pc$ cat /etc/resolv.conf"));
    assertTrue(lab.type("pc$ ping -c 1 192.168.1.41").contains(" 0% packet loss"));
  }

  @Test
  void an_address_is_pinged_for_three_seconds_before_it_is_offered() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.150");
    String said = lab.type("pc$ udhcpc -n");
    assertTrue(
        said.matches(
            """
            udhcpc: started, v1\\.35\\.0
            udhcpc: broadcasting discover
            udhcpc: broadcasting discover
            udhcpc: broadcasting select for 192\\.168\\.1\\.1\\d\\d, server 192\\.168\\.1\\.1
            udhcpc: lease of 192\\.168\\.1\\.1\\d\\d obtained from 192\\.168\\.1\\.1, lease time 3600
            """),
        said);
    assertTrue(lab.type("pc$ ip -4 addr show eth0").contains("valid_lft forever"));
  }

  @Test
  @Tag("L64")
  void an_address_that_answers_pings_is_not_offered() {
    TypedLab lab = home("range: 192.168.1.192-192.168.1.192");
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan --ip 192.168.1.192 busybox sleep 1000000");
    String said = lab.type("pc$ udhcpc -n -t 2");
    assertEquals(1, lab.status());
    assertTrue(said.endsWith("udhcpc: no lease, failing\n"), said);
  }

  @Test
  @Tag("L64")
  void a_client_that_checks_declines_an_address_that_docker_has_given_away() {
    TypedLab lab = home("range: 192.168.1.192-192.168.1.193, ping: false");
    String first = lab.type("pc$ udhcpc -q -n -R").replaceAll("(?s).*lease of (\\S+) .*", "$1");
    String other = first.endsWith("2") ? "192.168.1.193" : "192.168.1.192";
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan --ip " + first + " busybox sleep 1000000");
    String said = lab.type("pc$ udhcpc -a -q -n -A 5");
    assertEquals(0, lab.status(), said);
    assertTrue(
        said.contains(
            """
            udhcpc: offered address is in use (got ARP reply), declining
            udhcpc: broadcasting decline
            udhcpc: broadcasting discover
            """),
        said);
    assertTrue(said.contains("lease of " + other + " obtained"), said);
  }

  @Test
  @Tag("L64")
  void without_checks_two_have_one_address() {
    TypedLab lab = home("range: 192.168.1.192-192.168.1.192, ping: false");
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan --ip 192.168.1.192 busybox sleep 1000000",
        "pc$ udhcpc -q -n");
    String both = lab.type("router$ arping -D -c 2 -I lan 192.168.1.192");
    assertEquals(1, lab.status());
    assertTrue(both.contains("Unicast reply from 192.168.1.192"), both);
    assertTrue(lab.type("pc$ ip -4 addr show eth0").contains("192.168.1.192/24"));
  }

  @Test
  void a_lease_is_renewed_at_half_its_time_by_unicast() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.100, lease: 20m");
    lab.with("pc$ dhclient eth0", "sleep 1150");
    String address = lab.type("pc$ ip -4 addr show eth0");
    int left = Integer.parseInt(address.replaceAll("(?s).*valid_lft (\\d+)sec.*", "$1"));
    assertTrue(left > 600 && left < 1200, address);
  }

  @Test
  void an_address_whose_server_is_gone_ends_with_its_lease() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.100, lease: 2m");
    lab.with("pc$ dhclient eth0", "router$ ip link set lan down", "sleep 130");
    assertFalse(lab.type("pc$ ip -4 addr show eth0").contains("192.168.1.100"));
  }

  @Test
  void a_released_address_is_free_again() {
    TypedLab lab = home("range: 192.168.1.200-192.168.1.200, ping: false");
    lab.with("pc$ dhclient eth0");
    assertTrue(
        lab.type("pc$ dhclient -r -v eth0")
            .endsWith("DHCPRELEASE of 192.168.1.200 on eth0 to 192.168.1.1 port 67\n"));
    assertEquals("", lab.type("pc$ ip -4 addr show eth0"));
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan busybox" + " sleep 1000000");
    assertTrue(lab.type("one@host$ udhcpc -n -q").contains("lease of 192.168.1.200"));
  }

  @Test
  void a_container_on_macvlan_gets_an_address_of_the_lan() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.150, ping: false");
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan busybox sleep 1000000",
        "one@host$ udhcpc -n -q");
    assertTrue(lab.type("one@host$ ip addr show eth0").contains("inet 192.168.1.1"));
    assertTrue(lab.type("one@host$ ping -c 1 192.168.1.1").contains(" 0% packet loss"));
  }

  @Test
  void on_ipvlan_only_answers_by_broadcast_arrive() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.150, ping: false");
    lab.with(
        NETWORK.replace("DRIVER", "ipvlan"),
        "docker run -d --name one --network lan busybox sleep 1000000");
    assertTrue(lab.type("one@host$ udhcpc -n -q").endsWith("no lease, failing\n"));
    assertTrue(lab.type("one@host$ udhcpc -n -q -B").contains("lease of 192.168.1.1"));
  }

  @Test
  void reserved_addresses_go_to_their_machine_only() {
    TypedLab lab =
        home(
            "range: 192.168.1.100-192.168.1.101, ping: false,"
                + " hosts: { \"02:00:00:00:00:77\": 192.168.1.77 }");
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan --mac-address 02:00:00:00:00:77 busybox"
            + " sleep 1000000");
    assertTrue(lab.type("one@host$ udhcpc -n -q").contains("lease of 192.168.1.77 "));
    assertTrue(lab.type("pc$ udhcpc -n -q").contains("lease of 192.168.1.10"));
  }

  @Test
  void of_two_servers_the_first_offer_is_taken_and_the_other_s_address_stays_free() {
    TypedLab lab =
        TypedLab.of(
            HOME.replace("SERVER", "range: 192.168.1.100-192.168.1.100, ping: false")
                .replace("    router:", ROGUE + "    router:"));
    String said = lab.type("pc$ dhclient -v eth0");
    int offers = said.split("DHCPOFFER of ", -1).length - 1;
    assertTrue(offers >= 1, said);
    assertTrue(said.contains("bound to 192.168.1.1"), said);
    String own = lab.type("pc$ ip -4 addr show eth0");
    lab.with(
        NETWORK.replace("DRIVER", "macvlan"),
        "docker run -d --name one --network lan busybox sleep 1000000");
    String other = own.contains("192.168.1.100/") ? "192.168.1.150" : "192.168.1.100";
    assertTrue(lab.type("one@host$ udhcpc -n -q").contains("lease of " + other));
  }

  @Test
  void a_client_that_begins_again_asks_for_the_address_it_has() {
    TypedLab lab = home("range: 192.168.1.100-192.168.1.150, lease: 12h, ping: false");
    lab.with("pc$ dhclient eth0");
    String before = lab.type("pc$ ip -4 addr show eth0").replaceAll("(?s).*inet (\\S+)/24.*", "$1");

    String said = lab.type("pc$ dhclient -v eth0");

    assertFalse(said.contains("DHCPDISCOVER"), said);
    assertTrue(said.contains("DHCPREQUEST for " + before + " on eth0 to 255.255.255.255"), said);
    assertTrue(said.contains("bound to " + before), said);
  }

  /// A client that got 192.168.1.100 finds itself in 10.0.0.0/24.
  ///
  /// @param settings of the server there
  private static TypedLab moved(String settings) {
    String other =
        ROGUE
            .replace("192.168.1.2/24", "10.0.0.1/24")
            .replace("192.168.1.150", "10.0.0.50")
            .replace("ping: false", settings);
    String home = HOME.replace("SERVER", "range: 192.168.1.100-192.168.1.100, ping: false");
    return TypedLab.of(home.replace("    router:", other + "    router:"))
        .with("rogue$ ip link set eth0 down", "pc$ dhclient eth0")
        .with("router$ ip link set lan down", "rogue$ ip link set eth0 up");
  }

  @Test
  void a_server_with_authority_refuses_an_address_of_another_network_at_once() {
    TypedLab lab = moved("ping: false, authoritative: true");

    String said = lab.type("pc$ dhclient -v eth0");

    assertTrue(
        said.contains(
            """
            DHCPREQUEST for 192.168.1.100 on eth0 to 255.255.255.255 port 67
            DHCPNAK from 10.0.0.1
            DHCPDISCOVER on eth0 to 255.255.255.255 port 67 interval\
            """),
        said);
    assertTrue(said.contains("bound to 10.0.0.50"), said);
  }

  @Test
  void in_another_network_it_asks_for_a_new_one_after_ten_seconds() {
    TypedLab lab = moved("ping: false");

    String said = lab.type("pc$ dhclient -v eth0");

    assertTrue(said.contains("DHCPREQUEST for 192.168.1.100 on eth0"), said);
    assertTrue(said.indexOf("DHCPDISCOVER") > said.indexOf("DHCPREQUEST"), said);
    assertTrue(said.contains("bound to 10.0.0.50"), said);
    assertTrue(lab.type("pc$ ip -4 addr show eth0").contains("10.0.0.50/24"));
  }
}
