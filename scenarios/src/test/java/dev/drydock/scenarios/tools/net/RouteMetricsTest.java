package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What routes of IPv4 set for packets and connections by them; the listings as iproute2 6.1 and
/// net-tools 2.10 gave them on Linux 6.18.
class RouteMetricsTest {
  @AutoClose private final TypedLab lab = TypedLab.start();

  private void toPc(String metrics) {
    lab.with("ip route add 192.168.1.50 dev eth0 " + metrics);
  }

  @Test
  void they_are_shown_in_the_kernels_order() {
    toPc("initcwnd 5 hoplimit 20 window 9000 advmss 500 mtu lock 1400");

    assertEquals(
        "192.168.1.50 dev eth0 scope link mtu lock 1400 window 9000 advmss 500 hoplimit 20"
            + " initcwnd 5 \n",
        lab.type("ip route show 192.168.1.50"));
    assertEquals(
        "    cache mtu lock 1400 window 9000 advmss 500 hoplimit 20 initcwnd 5 \n",
        lab.type("ip route get 192.168.1.50").replaceFirst(".*\n", ""));
    assertTrue(
        lab.type("netstat -rn").contains(" UH      540 9000       0 eth0"),
        lab.type("netstat -rn"));
    assertEquals("1", lab.type("grep -c '540.9000.0' /proc/net/route").strip());
  }

  @Test
  void a_hop_limit_is_the_time_to_live_of_packets_of_ours() {
    toPc("hoplimit 20");
    lab.type("pc$ tcpdump -nvi eth0 -c 1 icmp > /tmp/seen &");

    lab.type("ping -c 1 192.168.1.50");

    assertTrue(lab.type("pc$ cat /tmp/seen").contains("ttl 20,"), lab.type("pc$ cat /tmp/seen"));
    assertEquals("", lab.type("ip route del 192.168.1.50"));
    lab.type("ip route add 192.168.1.50 dev eth0 hoplimit 256");
    assertTrue(lab.status() != 0);
  }

  @Test
  void segments_and_window_that_are_offered_stay_below() {
    toPc("advmss 500 window 9000");
    lab.type("pc$ tcpdump -ni eth0 -c 1 tcp > /tmp/seen &");

    lab.type("wget -q -O - http://192.168.1.50/");

    String seen = lab.type("pc$ cat /tmp/seen");
    assertTrue(seen.contains(" win 9000, options [mss 500,"), seen);
    assertTrue(seen.contains("wscale 0]"), seen);
  }

  @Test
  void so_many_segments_are_sent_at_first() {
    lab.with("docker run -d --network host web", "tc qdisc add dev eth0 root netem delay 10ms");

    assertEquals(10, firstBurst());
    toPc("initcwnd 3");
    assertEquals(3, firstBurst());
  }

  /// How many segments of a page come before the first round trip is over.
  private long firstBurst() {
    lab.type("pc$ tcpdump -ttni eth0 -c 12 'tcp and src port 80 and greater 100' > /tmp/seen &");
    lab.type("pc$ wget -q -O /dev/null http://192.168.1.41/big.txt");
    double[] seconds =
        lab.type("pc$ cat /tmp/seen")
            .lines()
            .mapToDouble(line -> Double.parseDouble(line.replaceFirst(" .*", "")))
            .toArray();
    return Arrays.stream(seconds).filter(each -> each < seconds[0] + 0.005).count();
  }
}
