package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `conntrack` as conntrack-tools 1.4.7 prints it on Linux 6.18.
class ConntrackToolTest {
  private static final String LAN =
      """
      name: lan
      services: {}
      x-drydock:
        machines:
          dh1:
            nics: { eth0: { link: lan, address: 10.0.0.1/24 } }
          pc:
            nics: { eth0: { link: lan, address: 10.0.0.2/24 } }
            serve: [ { http: 80 } ]
      """;

  private final TypedLab lab = TypedLab.of(LAN);

  private String type(String words) {
    return lab.type("dh1$ " + words);
  }

  private void track() {
    type("iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT");
  }

  private static String masked(String text) {
    return text.replaceAll("(sport|dport)=(?!80 )(\\d+)", "$1=P").replaceAll("id=\\d+", "id=N");
  }

  @Test
  void lives_are_settings_of_the_namespace() {
    track();
    String name = "net.netfilter.nf_conntrack_icmp_timeout";
    assertEquals(name + " = 30\n", type("sysctl " + name));
    type("sysctl -w " + name + "=7");
    type("ping -c 1 10.0.0.2");
    assertTrue(type("conntrack -L -p icmp").matches("(?s)icmp +1 [67] src.*"));
    assertEquals(
        """
        net.netfilter.nf_conntrack_icmp_timeout = 7
        net.netfilter.nf_conntrack_icmpv6_timeout = 30
        """,
        type("sysctl -a | grep nf_conntrack_icmp"));
    assertEquals(
        "net.ipv4.conf.all.rp_filter\nnet.ipv4.conf.default.rp_filter\n",
        type("sysctl -aN -r 'v4.conf.(all|default).rp_filter'"));
  }

  @Test
  void events_tell_each_state_of_a_connection() {
    track();
    type("conntrack -E > ev & sleep 0.1");
    type("curl -s -o /dev/null http://10.0.0.2/");
    type("conntrack -D -p tcp");
    type("kill %1");
    type("sleep 0.1");
    String there = "src=10.0.0.1 dst=10.0.0.2 sport=P dport=80 ";
    String back = "src=10.0.0.2 dst=10.0.0.1 sport=80 dport=P";
    assertEquals(
        "    [NEW] tcp      6 120 SYN_SENT "
            + there
            + "[UNREPLIED] "
            + back
            + "\n"
            + " [UPDATE] tcp      6 60 SYN_RECV "
            + there
            + back
            + "\n"
            + " [UPDATE] tcp      6 432000 ESTABLISHED "
            + there
            + back
            + " [ASSURED]\n"
            + " [UPDATE] tcp      6 120 FIN_WAIT "
            + there
            + back
            + " [ASSURED]\n"
            + " [UPDATE] tcp      6 30 LAST_ACK "
            + there
            + back
            + " [ASSURED]\n"
            + " [UPDATE] tcp      6 120 TIME_WAIT "
            + there
            + back
            + " [ASSURED]\n"
            + "[DESTROY] tcp      6 119 TIME_WAIT "
            + there
            + back
            + " [ASSURED]\n",
        masked(type("cat ev")));
  }

  @Test
  void a_connection_whose_time_is_over_is_told_without_one() {
    track();
    type("conntrack -E -e DESTROY -p icmp > ev & sleep 0.1");
    type("ping -c 1 10.0.0.2");
    type("sleep 40");
    assertEquals(
        "[DESTROY] icmp     1 src=10.0.0.1 dst=10.0.0.2 type=8 code=0 id=N"
            + " src=10.0.0.2 dst=10.0.0.1 type=0 code=0 id=N\n",
        masked(type("cat ev")));
  }

