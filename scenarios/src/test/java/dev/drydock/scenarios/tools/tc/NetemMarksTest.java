package dev.drydock.scenarios.tools.tc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// netem that marks what it would lose, where the packet says that its ends understand it.
class NetemMarksTest {
  private static final String LAN =
      """
      name: lan
      services: {}
      x-drydock:
        machines:
          a: { nics: { eth0: { link: lan, address: 10.0.0.1/24 } } }
          b: { nics: { eth0: { link: lan, address: 10.0.0.2/24 } } }
      """;

  @Test
  void what_understands_it_is_marked_and_the_rest_is_lost() {
    TypedLab lab = TypedLab.of(LAN);
    lab.type("a$ ping -c 1 10.0.0.2");
    lab.type("b$ iptables -A INPUT -m ecn --ecn-ip-ect 3");
    lab.type("a$ tc qdisc add dev eth0 root netem loss 100% ecn");

    String marked = lab.type("a$ ping -c 1 -Q 2 -W 1 10.0.0.2");
    String lost = lab.type("a$ ping -c 1 -W 1 10.0.0.2");

    assertTrue(marked.contains(" 1 received"), marked);
    assertTrue(lost.contains(" 0 received"), lost);
    String seen = lab.type("b$ iptables -L INPUT -v -n");
    assertTrue(seen.contains("    1    84"), seen);
  }
}
