package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Wireshark reads in captures of the link layer: tags, the spanning tree, DHCP. It decodes
/// each field as it was meant, and finds nothing malformed, no warning, no wrong checksum.
class LinkCaptureTest {
  private static final String DOUBTS =
      "_ws.malformed || _ws.expert.severity >= \"Note\""
          + " || ip.checksum.status == 0 || udp.checksum.status == 0";

  private static final String TAGS =
      """
      machines:
        host:
          docker: {}
          nics: { eth0: { link: lan, mac: "02:00:00:00:00:41", address: 192.168.1.41/24 } }
        pc: { nics: { eth0: { link: lan, mac: "02:00:00:00:00:50", address: 192.168.1.50/24 } } }
      links: { lan: { delay: 20us } }
      captures: [ { interfaces: [host/eth0] } ]
      steps:
        - run: >-
            ip link add link eth0 name outer type vlan proto 802.1ad id 200;
            ip link add link outer name inner type vlan id 30;
            ip addr add 10.0.30.1/24 dev inner; ip link set outer up; ip link set inner up
        - run: >-
            ssh pc 'ip link add link eth0 name eth0.4094 type vlan id 4094 egress-qos-map 0:5;
            ip addr add 10.0.10.2/24 dev eth0.4094; ip link set eth0.4094 up;
            ip link add link eth0 name outer type vlan proto 802.1ad id 200;
            ip link add link outer name inner type vlan id 30;
            ip addr add 10.0.30.2/24 dev inner; ip link set outer up; ip link set inner up'
        - run: docker network create -d macvlan --subnet 10.0.10.0/24 -o parent=eth0.4094 tenant
          expect: { exit: 0 }
        - run: docker run -dt --name one --network tenant --ip 10.0.10.3 busybox
          expect: { exit: 0 }
        - run: docker exec one ping -c 1 10.0.10.2
          expect: { exit: 0 }
        - run: ping -c 1 -s 3000 10.0.30.2
          expect: { exit: 0 }
      """;

  /// Two bridges with two cables; the first is pulled out and comes back.
  private static final String TREE =
      """
      machines:
        host:
          docker: {}
          nics:
            eth1: { link: cable1, mac: "02:00:00:00:00:11" }
            eth2: { link: cable2, mac: "02:00:00:00:00:12" }
        switch:
          nics:
            eth1: { link: cable1, mac: "02:00:00:00:00:21" }
            eth2: { link: cable2, mac: "02:00:00:00:00:22" }
      links: { cable1: { delay: 5us }, cable2: { delay: 5us } }
      captures: [ { interfaces: [host/eth1, host/eth2] } ]
      steps:
        - run: >-
            ssh switch 'brctl addbr br0; brctl stp br0 on; brctl setbridgeprio br0 4096;
            brctl addif br0 eth1; brctl addif br0 eth2; ip link set br0 up'
        - run: >-
            brctl addbr br0; brctl stp br0 on; brctl addif br0 eth1; brctl addif br0 eth2;
            ip link set br0 up
        - run: sleep 35
        - run: ip link set eth1 down
        - run: sleep 60
        - run: ip link set eth1 up
        - run: sleep 60
      """;

  /// Two clients: one gets a lease, renews it, gives it back; the other finds that its address is
  /// somebody's. Then the first asks a server of another network for its old address.
  private static final String LEASES =
      """
      machines:
        pc: { nics: { eth0: { link: lan, mac: "02:00:00:00:00:50" } } }
        tv: { nics: { eth0: { link: lan, mac: "02:00:00:00:00:60" } } }
        radio: { nics: { eth0: { link: lan, address: 192.168.1.102/24 } } }
        router:
          nics: { lan: { link: lan, address: 192.168.1.1/24 } }
          serve: [ { dhcp: 67, range: 192.168.1.100-192.168.1.102, lease: 10m, ping: false } ]
        other:
          nics: { eth0: { link: lan, address: 10.0.0.1/24 } }
          serve: [ { dhcp: 67, range: 10.0.0.50-10.0.0.60, ping: false, authoritative: true } ]
      links: { lan: { delay: 20us } }
      captures: [ { interfaces: [router/lan, pc/eth0] } ]
      steps:
        - run: ssh other ip link set eth0 down
        - run: ssh tv udhcpc -a -A 5 -b
        - run: ssh pc dhclient -v eth0
        - run: sleep 400
        - run: ssh router ip link set lan down
        - run: ssh other ip link set eth0 up
        - run: ssh pc dhclient -v eth0
        - run: ssh pc dhclient -r -v eth0
      """;

