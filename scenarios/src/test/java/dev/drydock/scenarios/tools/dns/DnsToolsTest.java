package dev.drydock.scenarios.tools.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The tools against recordings (user-bridge 03 and 09, overlay 05; DiG 9.18, BusyBox 1.35), asked
/// in containers `three` (172.18.0.2) and `four` (172.18.0.3) on the network numbers.
class DnsToolsTest {
  private final TypedLab lab = TypedLab.start();

  @BeforeEach
  void start() {
    lab.type("docker network create numbers");
    lab.type("docker run -d --name three --network numbers busybox sleep 1000000");
    lab.type("docker run -d --name four --network numbers debian sleep 1000000");
  }

  private String normalised(String line) {
    return lab.type(line)
        .replaceAll("id: \\d+", "id: N")
        .replaceAll("time: \\d+", "time: N")
        .replaceAll("WHEN: .*", "WHEN: T");
  }

  @Test
  void dig_reads_as_recorded() {
    assertEquals(
        """

        ; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> three
        ;; global options: +cmd
        ;; Got answer:
        ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: N
        ;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0

        ;; QUESTION SECTION:
        ;three.\t\t\t\tIN\tA

        ;; ANSWER SECTION:
        three.\t\t\t600\tIN\tA\t172.18.0.2

        ;; Query time: N msec
        ;; SERVER: 127.0.0.11#53(127.0.0.11) (UDP)
        ;; WHEN: T
        ;; MSG SIZE  rcvd: 44

        """,
        normalised("four@dh1$ dig three"));
  }

  /// Recorded with DiG 9.18: with its dot a name of seven letters, and the sign before it, fill a
  /// tab.
  @Test
  void the_sign_before_a_question_takes_no_part_in_its_columns() {
    lab.type("docker run -d --name paula3 --network numbers busybox sleep 1000000");

    String said = lab.type("four@dh1$ dig paula3");

    assertTrue(said.contains("\n;paula3.\t\t\t\tIN\tA\n"), said);
    assertTrue(said.contains("\npaula3.\t\t\t600\tIN\tA\t172.18.0.4\n"), said);
  }

  /// `bin/dig/dighost.c`: names with fewer dots than `ndots` first behind the search domains.
  @Test
  void tools_of_bind_look_for_short_names_behind_search_domains() {
    lab.type(
        "docker run -d --name five --network numbers --dns-opt ndots:1 --dns-search numbers debian"
            + " sleep 1000000");

    String host = lab.type("five@dh1$ host three");
    assertTrue(host.startsWith("three.numbers has address 172.18.0.2\n"), host);
    String found = lab.type("five@dh1$ nslookup three");
    assertTrue(found.contains("Name:\tthree.numbers\n"), found);
    String asItIs = lab.type("five@dh1$ nslookup -nosearch three");
    assertTrue(asItIs.contains("Name:\tthree\n"), asItIs);
    String usual = lab.type("four@dh1$ host three");
    assertTrue(usual.startsWith("three has address 172.18.0.2\n"), usual);
  }

  /// As dig of Debian 12 does in a container with `--dns-search`; `setup_lookup`, `next_origin`.
  @Test
  void dig_looks_behind_search_domains_when_told_to() {
    String start = "docker run -d --network numbers --dns-search numbers --name ";
    lab.type(start + "six --dns-opt ndots:1 debian sleep 1000000");
    lab.type(start + "seven debian sleep 1000000");

    String found = lab.type("six@dh1$ dig +search +noall +answer three");
    assertEquals("three.numbers.\t\t600\tIN\tA\t172.18.0.2\n", found);
    String asItIs = lab.type("six@dh1$ dig +noall +answer three");
    assertEquals("three.\t\t\t600\tIN\tA\t172.18.0.2\n", asItIs);
    String zero = lab.type("seven@dh1$ dig +search +noall +answer three");
    assertEquals("three.\t\t\t600\tIN\tA\t172.18.0.2\n", zero);
    String whole = lab.type("six@dh1$ dig +search +noall +answer three.");
    assertEquals("three.\t\t\t600\tIN\tA\t172.18.0.2\n", whole);
  }

