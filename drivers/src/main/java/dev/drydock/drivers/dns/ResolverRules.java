package dev.drydock.drivers.dns;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.netns.Netns;
import java.util.List;

/// The rules by which port 53 of the resolver's address leads to its sockets (libnetwork
/// `resolver_unix.go`).
final class ResolverRules {
  private static final String OUTPUT = "DOCKER_OUTPUT";
  private static final String POSTROUTING = "DOCKER_POSTROUTING";

  private final Netns namespace;

  ResolverRules(Netns namespace) {
    this.namespace = namespace;
  }

  /// Writes them into the table nat of the namespace.
  void add(int tcpPort, int udpPort) {
    Table nat = namespace.ipv4().netfilter().tables().open(Table.Kind.NAT);
    nat.newChain(OUTPUT);
    nat.newChain(POSTROUTING);
    String address = EmbeddedResolver.ADDRESS + "/32";
    append(nat, "OUTPUT", "-d " + address + " -j " + OUTPUT);
    append(nat, "POSTROUTING", "-d " + address + " -j " + POSTROUTING);
    addPort(nat, "tcp", tcpPort);
    addPort(nat, "udp", udpPort);
  }

  private static void addPort(Table nat, String protocol, int port) {
    String address = EmbeddedResolver.ADDRESS.toString();
    String match = "/32 -p " + protocol + " -m " + protocol;
    String socket = address + ":" + port;
    append(nat, OUTPUT, "-d " + address + match + " --dport 53 -j DNAT --to-destination " + socket);
    append(
        nat,
        POSTROUTING,
        "-s " + address + match + " --sport " + port + " -j SNAT --to-source :53");
  }

  private static void append(Table nat, String chainName, String text) {
    Chain chain = nat.chain(chainName);
    try {
      if (chain != null) {
        chain.append(RuleReader.read(List.of(text.split(" ", -1)), nat));
      }
    } catch (RuleException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