  @TempDir private Path folder;

  @BeforeEach
  void judge() {
    Tshark.need();
  }

  private Path capture(String block) throws RunException, IOException {
    assertTrue(Played.run(Played.home(block), folder).passed());
    Path file = folder.resolve("home.pcapng");
    assertEquals("", Tshark.read(file, DOUBTS));
    return file;
  }

  private static Set<String> seen(Path file, String filter, String... names) throws IOException {
    return new TreeSet<>(Tshark.fields(file, filter, List.of(names)));
  }

  @Test
  @Tag("S119")
  void a_tag_of_802_1q_has_its_vlan_and_what_it_carries() throws Exception {
    Path file = capture(TAGS);
    assertEquals(
        Set.of(
            "0x8100|4094|5|0|0x0800|10.0.10.2|10.0.10.3",
            "0x8100|4094|0|0|0x0800|10.0.10.3|10.0.10.2"),
        seen(
            file,
            "icmp && eth.type == 0x8100",
            "eth.type",
            "vlan.id",
            "vlan.priority",
            "vlan.dei",
            "vlan.etype",
            "ip.src",
            "ip.dst"));
    assertEquals(Set.of("4094"), seen(file, "arp && eth.type == 0x8100", "vlan.id"));
  }

  @Test
  void a_tag_of_802_1ad_stands_before_the_one_of_802_1q() throws Exception {
    Path file = capture(TAGS);
    assertEquals(
        Set.of("0x88a8|200|0|0|30|0x0800"),
        seen(
            file,
            "ip && ieee8021ad",
            "eth.type",
            "ieee8021ad.id",
            "ieee8021ad.priority",
            "ieee8021ad.dei",
            "vlan.id",
            "vlan.etype"));
    assertEquals(
        List.of("1522|0", "1522|185", "90|370"),
        Tshark.fields(
            file, "ip.src == 10.0.30.1 && ieee8021ad", List.of("frame.len", "ip.frag_offset")));
  }

  @Test
  @Tag("S144")
  void bpdus_name_the_root_and_who_speaks() throws Exception {
    Path file = capture(TREE);
    String root = "4096|02:00:00:00:00:21|0|4096|02:00:00:00:00:21|";
    assertEquals(
        Set.of(root + "0x8001|0x0000|0|0|20|2|15", root + "0x8002|0x0000|0|0|20|2|15"),
        seen(
            file,
            "stp.type == 0 && stp.bridge.hw == 02:00:00:00:00:21 && frame.time_relative < 28",
            "stp.root.prio",
            "stp.root.hw",
            "stp.root.cost",
            "stp.bridge.prio",
            "stp.bridge.hw",
            "stp.port",
            "stp.protocol",
            "stp.version",
            "stp.msg_age",
            "stp.max_age",
            "stp.hello",
            "stp.forward"));
    assertEquals(
        Set.of("01:80:c2:00:00:00|0x42|0x42|0x00"),
        seen(file, "stp", "eth.dst", "llc.dsap", "llc.ssap", "llc.control.u_modifier_cmd"));
  }

