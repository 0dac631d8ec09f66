package dev.drydock.scenarios.tools.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpdumpToolTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void segments_over_the_loopback_are_as_large_as_each_ip_version_can_name() {
    String four = lab.type("tcpdump -n -t -i lo -c 1 tcp & curl -s http://127.0.0.1:9/; wait");
    String six = lab.type("tcpdump -n -t -i lo -c 1 tcp & curl -s 'http://[::1]:9/'; wait");

    assertTrue(four.contains("mss 65495"), four);
    assertTrue(six.contains("mss 65476"), six);
  }

  @Test
  void it_runs_in_the_background_until_it_has_its_count() {
    lab.with("ping -c 1 192.168.1.50");
    String said = lab.type("tcpdump -i eth0 -n -t icmp -c 2 & ping -c 1 192.168.1.50; wait");
    assertTrue(
        said.contains(
            "listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"),
        said);
    assertTrue(said.contains("IP 192.168.1.41 > 192.168.1.50: ICMP echo request, id "), said);
    assertTrue(said.contains("IP 192.168.1.50 > 192.168.1.41: ICMP echo reply, id "), said);
    assertTrue(
        said.contains(
            "2 packets captured\n2 packets received by filter\n0 packets dropped by kernel\n"),
        said);
  }

  @Test
  void what_it_writes_it_reads() {
    lab.type("tcpdump -i eth0 -w /tmp/x.pcap -c 2 icmp & ping -c 1 192.168.1.50; wait");
    String said = lab.type("tcpdump -nn -t -r /tmp/x.pcap 'icmp[icmptype] = 8' ; true");
    assertTrue(said.startsWith("reading from file /tmp/x.pcap, link-type EN10MB"), said);
    assertEquals(
        2, lab.type("tcpdump -nn -r /tmp/x.pcap").lines().filter(l -> l.contains("ICMP")).count());
  }

  @Test
  void a_time_limit_ends_it() {
    String said = lab.type("timeout 2 tcpdump -i lo");
    assertTrue(
        said.endsWith(
            "\n0 packets captured\n0 packets received by filter\n0 packets "
                + "dropped by kernel\n"),
        said);
  }

  @Test
  void an_interface_that_is_not_there_is_told() {
    assertEquals(
        "tcpdump: eth9: No such device exists\n(No such device exists)\n",
        lab.type("tcpdump -i eth9"));
    assertEquals(1, lab.status());
  }

  /// Any words: an exit status and nothing thrown.
  @Test
  void any_words_are_read() {
    List<String> words =
        List.of(
            "-i", "-n", "-nnvv", "-e", "-c", "3", "x", "-w", "-r", "-", "--", "-s0", "-tttttt",
            "-Q", "in", "--help", "-Z", "port", "(", "not", "-XX", "-Avq", "-ieth0", "");
    RandomStream random = new RandomStream(4, "tcpdump fuzz");
    int wrong = 0;
    for (int i = 0; i < 20_000; i++) {
      List<String> line = new ArrayList<>();
      for (int j = random.nextInt(8); j > 0; j--) {
        line.add(words.get(random.nextInt(words.size())));
      }
      try {
        TcpdumpOptions.read(line).print();
      } catch (CommandFailure e) {
        wrong++;
        assertTrue(e.status() == 0 || e.status() == 1);
      }
    }
    assertTrue(wrong > 1000 && wrong < 19_000, "wrong: " + wrong);
  }

  /// Its queue is `noop_qdisc`, recorded on Linux 6.18: ARP for an address of a bridge without
  /// ports is never seen.
  @Test
  void nothing_is_seen_on_a_device_without_a_carrier() {
    lab.type("tcpdump -n -i docker0 -w /tmp/none.pcap arp &");
    lab.type("ping -c 1 -W 1 172.17.0.9");
    lab.type("kill -INT %1");

    assertEquals("", lab.type("tcpdump -n -r /tmp/none.pcap 2>/dev/null"));
  }
}
