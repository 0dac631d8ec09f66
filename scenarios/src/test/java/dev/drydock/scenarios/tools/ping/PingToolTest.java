package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.PingError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.TypedLab;
import dev.drydock.scenarios.tools.net.Typist;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ping` of iputils and BusyBox against recordings (iputils 20221126, BusyBox 1.35).
class PingToolTest {
  private final Typist typist = new Typist();

  private String normalised(String line) {
    return typist
        .type(line)
        .replaceAll("time=[0-9.]+ ms", "time=T")
        .replaceAll("time \\d+ms", "time T")
        .replaceAll("= [0-9./]+ ms", "= T");
  }

  @Test
  @Tag("S179")
  void a_ping_from_machine_to_machine_reads_as_recorded() {
    assertEquals(
        """
        PING 192.168.1.50 (192.168.1.50) 56(84) bytes of data.
        64 bytes from 192.168.1.50: icmp_seq=1 ttl=64 time=T
        64 bytes from 192.168.1.50: icmp_seq=2 ttl=64 time=T

        --- 192.168.1.50 ping statistics ---
        2 packets transmitted, 2 received, 0% packet loss, time T
        rtt min/avg/max/mdev = T
        """,
        normalised("ping -c 2 192.168.1.50"));
    assertEquals(0, typist.status());
  }

  @Test
  void a_ping_to_nowhere_is_one_to_itself() {
    String said = typist.type("ping -c 1 0.0.0.0");

    assertTrue(said.startsWith("PING 0.0.0.0 (127.0.0.1) 56(84) bytes of data.\n64 bytes"), said);
    assertTrue(typist.type("ping -c 1 ::").contains("64 bytes from ::1"), "IPv6 alike");
  }

  @Test
  void nobody_answering_is_unreachable_by_the_own_address() {
    assertEquals(
        """
        PING 192.168.1.77 (192.168.1.77) 56(84) bytes of data.
        From 192.168.1.41 icmp_seq=1 Destination Host Unreachable
        From 192.168.1.41 icmp_seq=2 Destination Host Unreachable
        From 192.168.1.41 icmp_seq=3 Destination Host Unreachable

        --- 192.168.1.77 ping statistics ---
        3 packets transmitted, 0 received, +3 errors, 100% packet loss, time T
        pipe 3
        """,
        normalised("ping -c 3 192.168.1.77"));
    assertEquals(1, typist.status());
  }

  /// Recorded with iputils 20221126 on Linux 6.18, as are the next ones.
  @Test
  void a_flood_shows_a_dot_for_each_request_without_an_answer() {
    assertEquals(
        """
        PING 192.168.1.50 (192.168.1.50) 56(84) bytes of data.
        .\b \b.\b \b.\b \b
        --- 192.168.1.50 ping statistics ---
        3 packets transmitted, 3 received, 0% packet loss, time T
        rtt min/avg/max/mdev = T, ipg/ewma T ms
        """,
        normalised("ping -f -c 3 192.168.1.50").replaceAll("ewma [0-9./]+", "ewma T"));
    String silent = typist.type("ping -f -c 5 -W 1 192.168.1.77");
    assertTrue(silent.contains("\n.....\n"), silent);
    assertTrue(silent.contains("time 6"), "a hundred a second at most: " + silent);
  }

  @Test
  void requests_without_an_answer_are_told_of_with_o() {
    assertEquals(
        """
        PING 192.168.1.77 (192.168.1.77) 56(84) bytes of data.
        no answer yet for icmp_seq=1
        no answer yet for icmp_seq=2
        From 192.168.1.41 icmp_seq=1 Destination Host Unreachable
        From 192.168.1.41 icmp_seq=2 Destination Host Unreachable
        From 192.168.1.41 icmp_seq=3 Destination Host Unreachable

        --- 192.168.1.77 ping statistics ---
        3 packets transmitted, 0 received, +3 errors, 100% packet loss, time T
        pipe 3
        """,
        normalised("ping -O -c 3 192.168.1.77"));
  }

  @Test
  void lines_have_the_time_in_front_with_d() {
    String said = typist.type("ping -D -c 1 192.168.1.50");

    assertTrue(said.contains("\n[1767225"), said);
    assertTrue(said.matches("(?s).*\\[\\d+\\.\\d{6}] 64 bytes from .*"), said);
  }

  @Test
  void the_interval_follows_the_answers_with_a() {
    String said = typist.type("ping -A -c 4 192.168.1.50");

    assertTrue(said.contains("icmp_seq=4"), said);
    assertTrue(said.contains("4 received, 0% packet loss, time 0ms"), said);
    assertTrue(said.contains(" ms, ipg/ewma "), said);
  }

  @Test
  void several_requests_leave_at_once_with_l() {
    String said = typist.type("ping -l 3 -c 5 192.168.1.50");

    assertTrue(said.contains("5 received, 0% packet loss, time 2"), said);
    assertTrue(said.contains(" ms, pipe 3\n"), said);
  }

  @Test
  void too_long_and_not_to_be_fragmented_is_a_local_error() {
    assertEquals(
        """
        PING 192.168.1.50 (192.168.1.50) 1600(1628) bytes of data.
        ping: local error: message too long, mtu=1500

        --- 192.168.1.50 ping statistics ---
        1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

        """,
        typist.type("ping -c 1 -M do -s 1600 192.168.1.50"));
  }

  @Test
  void silence_ends_after_the_wait_and_prints_an_empty_line() {
    typist.set("ip netns add one", "ip route add 198.18.7.0/24 via 192.168.1.50");

    assertEquals(
        """
        PING 198.18.7.1 (198.18.7.1) 56(84) bytes of data.

        --- 198.18.7.1 ping statistics ---
        1 packets transmitted, 0 received, 100% packet loss, time 0ms

        """,
        typist.type("ping -c 1 -W 1 198.18.7.1"));
    assertEquals(1, typist.status());
  }

  @Test
  void a_broadcast_is_pinged_when_asked_for_and_not_answered() {
    assertEquals(
        """
        WARNING: pinging broadcast address
        PING 192.168.1.255 (192.168.1.255) 56(84) bytes of data.

        --- 192.168.1.255 ping statistics ---
        1 packets transmitted, 0 received, 100% packet loss, time 0ms

        """,
        typist.type("ping -b -c 1 -W 1 192.168.1.255"));
  }

  @Test
  void a_name_of_the_hosts_file_is_shown_with_its_address() {
    Objects.requireNonNull(typist.lab.box("dh1")).files().write("/etc/hosts", "192.168.1.50 pc\n");

    assertEquals(
        """
        PING pc (192.168.1.50) 56(84) bytes of data.
        64 bytes from pc (192.168.1.50): icmp_seq=1 ttl=64 time=T

        --- pc ping statistics ---
        1 packets transmitted, 1 received, 0% packet loss, time 0ms
        rtt min/avg/max/mdev = T
        """,
        normalised("ping -c 1 pc").replace("time T\nrtt", "time 0ms\nrtt"));
  }

  @Test
  void quiet_says_only_how_it_went() {
    assertEquals(
        """
        PING 192.168.1.50 (192.168.1.50) 56(84) bytes of data.

        --- 192.168.1.50 ping statistics ---
        1 packets transmitted, 1 received, 0% packet loss, time T
        rtt min/avg/max/mdev = T
        """,
        normalised("ping -q -c 1 192.168.1.50"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ping 8.8.8.8            | 2 | ping: connect: Network is unreachable
          ping nobody             | 2 | ping: nobody: Temporary failure in name resolution
          ping -c 0 192.168.1.50  | 1 | ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807
          ping                    | 1 | ping: usage error: Destination address required
          ping -M x 192.168.1.50  | 2 | ping: invalid -M argument: x
          ping 192.168.1.255      | 2 | ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules
          ping -I nix 192.168.1.5 | 2 | ping: SO_BINDTODEVICE nix: No such device
          ping -z 192.168.1.5     | 2 | ping: invalid option -- 'z'
          """)
  void what_is_wrong_is_said_as_iputils_says_it(String line, int status, String text) {
    assertEquals(text, typist.type(line).lines().findFirst().orElse(""));
    assertEquals(status, typist.status());
  }

  @Test
  void a_redirect_names_the_better_way() {
    assertEquals(
        "Redirect Host(New nexthop: 192.168.1.1)",
        IcmpText.of(new PingError(2, IpAddress.v4(0xc0a80129), 5, 1, 0xc0a80101)));
  }

  @Test
  void fragmentation_needed_names_the_mtu() {
    assertEquals(
        "Frag needed and DF set (mtu = 1300)",
        IcmpText.of(new PingError(1, IpAddress.v4(0xc0a80101), 3, 4, 1300)));
  }

  @ParameterizedTest
  @CsvSource({"88,0.088", "1017,1.02", "12345,12.3", "123456,123"})
  void a_time_shows_three_digits_that_count(long micros, String shown) {
    assertEquals(shown, RoundTrips.shown(micros));
  }

  @Test
  void deviation_is_that_of_the_recorded_pings() {
    RoundTrips times = new RoundTrips();
    times.add(206_000);
    times.add(180_000);
    times.add(259_000);

    assertEquals("0.180/0.215/0.259/0.032", times.minAvgMaxDeviation());
  }

  @Test
  void nowhere_is_the_machine_itself() {
    var lab = TypedLab.start();
    assertTrue(lab.type("ping -c 1 0.0.0.0").startsWith("PING 0.0.0.0 (127.0.0.1) 56(84)"));
    assertEquals(0, lab.status());
    String busybox = lab.type("docker run --rm busybox ping -c 1 0.0.0.0");
    assertTrue(busybox.contains("64 bytes from 127.0.0.1: seq=0"), busybox);
  }

  @Test
  void who_is_bound_to_a_link_without_a_route_takes_the_destination_to_be_on_it() {
    var lab = TypedLab.start();
    String own = lab.type("ping -c 1 -I lo 192.168.1.41");
    assertEquals(0, lab.status(), own);
    assertTrue(
        own.startsWith("ping: Warning: source address might be selected on device other than: lo"),
        own);
    lab.type("ping -c 1 -W 1 -I eth0 198.51.100.7");
    assertTrue(lab.type("ip neigh").contains("198.51.100.7 dev eth0"));
  }

  /// As iputils 20221126 says it.
  @Test
  void a_pattern_and_a_type_of_service_are_read_as_ping_reads_them() {
    assertTrue(
        typist
            .type("ping -c 1 -p ff00a 192.168.1.50")
            .startsWith("PATTERN: 0xff000a\nPING 192.168.1.50 (192.168.1.50) 56(84)"));
    assertTrue(typist.type("ping -q -c 1 -p 1 192.168.1.50").startsWith("PING "));
    assertEquals(
        "ping: patterns must be specified as hex digits: zz\n", typist.type("ping -p zz pc"));
    assertEquals(2, typist.status());
    assertTrue(typist.type("ping -c 1 -Q 0x10 192.168.1.50").contains("1 received"));
    assertEquals("ping: bad TOS value: 0x1G\n", typist.type("ping -Q 0x1G 192.168.1.50"));
    assertEquals(
        "ping: the decimal value of TOS bits must be in range 0-255: 300\n",
        typist.type("ping -Q 300 192.168.1.50"));
  }

  @Test
  void a_link_local_address_without_its_link_is_warned_of_in_a_container() {
    TypedLab lab =
        TypedLab.start()
            .with(
                "docker network create --ipv6 --subnet fd00:5::/64 six",
                "docker run -d --name one --network six net sleep 1000",
                "sleep 3");

    String said = lab.type("docker exec one ping -c 1 -I eth0 ff02::1");
    assertTrue(
        said.startsWith(
            "ping: Warning: IPv6 link-local address on ICMP datagram socket may require ifname or"
                + " scope-id => use: address%<ifname|scope-id>\n"
                + "ping: Warning: source address might be selected on device other than: eth0\n"
                + "PING ff02::1(ff02::1) from :: eth0: 56 data bytes\n64 bytes from fe80::"),
        said);
    assertTrue(lab.type("docker exec one ping -c 1 -W 1 ff02::1").contains(" 100% packet loss"));
    String all = lab.type("docker exec one ping -c 1 ff02::1%eth0");
    assertTrue(all.startsWith("PING ff02::1%eth0("), all);
    assertTrue(all.contains("64 bytes from fe80::42:acff:fe12:2%eth0: icmp_seq=1"), all);
  }
}
