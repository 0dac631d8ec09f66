package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What the matches that count and the targets that copy do to packets.
class LimitingRulesTest {
  private static final String LAN =
      """
      name: lan
      services: {}
      x-drydock:
        machines:
          dh1:
            nics: { eth0: { link: lan, address: [10.0.0.1/24, "2001:db8::1/64"] } }
            serve: [ { http: 80, files: { /index.html: "the secret word" } }, { tcp: 99 } ]
          one: { nics: { eth0: { link: lan, address: [10.0.0.2/24, "2001:db8::2/64"] } } }
          two: { nics: { eth0: { link: lan, address: 10.0.0.3/24 } } }
      """;

  private final TypedLab lab = TypedLab.of(LAN);

  private String type(String words) {
    return lab.type(words);
  }

  private int received(String pings) {
    return Integer.parseInt(pings.replaceAll("(?s).*transmitted, (\\d+) received.*", "$1"));
  }

  @Test
  void hashlimit_has_a_bucket_for_each_source() {
    type(
        "dh1$ iptables -A INPUT -p icmp -m hashlimit --hashlimit-above 1/min --hashlimit-burst 3"
            + " --hashlimit-mode srcip --hashlimit-name ping --hashlimit-htable-expire 600000 -j"
            + " DROP");
    assertEquals(3, received(type("one$ ping -c 6 -i 0.2 -W 1 10.0.0.1")));
    assertEquals(3, received(type("two$ ping -c 6 -i 0.2 -W 1 10.0.0.1")));
    type("one$ sleep 70");
    assertEquals(1, received(type("one$ ping -c 6 -i 0.2 -W 1 10.0.0.1")));
  }

  @Test
  void connlimit_counts_what_an_address_has_open() {
    type(
        "dh1$ iptables -A INPUT -p tcp --syn --dport 99 -m connlimit --connlimit-above 2"
            + " -j REJECT --reject-with tcp-reset");
    type("one$ nc 10.0.0.1 99 < /dev/zero & nc 10.0.0.1 99 < /dev/zero & sleep 0.5");
    assertTrue(type("one$ nc -v -z 10.0.0.1 99").contains("refused"));
    assertTrue(type("two$ nc -v -z 10.0.0.1 99").contains("succeeded"));
  }

  /// As curl 7.88 does on Linux 6.18 where what follows a handshake is refused.
  @Test
  void a_refusal_behind_the_handshake_is_an_error_of_connecting() {
    type("dh1$ iptables -A INPUT -p tcp --dport 80 -m conntrack --ctstate ESTABLISHED -j REJECT");
    String said = type("one$ curl -sS -m 3 http://10.0.0.1/");
    assertTrue(said.startsWith("curl: (7) Failed to connect to 10.0.0.1 port 80 after"), said);
    assertTrue(type("one$ nc -v -w 1 10.0.0.1 80").contains("refused"));
  }

  /// `tcp_req_err`: of the errors about an answered SYN only two kinds end it.
  @Test
  void a_listener_gives_a_connection_up_when_its_network_or_host_is_unreachable() {
    type("one$ iptables -A INPUT -p tcp --sport 80 -j REJECT");
    type("one$ curl -s -m 3 http://10.0.0.1/ & sleep 0.5");
    assertTrue(type("dh1$ ss -tan").contains("SYN-RECV"));
    type(
        "one$ iptables -R INPUT 1 -p tcp --sport 80 -j REJECT --reject-with icmp-host-unreachable");
    type("one$ sleep 60");
    type("one$ curl -s -m 3 http://10.0.0.1/ & sleep 0.5");
    assertTrue(!type("dh1$ ss -tan").contains("SYN-RECV"));
  }

  @Test
  void packets_with_a_text_are_found() {
    type("dh1$ iptables -A OUTPUT -p tcp --sport 80 -m string --algo bm --string secret -j DROP");
    type("one$ curl -s -m 3 http://10.0.0.1/");
    assertEquals(28, lab.status());
    type("dh1$ iptables -F");
    assertEquals("the secret word", type("one$ curl -s http://10.0.0.1/"));
  }

  @Test
  void a_quota_lets_pass_as_long_as_bytes_are_left() {
    type("dh1$ iptables -A INPUT -p icmp -m quota --quota 200 -j ACCEPT");
    type("dh1$ iptables -A INPUT -p icmp -j DROP");
    assertEquals(2, received(type("one$ ping -c 4 -i 0.2 -W 1 10.0.0.1")));
  }

  @Test
  void a_source_that_is_elsewhere_fails_the_reverse_path() {
    type("dh1$ iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP");
    type("one$ ip addr add 10.7.0.1/32 dev lo");
    type("dh1$ ip route add 10.7.0.1 via 10.0.0.2");
    assertEquals(1, received(type("one$ ping -c 1 -W 1 -I 10.7.0.1 10.0.0.1")));
    type("dh1$ ip route del 10.7.0.1 via 10.0.0.2");
    assertEquals(0, received(type("one$ ping -c 1 -W 1 -I 10.7.0.1 10.0.0.1")));
  }

  @Test
  void a_copy_goes_to_the_gateway_that_is_named() {
    type("dh1$ iptables -t mangle -A PREROUTING -p icmp -j TEE --gateway 10.0.0.3");
    type("two$ tcpdump -ni eth0 -c 1 icmp > seen & sleep 0.1");
    assertEquals(1, received(type("one$ ping -c 1 10.0.0.1")));
    type("two$ sleep 1");
    assertTrue(type("two$ cat seen").contains("10.0.0.2 > 10.0.0.1: ICMP echo request"));
  }

  @Test
  void connections_are_told_apart_by_what_they_carried() {
    type(
        "dh1$ iptables -A INPUT -p icmp -m connbytes --connbytes 3: --connbytes-dir original"
            + " --connbytes-mode packets -j DROP");
    assertEquals(2, received(type("one$ ping -c 5 -i 0.2 -W 1 10.0.0.1")));
  }

  @Test
  void hop_limits_are_set_and_matched() {
    type("dh1$ ip6tables -t mangle -A OUTPUT -j HL --hl-set 9");
    type("one$ ip6tables -A INPUT -m hl --hl-eq 9 -j DROP");
    type("one$ sleep 3");
    assertEquals(0, received(type("one$ ping -c 1 -W 1 2001:db8::1")));
    type("dh1$ ip6tables -t mangle -F");
    assertEquals(1, received(type("one$ ping -c 1 -W 1 2001:db8::1")));
  }

  @Test
  void addresses_of_ipv6_are_remembered() {
    type("dh1$ ip6tables -A INPUT -p icmpv6 --icmpv6-type 128 -m recent --set --name seen");
    type(
        "dh1$ ip6tables -A INPUT -p icmpv6 --icmpv6-type 128 -m recent --rcheck --seconds 60"
            + " --hitcount 3 --name seen -j DROP");
    type("one$ sleep 3");
    assertEquals(2, received(type("one$ ping -c 4 -i 0.2 -W 1 2001:db8::1")));
  }
}