  /// What a command on dh1 says, and its first query as tcpdump shows it.
  private String firstQuery(String line) {
    return lab.type("tcpdump -v -n -t -i eth0 -c 1 udp port 53 & " + line + "; wait");
  }

  /// A bare word that names a type is no name (`parse_args` of dig.c).
  @Test
  void dig_without_a_name_asks_for_the_root_whatever_the_type() {
    String said = firstQuery("dig @192.168.1.50 MX srv");

    assertTrue(said.contains(";; Warning, extra type option\n"), said);
    assertTrue(said.contains(" NS? ."), said);
  }

  @Test
  void dig_asks_for_any_over_tcp_unless_told_otherwise() {
    String said = lab.type("dig @192.168.1.50 ANY three");
    assertTrue(said.contains(";; Connection to 192.168.1.50#53(192.168.1.50) for three"), said);

    String datagrams = lab.type("dig +notcp +timeout=1 @192.168.1.50 ANY three");
    assertTrue(datagrams.contains(";; communications error to 192.168.1.50#53"), datagrams);
  }

  @Test
  void queries_of_bind_may_be_fragmented() {
    String said = firstQuery("dig @192.168.1.50 a.test");

    assertTrue(said.contains("flags [none], proto UDP"), said);
  }

  @Test
  void dig_over_tcp_says_so() {
    String said = normalised("four@dh1$ dig +tcp three");

    assertTrue(said.contains(";; SERVER: 127.0.0.11#53(127.0.0.11) (TCP)\n"), said);
    assertTrue(said.contains("three.\t\t\t600\tIN\tA\t172.18.0.2\n"), said);
  }

  @Test
  void dig_shows_what_is_asked_for_only() {
    assertEquals(
        "2.0.18.172.in-addr.arpa. 600\tIN\tPTR\tthree.numbers.\n",
        lab.type("four@dh1$ dig +noall +answer -x 172.18.0.2"));
    assertEquals("172.18.0.2\n", lab.type("four@dh1$ dig three.numbers +short"));
    assertEquals("", lab.type("four@dh1$ dig AAAA three +short"));
  }

  /// As dig of Debian 12 says it.
  @Test
  void dig_greets_by_what_stands_before_the_name() {
    String refused = ";; communications error to 192.168.1.50#53: connection refused\n";
    String none = ";; no servers could be reached\n";
    String late = "x.test @192.168.1.50 +tries=1 +short";

    assertEquals(
        refused
            + "\n; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> "
            + late
            + "\n;; global options: +cmd\n"
            + none,
        lab.type("dig " + late));
    assertEquals(refused + none, lab.type("dig @192.168.1.50 +tries=1 +short x.test"));
    assertFalse(lab.type("four@dh1$ dig three @127.0.0.11").contains("server found"));
    assertTrue(lab.type("four@dh1$ dig @127.0.0.11 three").contains("\n; (1 server found)\n"));
  }

  @Test
  void dig_without_an_answer_says_so_three_times_and_fails() {
    String said = lab.type("dig +timeout=1 @192.168.1.50 nowhere.test");

    assertEquals(
        ";; communications error to 192.168.1.50#53: connection refused\n".repeat(3)
            + "\n; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> +timeout=1 @192.168.1.50 nowhere.test\n"
            + "; (1 server found)\n;; global options: +cmd\n"
            + ";; no servers could be reached\n",
        said);
    assertEquals(9, lab.status());
  }

  /// Recorded with DiG 9.18.
  @Test
  void dig_warns_of_a_second_type() {
    String said = lab.type("four@dh1$ dig +noall MX A three");

    assertEquals(";; Warning, extra type option\n", said);
    assertEquals(
        ";; Warning, ignoring invalid type foo\n", lab.type("four@dh1$ dig +noall -t foo three"));
  }

  @Test
  void nslookup_of_busybox_reads_as_recorded() {
    assertEquals(
        """
        Server:\t\t127.0.0.11
        Address:\t127.0.0.11:53

        Non-authoritative answer:
        Name:\tfour
        Address: 172.18.0.3

        Non-authoritative answer:

        """,
        lab.type("three@dh1$ nslookup four"));
  }

