package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `route`, `netstat -r` and `arp`; the expected texts were seen on Linux 6.18 with net-tools 2.10
/// and BusyBox 1.35.
class RouteToolTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  @Tag("S033")
  void a_container_has_its_default_route_in_busybox_s_form() {
    lab.with("docker run -d --name one busybox sleep 1000");

    assertEquals(
        """
        Kernel IP routing table
        Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
        default         172.17.0.1      0.0.0.0         UG    0      0        0 eth0
        172.17.0.0      *               255.255.0.0     U     0      0        0 eth0
        """,
        lab.type("docker exec one route"));
    assertEquals(
        """
        Kernel IP routing table
        Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface
        0.0.0.0         172.17.0.1      0.0.0.0         UG        0 0          0 eth0
        172.17.0.0      0.0.0.0         255.255.0.0     U         0 0          0 eth0
        """,
        lab.type("docker exec one netstat -rn"));
  }

  @Test
  void names_of_neighbours_and_gateways_are_asked_for_unless_told_not_to() {
    lab.with(
        "docker network create shop",
        "docker run -d --name web --network shop busybox sleep 1000",
        "docker run -d --name one --network shop busybox sleep 1000",
        "docker exec one ping -c 1 web");

    assertEquals(
        "web.shop (172.18.0.2) at 02:42:ac:12:00:02 [ether]  on eth0\n",
        lab.type("docker exec one arp"));
    assertEquals(
        "? (172.18.0.2) at 02:42:ac:12:00:02 [ether]  on eth0\n",
        lab.type("docker exec one arp -n"));
  }

  @Test
  void a_gateway_with_a_name_is_listed_by_its_first_fifteen_letters() {
    lab.with(
        "docker network create shop",
        "docker run -d --name long-named-router --network shop busybox sleep 1000",
        "docker run -d --name one --network shop --cap-add NET_ADMIN busybox sleep 1000",
        "docker exec one route del default",
        "docker exec one route add default gw 172.18.0.2");

    assertTrue(lab.type("docker exec one route").contains("default         long-named-rout "));
    assertTrue(lab.type("docker exec one route -n").contains("0.0.0.0         172.18.0.2 "));
  }

  @Test
  void a_machine_lists_by_address_and_dashes_what_it_rejects() {
    lab.with(
        "pc$ route add default gw 192.168.1.41",
        "pc$ route add -net 10.20.0.0/16 gw 192.168.1.41",
        "pc$ route add -net 10.21.0.0 netmask 255.255.0.0 dev eth0 metric 7",
        "pc$ route add -host 10.9.9.9 reject",
        "pc$ route del default");

    assertEquals(
        """
        Kernel IP routing table
        Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
        10.9.9.9        -               255.255.255.255 !H    0      -        0 -
        10.20.0.0       192.168.1.41    255.255.0.0     UG    0      0        0 eth0
        10.21.0.0       0.0.0.0         255.255.0.0     U     7      0        0 eth0
        192.168.1.0     0.0.0.0         255.255.255.0   U     0      0        0 eth0
        """,
        lab.type("pc$ route -n"));
  }

  @Test
  void what_the_kernel_refuses_is_said_with_the_call() {
    lab.with("pc$ route add default gw 192.168.1.41");
    assertRefused("pc$ route add default gw 192.168.1.41", 7, "SIOCADDRT: File exists\n");
    assertRefused(
        "pc$ route add -net 10.1.0.0/16 gw 9.9.9.9", 7, "SIOCADDRT: Network is unreachable\n");
    assertRefused("pc$ route add default dev nodev", 7, "SIOCADDRT: No such device\n");
    assertRefused("pc$ route del -net 10.28.0.0/16", 7, "SIOCDELRT: No such process\n");
    assertRefused(
        "pc$ route add -net 10.29.0.0 gw 192.168.1.1", 7, "SIOCADDRT: Invalid argument\n");
    assertRefused("pc$ route add nosuch gw 1.1.1.1", 6, "nosuch: Host name lookup failure\n");
    assertEquals("", lab.type("pc$ route -n | grep '^10'"));
  }

  private void assertRefused(String command, int status, String said) {
    assertEquals(said, lab.type(command), command);
    assertEquals(status, lab.status(), command);
  }

  @Test
  void a_mask_that_does_not_fit_is_explained_by_the_usage() {
    String said = lab.type("pc$ route add 10.24.0.0/24 gw 192.168.1.41");

    assertTrue(
        said.startsWith(
            """
            route: netmask 000000ff doesn't make sense with host route
            Usage: inet_route [-vF] del\
            """),
        said);
    assertEquals(3, lab.status());
  }

  @Test
  void arp_tells_neighbours_in_columns_or_sentences() {
    lab.with(
        "pc$ arp -s 192.168.1.99 02:00:00:00:00:11",
        "pc$ arp -s 192.168.1.98 02:00:00:00:00:12 temp");
    lab.type("pc$ ping -c 1 -W 1 192.168.1.77");

    assertEquals(
        """
        Address                  HWtype  HWaddress           Flags Mask            Iface
        192.168.1.99             ether   02:00:00:00:00:11   CM                    eth0
        192.168.1.98             ether   02:00:00:00:00:12   C                     eth0
        192.168.1.77                     (incomplete)                              eth0
        """,
        lab.type("pc$ arp -n"));
    assertEquals(
        "? (192.168.1.99) at 02:00:00:00:00:11 [ether] PERM on eth0\n",
        lab.type("pc$ arp -an 192.168.1.99"));
    lab.with("pc$ arp -d 192.168.1.99");
    assertEquals("192.168.1.99 (192.168.1.99) -- no entry\n", lab.type("pc$ arp -n 192.168.1.99"));
    assertRefused("pc$ arp -d 192.168.1.99", 255, "No ARP entry for 192.168.1.99\n");
    assertRefused("pc$ arp -s 192.168.1.50 02:00:00:00:00:11", 255, "SIOCSARP: Invalid argument\n");
    assertRefused("pc$ arp -s 192.168.1.9 zz", 255, "arp: invalid hardware address\n");
  }

  @Test
  void busybox_s_arp_speaks_in_sentences_only() {
    lab.with("docker run -d --name one busybox sleep 1000", "docker exec one ping -c 1 172.17.0.1");

    String said = lab.type("docker exec one arp");

    assertTrue(
        said.matches("\\? \\(172\\.17\\.0\\.1\\) at [0-9a-f:]{17} \\[ether\\]  on eth0\n"), said);
  }
}
