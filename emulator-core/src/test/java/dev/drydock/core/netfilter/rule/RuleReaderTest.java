package dev.drydock.core.netfilter.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netfilter.RuleLine;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.TestNet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleReaderTest {
  private final Table table =
      new TestNet().machine().root().ipv4().netfilter().tables().open(Table.Kind.NAT);

  private String roundTrip(String rule) throws RuleException {
    return RuleLine.of(RuleReader.read(List.of(rule.split(" ", -1)), table));
  }

  @Test
  void every_recorded_rule_is_printed_as_it_was_read() throws IOException, RuleException {
    List<String> rules;
    try (InputStream in = getClass().getResourceAsStream("/iptables/recorded-rules.txt")) {
      assertTrue(in != null);
      rules = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    for (String rule : rules) {
      String chain = rule.split(" ", -1)[1];
      int jump = Math.max(rule.indexOf(" -j "), rule.indexOf(" -g "));
      String target = jump < 0 ? "" : rule.substring(jump + 4).split(" ", -1)[0];
      if (!Targets.isKnown(target) && table.chain(target) == null && !target.isEmpty()) {
        table.newChain(target);
      }
      String words = rule.substring(3 + chain.length()).strip();
      assertEquals(words, roundTrip(words));
    }
    assertTrue(rules.size() > 100);
  }

  @Test
  void options_are_put_into_iptables_own_words_and_order() throws RuleException {
    assertEquals(
        "-s 10.0.0.0/8 ! -i eth0 -p tcp -m tcp --dport 80 -j ACCEPT",
        roundTrip("--jump ACCEPT -p tcp --dport 80 ! -i eth0 --src 10.1.2.3/8"));
    assertEquals(
        "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP", roundTrip("-p tcp --syn -j DROP"));
    assertEquals(
        "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        roundTrip("-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"));
    assertEquals("-j MARK --set-xmark 0x1/0xffffffff", roundTrip("-j MARK --set-mark 1"));
    assertEquals("-j REJECT --reject-with icmp-port-unreachable", roundTrip("-j REJECT"));
    assertEquals("-d 10.1.2.3/32 -j DROP", roundTrip("-d 10.1.2.3 -j DROP"));
    assertEquals("-d 10.1.0.0/16 -j DROP", roundTrip("-d 10.1.2.3/255.255.0.0 -j DROP"));
    assertEquals(
        "-p icmp -m icmp --icmp-type 8 -j DROP",
        roundTrip("-p icmp --icmp-type echo-request -j DROP"));
  }

  @Test
  void missing_numbers_of_an_address_are_zero() throws RuleException {
    assertEquals("-s 10.1.1.0/32 -j DROP", roundTrip("-s 10.1.1 -j DROP"));
    assertEquals("-d 10.0.0.0/8 -j DROP", roundTrip("-d 10/8 -j DROP"));
    assertEquals("-j DROP", roundTrip("-s any/0 -j DROP"));
    assertEquals("host/network `10.1.' not found", refusal("-s 10.1. -j DROP"));
  }

  private String refusal(String rule) {
    return assertThrows(
            RuleException.class, () -> RuleReader.read(List.of(rule.split(" ", -1)), table))
        .text();
  }

  @Test
  void what_iptables_refuses_is_refused_in_its_words() {
    assertEquals("unknown option \"--dprot\"", refusal("-p tcp --dprot 80 -j ACCEPT"));
    assertEquals("unknown option \"--dport\"", refusal("--dport 80 -j ACCEPT"));
    assertEquals(
        "Couldn't load match `nosuch':No such file or directory\n", refusal("-m nosuch -j ACCEPT"));
    assertEquals("unknown protocol \"tpc\" specified", refusal("-p tpc -j ACCEPT"));
    assertEquals("host/network `300.1.1.1' not found", refusal("-s 300.1.1.1 -j ACCEPT"));
    assertEquals("Bad argument `80'", refusal("-p tcp 80"));
    assertEquals("option \"-s\" requires an argument", refusal("-s"));
    assertEquals("invalid port/service `99999' specified", refusal("-p tcp --dport 99999"));
  }

  @Test
  void any_words_are_read_or_refused() {
    String[] words = {
      "-s",
      "10.0.0.1/8",
      "!",
      "-p",
      "tcp",
      "udp",
      "--dport",
      "1:2",
      ":",
      "-m",
      "conntrack",
      "--ctstate",
      "NEW,",
      "multiport",
      "--dports",
      "1,2,,",
      "-j",
      "DNAT",
      "--to-destination",
      "1.2.3.4:1-2",
      "-",
      "limit",
      "--limit",
      "5/",
      "--limit-burst",
      "-1",
      "MARK",
      "--set-mark",
      "0xfffffffff",
      "icmp",
      "--icmp-type",
      "999",
      "",
      "\u0000",
      "--tcp-flags",
      "SYN,X",
      "-c",
      "1"
    };
    Cases.forEach(
        3000,
        random -> {
          List<String> line = new ArrayList<>();
          for (int i = random.between(0, 9); i > 0; i--) {
            line.add(words[random.between(0, words.length - 1)]);
          }
          try {
            String printed = RuleLine.of(RuleReader.read(line, table));
            assertFalse(printed.contains("  "));
          } catch (RuleException refused) {
            assertTrue(!refused.text().isEmpty());
          }
        });
  }
}