  @Test
  void the_tools_of_bind_and_glibc_agree() {
    assertEquals(
        """
        Server:\t\t127.0.0.11
        Address:\t127.0.0.11#53

        Non-authoritative answer:
        Name:\tthree
        Address: 172.18.0.2

        """,
        lab.type("four@dh1$ nslookup three"));
    assertEquals("three has address 172.18.0.2\n", lab.type("four@dh1$ host three"));
    assertEquals("172.18.0.2      three\n", lab.type("four@dh1$ getent hosts three"));
    lab.type("four@dh1$ getent hosts nobody");
    assertEquals(2, lab.status());
  }

  @Test
  @Tag("S047")
  void ping_by_name_asks_the_engine_and_names_who_answers() {
    String busybox = lab.type("three@dh1$ ping -c 1 four");
    String iputils = lab.type("four@dh1$ ping -c 1 three");

    assertTrue(busybox.startsWith("PING four (172.18.0.3): 56 data bytes\n"), busybox);
    assertTrue(iputils.contains("64 bytes from three.numbers (172.18.0.2): icmp_seq=1"), iputils);
  }

  /// Recorded with iputils 20221126: one question for each answer, quiet or not; `-n` asks none.
  @Test
  void ping_asks_for_the_name_of_each_answer_even_when_it_is_quiet() {
    lab.type("four@dh1(netns)$ tcpdump -n -t -i lo -w /tmp/q.pcap udp 2>/dev/null &");
    lab.type("four@dh1$ ping -q -c 2 three");
    String asked = lab.type("four@dh1(netns)$ pkill -INT tcpdump; tcpdump -n -t -r /tmp/q.pcap");

    assertEquals(2, asked.split(" PTR ", -1).length - 1, asked);
  }

  @Test
  void wrong_words_are_refused() {
    assertTrue(lab.type("dig +nonsense x").startsWith("Invalid option: +nonsense\n"));
    assertEquals(1, lab.status());
    lab.type("three@dh1$ nslookup -type=nonsense x");
    assertEquals(1, lab.status());
  }

  /// BIND limits its segments; recorded with `dig +tcp` of 9.18.
  @Test
  void dig_offers_small_segments() {
    String said =
        lab.type(
            "tcpdump -n -t -i eth0 -c 1 tcp port 53 & dig +tcp +tries=1 +time=1 @192.168.1.50 a;"
                + " wait");

    assertTrue(said.contains("[mss 1220,sackOK"), said);
  }

  /// Recorded with iputils 20221126 on a bridge with IPv6.
  @Test
  void ping_takes_the_first_address_of_a_name_which_is_that_of_ipv6() {
    lab.type("docker network create --ipv6 --subnet fd66::/64 six");
    lab.type("docker run -d --name five --network six debian sleep 1000000");
    lab.type("docker run -d --name sixth --network six debian sleep 1000000");

    String said = lab.type("five@dh1$ ping -c 1 sixth");

    assertTrue(said.startsWith("PING sixth(sixth.six (fd66::3)) 56 data bytes\n"), said);
  }

  /// As BusyBox 1.35 of Debian 12 said it in a namespace: a refusal from near comes before the
  /// second question is written.
  @Test
  void nslookup_of_busybox_says_why_nobody_answers() {
    assertEquals(
        """
        nslookup: write to '172.18.0.1': Connection refused
        ;; connection timed out; no servers could be reached

        """,
        lab.type("three@dh1$ nslookup a.example 172.18.0.1"));
    assertEquals(1, lab.status());
    lab.type("docker run -d --name alone --network none busybox sleep 1000000");
    assertEquals(
        "nslookup: can't connect to remote host (8.8.8.8): Network is unreachable\n",
        lab.type("alone@dh1$ nslookup a.example 8.8.8.8"));
    assertEquals(1, lab.status());
    lab.type("iptables -I INPUT -p udp --dport 53 -j DROP");
    assertEquals(
        ";; connection timed out; no servers could be reached\n\n",
        lab.type("three@dh1$ nslookup a.example 172.18.0.1"));
  }
}
