package dev.drydock.scenarios.tools.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.TypedLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TcToolTest {
  private static final Pattern GIVEN_HANDLE = Pattern.compile("\\b8[0-9a-f]{3}\\b");

  private final TypedLab lab = TypedLab.start();

  /// Handles that the kernel gives count on from run to run: the first seen is H1.
  private static String withNumberedHandles(String text) {
    Map<String, String> names = new LinkedHashMap<>();
    return GIVEN_HANDLE
        .matcher(text)
        .replaceAll(
            found -> names.computeIfAbsent(found.group(), handle -> "H" + (names.size() + 1)));
  }

  private static String recorded() throws IOException {
    try (var stream = Objects.requireNonNull(TcToolTest.class.getResourceAsStream("session.txt"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// See README.md beside the recording.
  @Test
  void a_recorded_session_comes_out_the_same() throws IOException {
    lab.with(
        "ip netns add t",
        "ip link add eth0 netns t type veth peer name v1 netns t",
        "ip netns exec t sysctl -w net.ipv6.conf.all.disable_ipv6=1", // nothing is sent by itself
        "ip -n t link set eth0 up",
        "ip -n t link set v1 up");
    String recorded = recorded();
    StringBuilder ours = new StringBuilder();
    for (String line : recorded.lines().filter(text -> text.startsWith("$ ")).toList()) {
      ours.append(line).append('\n');
      ours.append(lab.type("ip netns exec t " + line.substring(2)));
      ours.append('[').append(lab.status()).append("]\n");
    }
    assertEquals(withNumberedHandles(recorded), withNumberedHandles(ours.toString()));
  }

  private String shown(String netem) {
    lab.with("tc qdisc replace dev eth0 root netem " + netem);
    String text = lab.type("tc qdisc show dev eth0");
    return text.substring(text.indexOf("limit")).stripTrailing();
  }

  @Test
  void netem_shows_its_options_as_iproute2_does() {
    List<String> shown = new ArrayList<>();
    for (String options :
        List.of(
            "delay 100ms",
            "delay 100ms 10ms 25%",
            "delay 1.5s 10ms distribution normal limit 50",
            "loss 0.3% 25%",
            "loss gemodel 1% 10% 70% 0.1%",
            "loss gemodel 5%",
            "loss state 1% 50%",
            "duplicate 1% 10% corrupt 0.1%",
            "delay 10ms reorder 25% 50%",
            "delay 10ms reorder 25% gap 5",
            "rate 5kbit 20 100 5",
            "rate 1gbit loss 1% ecn")) {
      shown.add(shown(options));
    }
    assertEquals(
        """
        limit 1000 delay 100ms
        limit 1000 delay 100ms  10ms 25%
        limit 50 delay 1.5s  10ms
        limit 1000 loss 0.3% 25%
        limit 1000 loss gemodel p 1% r 10% 1-h 70% 1-k 0.1%
        limit 1000 loss gemodel p 5% r 95% 1-h 100% 1-k 0%
        limit 1000 loss state p13 1% p31 50% p32 0% p23 100% p14 0%
        limit 1000 duplicate 1% 10% corrupt 0.1%
        limit 1000 delay 10ms reorder 25% 50% gap 1
        limit 1000 delay 10ms reorder 25% gap 5
        limit 1000 rate 5Kbit packetoverhead 20 cellsize 100 celloverhead 5
        limit 1000 loss 1% rate 1Gbit ecn\
        """,
        String.join("\n", shown));
  }

  /// 64 ns are a tick, and 1562 ticks are a little less than 100 µs.
  @Test
  void a_delay_is_kept_in_ticks() {
    assertEquals("limit 1000 delay 99us", shown("delay 100us"));
  }

  @Test
  void netem_delays_what_its_device_sends() {
    lab.with("ping -c 1 192.168.1.50", "tc qdisc add dev eth0 root netem delay 40ms");
    String ping = lab.type("ping -c 2 192.168.1.50");
    assertTrue(ping.contains("icmp_seq=2 ttl=64 time=40.0 ms"), ping);
    assertTrue(lab.type("ip link show eth0").contains(" qdisc netem "));
  }

  @Test
  void netem_loses_and_counts() {
    lab.with("ping -c 1 192.168.1.50", "tc qdisc add dev eth0 root netem loss 100%");
    assertTrue(lab.type("ping -c 4 -W 1 192.168.1.50").contains("100% packet loss"));
    String shown = lab.type("tc -s qdisc show dev eth0");
    assertTrue(shown.contains(" Sent 0 bytes 0 pkt (dropped 4, overlimits 0 requeues 0) "), shown);
    lab.with("tc qdisc del dev eth0 root");
    assertTrue(lab.type("ping -c 1 192.168.1.50").contains(" 0% packet loss"));
  }

  @Test
  void a_card_has_pfifo_fast_by_itself_and_counts_in_it() {
    lab.with("ping -c 1 192.168.1.50");
    assertEquals(
        """
        qdisc pfifo_fast 0: root refcnt 2 bands 3 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1
         Sent %d bytes %d pkt (dropped 0, overlimits 0 requeues 0)\s
         backlog 0b 0p requeues 0
        """
            .formatted(counters().txBytes(), counters().txFrames()),
        lab.type("tc -s qdisc show dev eth0"));
  }

  private DeviceCounters counters() {
    Box box = Objects.requireNonNull(lab.lab().box("dh1"));
    return Objects.requireNonNull(box.machine().root().device("eth0")).counters();
  }

  @Test
  void a_token_bucket_holds_a_transfer_to_its_rate() {
    lab.with("tc qdisc add dev eth0 root tbf rate 80kbit burst 1600 latency 1ms");
    lab.with("ping -c 1 192.168.1.50");
    String ping = lab.type("ping -c 3 -i 0.01 -s 1000 192.168.1.50");
    // The burst is good for one of 1042 bytes, the queue for another, which waits for 48 ms. A
    // request that is refused is sent again after half an interval, as on Linux 6.18.
    assertTrue(ping.contains("3 packets transmitted, 2 received, 33.3333% packet loss"), ping);
    assertTrue(lab.type("tc -s qdisc show dev eth0").matches("(?s).*dropped [1-9], overlimits.*"));
  }

  @Test
  void fq_codel_is_shown_with_its_options_and_counts() {
    lab.with("tc qdisc replace dev eth0 root handle 1: fq_codel");
    assertEquals(
        "qdisc fq_codel 1: root refcnt 2 limit 10240p flows 1024 quantum 1514 target 5ms interval"
            + " 100ms memory_limit 32Mb ecn drop_batch 64 \n",
        lab.type("tc qdisc show dev eth0"));
    lab.with("tc qdisc change dev eth0 root handle 1: fq_codel limit 50 target 1ms noecn");
    assertTrue(
        lab.type("tc qdisc show dev eth0")
            .contains("limit 50p flows 1024 quantum 1514 target 1ms interval 100ms"));
    lab.type("ping -c 2 192.168.1.50");
    String counted = lab.type("tc -s qdisc show dev eth0");
    assertTrue(counted.contains("  maxpacket 98 drop_overlimit 0 new_flow_count "), counted);
    assertTrue(counted.endsWith("  new_flows_len 0 old_flows_len 0\n"), counted);
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        lab.type("tc qdisc change dev eth0 root handle 1: fq_codel flows 5"));
    assertTrue(lab.type("tc qdisc add dev lo root fq_codel foo").startsWith("What is \"foo\"?\n"));
  }
}
