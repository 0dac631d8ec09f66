package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.port.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of a machine as the engine writes them: it asks before it adds, so that no rule of
/// its own is there twice (libnetwork `iptables/iptables.go`).
final class RuleBook {
  private final Netfilter netfilter;

  RuleBook(Netfilter netfilter) {
    this.netfilter = netfilter;
  }

  /// Makes chains that are missing.
  void makeChains(Table.Kind kind, List<String> names) {
    Table table = netfilter.tables().open(kind);
    for (String name : names) {
      if (table.chain(name) == null) {
        table.newChain(name);
      }
    }
  }

  /// Empties chains.
  void flush(Table.Kind kind, List<String> names) {
    Table table = netfilter.tables().open(kind);
    for (String name : names) {
      Chain chain = table.chain(name);
      if (chain != null) {
        chain.flush();
      }
    }
  }

  /// Adds rules that are missing, one after the other.
  void add(List<FirewallRule> rules) {
    rules.forEach(this::add);
  }

  /// Adds a rule unless it is there.
  ///
  /// @throws EngineException if its chain, or one it calls, is missing
  void add(FirewallRule rule) {
    Table table = netfilter.tables().open(rule.table());
    Chain chain = table.chain(rule.chain());
    if (chain == null) {
      throw failure(rule, program() + ": No chain/target/match by that name.", 1);
    }
    Rule made = read(rule, table);
    if (chain.find(made) < 0) {
      made.setOwner(Firewall.OWNER);
      chain.insert(rule.atHead() ? 0 : chain.size(), made);
    }
  }

  /// Adds a rule as the first of its chain, away from where it was.
  void moveToHead(FirewallRule rule) {
    remove(rule);
    add(rule);
  }

  /// Removes rules; those that are not there are no error.
  void remove(List<FirewallRule> rules) {
    rules.forEach(this::remove);
  }

  private void remove(FirewallRule rule) {
    Table table = netfilter.tables().find(rule.table());
    Chain chain = table == null ? null : table.chain(rule.chain());
    if (table == null || chain == null || isBroken(rule, table)) {
      return;
    }
    int place = chain.find(read(rule, table));
    if (place >= 0) {
      chain.remove(place);
    }
  }

  /// Whether a rule calls a chain that is gone, and so cannot be there.
  private static boolean isBroken(FirewallRule rule, Table table) {
    String called = rule.text().substring(rule.text().lastIndexOf(' ') + 1);
    return called.startsWith(Chains.DOCKER) && table.chain(called) == null;
  }

  private String program() {
    return netfilter.family() == Family.IPV6 ? "ip6tables" : "iptables";
  }

  private Rule read(FirewallRule rule, Table table) {
    try {
      return RuleReader.read(List.of(rule.text().split(" ")), table);
    } catch (RuleException e) {
      throw failure(rule, program() + " v1.8.9 (nf_tables): " + e.text(), e.status());
    }
  }

  private EngineException failure(FirewallRule rule, String message, int status) {
    String command = program() + " " + rule.command();
    return new EngineException(
        "(iptables failed: %s: %s\n (exit status %d))".formatted(command, message, status));
  }

  /// Sets the policy of the chain FORWARD to drop.
  void dropForwarded() {
    Chain forward = netfilter.tables().open(Table.Kind.FILTER).chain("FORWARD");
    if (forward != null) {
      forward.setPolicy(Verdict.DROP);
    }
  }

  /// Forgets tracked connections whose translated addresses have a container's (`conntrack
  /// --any-nat`).
  void forgetConnections(@Nullable IpPrefix container) {
    if (container == null) {
      return;
    }
    Conntrack conntrack = netfilter.conntrack();
    IpAddress address = container.address();
    if (!address.isV6()) {
      int key = conntrack.key(address); // a host of many containers knows many connections
      conntrack.removeIf(c ->
          Tuple.source(c.replyAddresses()) == key || Tuple.destination(c.replyAddresses()) == key);
      return;
    }
    conntrack.removeIf(c ->
        conntrack.address(Tuple.source(c.replyAddresses())).equals(address)
            || conntrack.address(Tuple.destination(c.replyAddresses())).equals(address));
  }

  /// Forgets the tracked flows of a protocol to a port.
  void forgetFlows(Protocol protocol, int port) {
    netfilter
        .conntrack()
        .removeIf(c ->
            c.protocol() == protocol.number() && Tuple.destinationPort(c.originalPorts()) == port);
  }
}
