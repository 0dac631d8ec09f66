package dev.drydock.core.netfilter.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleLine;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.TestNet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever is written behind `iptables -A`: it is read or refused, and what is read is saved in
/// words that read the same. `-Ddrydock.fuzz.rules=N` runs that many cases.
class RuleFuzzTest {
  private static final String[] WORDS = {
    "!",
    "hashlimit",
    "--hashlimit-upto",
    "--hashlimit-above",
    "--hashlimit-name",
    "--hashlimit-mode",
    "srcip,dstport",
    "7/min",
    "connlimit",
    "--connlimit-above",
    "--connlimit-mask",
    "connbytes",
    "--connbytes",
    "5:10",
    "--connbytes-dir",
    "original",
    "--connbytes-mode",
    "avgpkt",
    "string",
    "--string",
    "--hex-string",
    "|de ad|x",
    "--algo",
    "bm",
    "rpfilter",
    "--invert",
    "--loose",
    "quota",
    "--quota",
    "esp",
    "--espspi",
    "NFLOG",
    "--nflog-prefix",
    "CLASSIFY",
    "--set-class",
    "1:10",
    "TEE",
    "--gateway",
    "-p",
    "-s",
    "-d",
    "-i",
    "-o",
    "-f",
    "-j",
    "-g",
    "-m",
    "-c",
    "tcp",
    "udp",
    "icmp",
    "all",
    "47",
    "10.0.0.1",
    "10.0.0.0/8",
    "1.2.3.4/255.255.0.0",
    "eth0",
    "eth+",
    "lo",
    "+",
    "ACCEPT",
    "DROP",
    "REJECT",
    "--reject-with",
    "tcp-reset",
    "icmp-net-unreachable",
    "LOG",
    "--log-prefix",
    "--log-level",
    "MARK",
    "--set-mark",
    "--set-xmark",
    "0x1/0xff",
    "CONNMARK",
    "--save-mark",
    "--restore-mark",
    "--nfmask",
    "TTL",
    "--ttl-set",
    "NETMAP",
    "--to",
    "DNAT",
    "--to-destination",
    "1.2.3.4:80",
    "1.2.3.4-1.2.3.9:1-2",
    "SNAT",
    "--to-source",
    "MASQUERADE",
    "--to-ports",
    "--random",
    "conntrack",
    "--ctstate",
    "NEW,RELATED",
    "--ctproto",
    "addrtype",
    "--dst-type",
    "LOCAL",
    "comment",
    "--comment",
    "two-words",
    "it's",
    "mac",
    "--mac-source",
    "02:42:ac:11:00:02",
    "ttl",
    "--ttl-lt",
    "length",
    "--length",
    "1:2",
    "statistic",
    "--mode",
    "nth",
    "random",
    "--every",
    "--packet",
    "--probability",
    "0.5",
    "recent",
    "--set",
    "--update",
    "--seconds",
    "--hitcount",
    "--name",
    "multiport",
    "--dports",
    "80,90:95",
    "--dport",
    "--sport",
    "80",
    "8:9",
    "--syn",
    "--tcp-flags",
    "SYN,ACK",
    "NONE",
    "--tcp-option",
    "--icmp-type",
    "3/4",
    "echo-request",
    "limit",
    "--limit",
    "5/minute",
    "--limit-burst",
    "7",
    "-1",
    "0",
    "4294967296",
    "99999999999",
    "dscp",
    "--dscp",
    "--dscp-class",
    "EF",
    "tos",
    "--tos",
    "Minimize-Delay",
    "owner",
    "--uid-owner",
    "root",
    "pkttype",
    "--pkt-type",
    "broadcast",
    "iprange",
    "--src-range",
    "1.1.1.1-2.2.2.2",
    "tcpmss",
    "--mss",
    "physdev",
    "--physdev-in",
    "--physdev-is-bridged",
    "set",
    "--match-set",
    "",
    ":",
    "/",
    "-",
    "--",
    "é"
  };

  @Test
  void any_words_are_read_or_refused_and_read_the_same_when_saved() {
    var tables = new TestNet().machine().root().ipv4().netfilter().tables();
    int[] read = {0};
    Cases.forEach(
        Integer.getInteger("drydock.fuzz.rules", 20_000),
        cases -> {
          Table table = tables.open(cases.oneIn(2) ? Table.Kind.FILTER : Table.Kind.NAT);
          List<String> words = new ArrayList<>();
          for (int i = cases.between(1, 9); i > 0; i--) {
            words.add(WORDS[cases.between(0, WORDS.length - 1)]);
          }
          Rule rule = read(words, table);
          if (rule != null) {
            read[0]++;
            String saved = RuleLine.of(rule);
            Rule again = read(Quoted.words(saved), table);
            assertEquals(saved, again == null ? "refused" : RuleLine.of(again), words::toString);
          }
        });
    assertTrue(read[0] > 20, () -> read[0] + " rules read");
  }

  private static @Nullable Rule read(List<String> words, Table table) {
    try {
      return RuleReader.read(words, table);
    } catch (RuleException e) {
      return null;
    }
  }
}
