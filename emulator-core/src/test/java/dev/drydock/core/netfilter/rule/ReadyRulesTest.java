package dev.drydock.core.netfilter.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleLine;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Each rule is the same as the one that is read from its words.
class ReadyRulesTest {
  private final Table table =
      new TestNet().machine().root().ipv4().netfilter().tables().open(Table.Kind.NAT);

  private Rule read(String words) throws RuleException {
    return RuleReader.read(List.of(words.split(" ", -1)), table);
  }

  private static void assertSame(Rule expected, Rule ready) {
    assertEquals(RuleLine.of(expected), RuleLine.of(ready));
    assertTrue(expected.isSameAs(ready), "for iptables -D");
  }

  @Test
  void a_jump() throws RuleException {
    table.newChain("DOCKER_OUTPUT");
    Rule expected = read("-d 127.0.0.11/32 -j DOCKER_OUTPUT");
    Chain chain = Objects.requireNonNull(table.chain("DOCKER_OUTPUT"));
    assertSame(expected, ReadyRules.jump(expected.header(), chain));
  }

  @Test
  void a_destination_translated() throws RuleException {
    Rule expected =
        read("-d 127.0.0.11/32 -p udp -m udp --dport 53 -j DNAT --to-destination 127.0.0.11:40000");
    IpAddress address = IpAddress.parse("127.0.0.11");
    var range = new NatRange(address, address, 40_000, 40_000, false);
    assertSame(expected, ReadyRules.dnat(expected.header(), 53, range));
  }

  @Test
  void a_source_translated() throws RuleException {
    Rule expected = read("-s 127.0.0.11/32 -p tcp -m tcp --sport 40000 -j SNAT --to-source :53");
    var range = new NatRange(null, null, 53, 53, false);
    assertSame(expected, ReadyRules.snat(expected.header(), 40_000, range));
  }
}