  /// The bridge that loses its spare port tells the root through the port that is new; the root
  /// acknowledges it there, and marks what it sends for a while (max age and forward delay).
  @Test
  void a_change_of_the_tree_is_told_to_the_root_which_acknowledges_it_and_tells_all()
      throws Exception {
    Path file = capture(TREE);
    assertEquals(
        List.of("host/eth1|02:00:00:00:00:11|21"),
        Tshark.fields(
            file, "stp.type == 0x80", List.of("frame.interface_name", "eth.src", "frame.len")));
    assertEquals(
        List.of("host/eth1|02:00:00:00:00:21|1|1"),
        Tshark.fields(
            file,
            "stp.flags.tcack == 1",
            List.of("frame.interface_name", "eth.src", "stp.flags.tc", "stp.flags.tcack")));
    List<String> marked =
        Tshark.fields(
            file,
            "stp.flags.tc == 1 && frame.interface_name == \"host/eth1\" && frame.time_relative >"
                + " 90",
            List.of("frame.time_relative"));
    double seconds = Double.parseDouble(marked.getLast()) - Double.parseDouble(marked.getFirst());
    assertTrue(seconds > 30 && seconds <= 35 + 35, () -> marked.toString());
  }

  @Test
  @Tag("S153")
  void dhcp_messages_have_their_types_and_options() throws Exception {
    Path file = capture(LEASES);
    String asks = "|0.0.0.0|255.255.255.255|0.0.0.0|0.0.0.0|";
    assertEquals(
        List.of(
            "1" + asks + "|",
            "2|192.168.1.1|192.168.1.102|0.0.0.0|192.168.1.102||",
            "3" + asks + "192.168.1.102|",
            "5|192.168.1.1|192.168.1.102|0.0.0.0|192.168.1.102||",
            "4" + asks + "192.168.1.102|",
            "1" + asks + "|",
            "2|192.168.1.1|192.168.1.100|0.0.0.0|192.168.1.100||",
            "3" + asks + "192.168.1.100|",
            "5|192.168.1.1|192.168.1.100|0.0.0.0|192.168.1.100||",
            "3|192.168.1.100|192.168.1.1|192.168.1.100|0.0.0.0||",
            "5|192.168.1.1|192.168.1.100|192.168.1.100|192.168.1.100||"),
        messages(file, "router/lan", "02:00:00:00:00:60"));
    assertEquals(
        List.of(
            "1" + asks + "|",
            "2|192.168.1.1|192.168.1.102|0.0.0.0|192.168.1.102||",
            "3" + asks + "192.168.1.102|",
            "5|192.168.1.1|192.168.1.102|0.0.0.0|192.168.1.102||",
            "3|192.168.1.102|192.168.1.1|192.168.1.102|0.0.0.0||",
            "5|192.168.1.1|192.168.1.102|192.168.1.102|192.168.1.102||",
            "3" + asks + "192.168.1.102|",
            "6|10.0.0.1|255.255.255.255|0.0.0.0|0.0.0.0||wrong network",
            "1" + asks + "|",
            "2|10.0.0.1|10.0.0.57|0.0.0.0|10.0.0.57||",
            "3" + asks + "10.0.0.57|",
            "5|10.0.0.1|10.0.0.57|0.0.0.0|10.0.0.57||",
            "7|10.0.0.57|10.0.0.1|10.0.0.57|0.0.0.0||"),
        messages(file, "pc/eth0", "02:00:00:00:00:50"));
  }

  /// The messages of and for a client: type, source and destination, what the client has, what it
  /// gets, what it asks for, what the server says.
  private static List<String> messages(Path file, String where, String mac) throws IOException {
    return Tshark.fields(
        file,
        "dhcp.hw.mac_addr == " + mac + " && frame.interface_name == \"" + where + "\"",
        List.of(
            "dhcp.option.dhcp",
            "ip.src",
            "ip.dst",
            "dhcp.ip.client",
            "dhcp.ip.your",
            "dhcp.option.requested_ip_address",
            "dhcp.option.message"));
  }
}
