package dev.drydock.scenarios.lab;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.plan.NicPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What machines are beside plain ones: a router that translates, and the internet.
final class Roles {
  /// Networks that nobody routes in public (RFC 1918, RFC 6598, RFC 3927).
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16");

  private Roles() {}

  /// `iptables -t nat -A POSTROUTING -o NIC -j MASQUERADE`.
  static void masquerade(Netns root, String nic) {
    Table nat = root.ipv4().netfilter().tables().open(Table.Kind.NAT);
    Chain chain = nat.chain("POSTROUTING");
    try {
      if (chain != null) {
        chain.append(RuleReader.read(List.of("-o", nic, "-j", "MASQUERADE"), nat));
      }
    } catch (RuleException e) {
      throw new IllegalStateException("a rule of our own: " + e.text(), e);
    }
  }

  /// Makes every public address one of its own. Private networks lead nowhere, and those it is in
  /// are beside it: all are looked up in the same table, and the longer prefix wins.
  static void ownEverything(Netns root, List<NicPlan> nics) {
    add(root, Ipv4Prefix.ANY, RouteType.LOCAL, root.loopback());
    for (String network : PRIVATE) {
      add(root, Ipv4Prefix.parse(network), RouteType.BLACKHOLE, null);
    }
    for (NicPlan nic : nics) {
      nic.addresses().stream()
          .filter(cidr -> !cidr.address().isV6())
          .map(cidr -> new Ipv4Prefix(cidr.address().v4(), cidr.length()).masked())
          .forEach(network -> add(root, network, RouteType.UNICAST, root.device(nic.name())));
    }
  }

  private static void add(
      Netns root, Ipv4Prefix network, RouteType type, @Nullable NetDevice device) {
    Scope scope =
        switch (type) {
          case LOCAL -> Scope.HOST;
          case UNICAST -> Scope.LINK;
          default -> Scope.GLOBAL;
        };
    root.ipv4()
        .fib()
        .add(
            new Route(
                network,
                type,
                device,
                0,
                0,
                0,
                scope,
                "boot",
                Route.LOCAL_TABLE,
                false,
                Route.Extras.NONE));
  }
}