  @Test
  void packets_and_bytes_are_counted_when_asked_for() {
    track();
    type("sysctl -w net.netfilter.nf_conntrack_acct=1");
    type("ping -c 1 10.0.0.2");
    String counted = "packets=1 bytes=84 ";
    String line =
        "icmp     1 29 src=10.0.0.1 dst=10.0.0.2 type=8 code=0 id=N %s"
            + "src=10.0.0.2 dst=10.0.0.1 type=0 code=0 id=N %smark=0 use=1\n";
    String note = "conntrack v1.4.7 (conntrack-tools): 1 flow entries have been shown.\n";
    assertEquals(line.formatted(counted, counted) + note, masked(type("conntrack -L -z")));
    String none = "packets=0 bytes=0 ";
    assertEquals(line.formatted(none, none) + note, masked(type("conntrack -L -p icmp")));
  }

  @Test
  void marks_are_set_and_looked_for() {
    track();
    type("ping -c 1 10.0.0.2");
    assertTrue(type("conntrack -U -p icmp -m 7").contains(" mark=7 use=1\n"));
    assertTrue(type("conntrack -L -m 0x3/0x3").contains("1 flow entries have been shown"));
    assertTrue(type("conntrack -L --mark 3").contains("0 flow entries have been shown"));
  }

  @Test
  void what_it_refuses_it_refuses_in_its_words() {
    String hint = "Try `conntrack -h' or 'conntrack --help' for more information.\n";
    String name = "conntrack v1.4.7 (conntrack-tools): ";
    for (List<String> each :
        List.of(
            List.of("-L --dport 80", "unknown option `--dport'"),
            List.of("-L -p foo", "`foo' unsupported protocol"),
            List.of("-L --zzz", "unknown option `--zzz'"),
            List.of("-L -C", "Invalid commands combination"),
            List.of("-L -s foo", "Invalid IP address `foo'"),
            List.of("-L -d", "option `-d' requires an argument"),
            List.of("-L foo", "unknown type `foo'"),
            List.of("-E -e foo", "Bad parameter `foo'"),
            List.of("-L -o foo", "Bad parameter `foo'"))) {
      assertEquals(name + each.getLast() + "\n" + hint, type("conntrack " + each.getFirst()));
      assertEquals(2, lab.status());
    }
    assertEquals(
        name + "Operation failed: such conntrack doesn't exist\n",
        type("conntrack -G -p udp -s 10.0.0.1 -d 10.0.0.2 --sport 5 --dport 6"));
    assertEquals(name + "0 flow entries have been deleted.\n", type("conntrack -D -p tcp"));
    assertEquals(1, lab.status());
  }

  @Test
  void both_families_are_listed_unless_one_is_asked_for() {
    track();
    type("ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT");
    type("ping -c 1 ::1");
    type("ping -c 1 10.0.0.2");
    assertTrue(type("conntrack -L").contains("2 flow entries have been shown"));
    assertTrue(type("conntrack -L -f ipv6").startsWith("icmpv6   58 "));
    assertEquals("2\n", type("conntrack -C"));
  }

  @Test
  void any_words_give_a_list_or_a_refusal() {
    track();
    type("ping -c 1 10.0.0.2");
    List<String> words =
        List.of(
            "-L",
            "-D",
            "-C",
            "-S",
            "-G",
            "-U",
            "-F",
            "-p",
            "tcp",
            "icmp",
            "--icmp-type",
            "8",
            "-m",
            "7/0",
            "0x",
            "-n",
            "-g",
            "-j",
            "10.0.0.2",
            "::1",
            "-s",
            "10.0.0.0/8",
            "-u",
            "ASSURED",
            "-o",
            "id,extended",
            "-f",
            "ipv6",
            "--sport",
            "99999999999",
            "expect",
            "-z",
            "-t",
            "--state",
            "dying",
            "-e",
            "NEW",
            "",
            "-",
            "--");
    Cases.forEach(
        Integer.getInteger("drydock.fuzz", 200),
        cases -> {
          StringBuilder line = new StringBuilder("conntrack");
          for (int i = cases.between(0, 6); i > 0; i--) {
            line.append(" '").append(words.get(cases.between(0, words.size() - 1))).append('\'');
          }
          type(line.toString());
          assertTrue(lab.status() >= 0 && lab.status() <= 2, line.toString());
        });
  }
}
