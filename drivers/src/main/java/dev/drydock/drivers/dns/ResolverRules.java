package dev.drydock.drivers.dns;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.ReadyRules;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4;
import java.util.Objects;

/// The rules by which port 53 of the resolver's address leads to its sockets (libnetwork
/// `resolver_unix.go`).
final class ResolverRules {
  private static final String OUTPUT = "DOCKER_OUTPUT";
  private static final String POSTROUTING = "DOCKER_POSTROUTING";
  private static final int DNS = 53;

  private static final RuleHeader.Address RESOLVER =
      RuleHeader.Address.of(new IpPrefix(EmbeddedResolver.ADDRESS, 32), false);
  private static final RuleHeader TO_RESOLVER = header(RuleHeader.Address.ANY, RESOLVER, 0);

  private final Netns namespace;

  ResolverRules(Netns namespace) {
    this.namespace = namespace;
  }

  /// Writes them into the table nat of the namespace.
  void add(int tcpPort, int udpPort) {
    Table nat = namespace.ipv4().netfilter().tables().open(Table.Kind.NAT);
    nat.newChain(OUTPUT);
    nat.newChain(POSTROUTING);
    Chain output = chain(nat, OUTPUT);
    Chain postrouting = chain(nat, POSTROUTING);
    chain(nat, Hook.OUTPUT.name()).append(ReadyRules.jump(TO_RESOLVER, output));
    chain(nat, Hook.POSTROUTING.name()).append(ReadyRules.jump(TO_RESOLVER, postrouting));
    addPort(output, postrouting, Ipv4.TCP, tcpPort);
    addPort(output, postrouting, Ipv4.UDP, udpPort);
  }

  private static void addPort(Chain output, Chain postrouting, int protocol, int port) {
    IpAddress address = EmbeddedResolver.ADDRESS;
    output.append(
        ReadyRules.dnat(
            header(RuleHeader.Address.ANY, RESOLVER, protocol),
            DNS,
            new NatRange(address, address, port, port, false)));
    postrouting.append(
        ReadyRules.snat(
            header(RESOLVER, RuleHeader.Address.ANY, protocol),
            port,
            new NatRange(null, null, DNS, DNS, false)));
  }

  private static RuleHeader header(
      RuleHeader.Address source, RuleHeader.Address destination, int protocol) {
    return new RuleHeader(
        source,
        destination,
        RuleHeader.Interface.ANY,
        RuleHeader.Interface.ANY,
        protocol == 0 ? RuleHeader.Protocol.ANY : new RuleHeader.Protocol(protocol, false),
        RuleHeader.Fragments.ANY);
  }

  private static Chain chain(Table nat, String name) {
    return Objects.requireNonNull(nat.chain(name), name);
  }
}
