package dev.drydock.core.netfilter.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.drydock.core.netfilter.RuleLine;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.testing.TestNet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rules of `ip6tables`, as version 1.8.9 (nf_tables) saves and refuses them.
class Ip6RuleReaderTest {
  private final Table table =
      new TestNet().machine().root().ipv6().netfilter().tables().open(Table.Kind.NAT);

  private void saved(String as, String rule) throws RuleException {
    assertEquals(as, RuleLine.of(RuleReader.read(List.of(rule.split(" ", -1)), table)));
  }

  private void refused(String because, String rule) {
    RuleException refusal =
        assertThrows(
            RuleException.class, () -> RuleReader.read(List.of(rule.split(" ", -1)), table));
    assertEquals(because, refusal.text());
  }

  @Test
  void addresses_are_saved_with_their_length() throws RuleException {
    saved("-s fd00::1/128 -d fd00:1::/64 -j DROP", "-s fd00::1 -d fd00:1::5/64 -j DROP");
    saved("-s ::/16 -j DROP", "-s ::1/ffff:: -j DROP");
    saved("! -s fd00::1/128 -j DROP", "! -s fd00:0::1 -j DROP");
    saved("-j DROP", "-s ::/0 -j DROP");
    saved(
        "-m conntrack --ctorigdst fd00::2 -j ACCEPT", "-m conntrack --ctorigdst fd00::2 -j ACCEPT");
  }

  @Test
  void icmpv6_has_types_and_codes_of_its_own() throws RuleException {
    String match = "-p ipv6-icmp -m icmp6 --icmpv6-type ";
    saved(match + "128", "-p icmpv6 --icmpv6-type echo-request");
    saved(match + "1/0", "-p ipv6-icmp --icmpv6-type no-route");
    saved(match + "3", "-p icmpv6 -m icmp6 --icmpv6-type ttl-exceeded");
    saved(match + "1/3", "-p icmpv6 --icmpv6-type 1/3");
    refused("Unknown ICMPv6 type `foo'", "-p icmpv6 --icmpv6-type foo");
    refused("unknown option \"--icmp-type\"", "-p icmp --icmp-type 8");
    refused("icmp6: option \"--icmpv6-type\" must be specified\n", "-p icmpv6 -m icmp6");
  }

  @Test
  void translations_put_addresses_before_ports_in_brackets() throws RuleException {
    for (String target :
        new String[] {
          "DNAT --to-destination [fd00::2]:80",
          "DNAT --to-destination fd00::2",
          "DNAT --to-destination [fd00::2-fd00::5]:80-90",
          "DNAT --to-destination fd00::2-fd00::5",
          "DNAT --to-destination :81",
          "REDIRECT --to-ports 80",
          "MASQUERADE --to-ports 5-9 --random-fully",
          "SNAT --to-source 2001:db8::1",
          "SNAT --to-source [::1]:5-9 --random --persistent"
        }) {
      saved("-p tcp -m tcp --dport 8080 -j " + target, "-p tcp --dport 8080 -j " + target);
    }
    refused("Bad IP address \"10.0.0.1\"", "-p tcp -j DNAT --to-destination 10.0.0.1:80");
    refused("Invalid address format", "-p tcp -j DNAT --to-destination [fd00::1");
  }

  @Test
  void rejections_have_names_of_their_own() throws RuleException {
    saved("-j REJECT --reject-with icmp6-port-unreachable", "-j REJECT");
    saved("-j REJECT --reject-with icmp6-adm-prohibited", "-j REJECT --reject-with adm-prohibited");
    refused(
        "unknown reject type \"icmp-port-unreachable\"",
        "-j REJECT --reject-with icmp-port-unreachable");
  }

  @Test
  void what_is_ipv4_only_is_refused() {
    refused("`-f' is not supported in IPv6, use -m frag instead", "-f -j DROP");
    refused("host/network `10.0.0.1' not found", "-s 10.0.0.1 -j DROP");
    refused("invalid mask `200' specified", "-s fd00::/200 -j DROP");
  }
}
