package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.profile.MeshStyle;
import java.util.ArrayList;
import java.util.List;

/// The rules of swarm services in one namespace: a machine's, a load balancer's, or a task's
/// (libnetwork `service_linux.go`).
public final class SwarmRules {
  private static final String INGRESS = "DOCKER-INGRESS";
  private static final String MESH_BRIDGE = "docker_gwbridge";

  private final RuleBook book;

  /// The rules of a namespace.
  public SwarmRules(Netfilter netfilter) {
    this.book = new RuleBook(netfilter);
  }

  // ---- in a load balancer ----------------------------------------------------------------

  /// Marks packets for a virtual address.
  public void mark(IpAddress address, int mark, boolean isThere) {
    apply(List.of(mangle("INPUT", "-d %s/32 ".formatted(address) + setMark(mark))), isThere);
  }

  /// Marks packets for a published port.
  public void mark(ContainerPort port, int mark, boolean isThere) {
    String text = "-p %s --dport %d ".formatted(port.protocol(), port.port());
    apply(List.of(mangle(Chains.PREROUTING, text + setMark(mark))), isThere);
  }

  private static FirewallRule mangle(String chain, String text) {
    return new FirewallRule(Table.Kind.MANGLE, chain, text, false);
  }

  private static String setMark(int mark) {
    return "-j MARK --set-mark 0x" + Integer.toHexString(mark);
  }

  /// Gives balanced connections the balancer's address, so that answers come back here.
  public void translateBalanced(IpPrefix subnet, IpAddress balancer) {
    book.add(
        FirewallRule.appendNat(
            Chains.POSTROUTING,
            "-d %s -m ipvs --ipvs -j SNAT --to-source %s".formatted(subnet.masked(), balancer)));
  }

  // ---- in a task -------------------------------------------------------------------------

  /// Leads published ports that come in by the ingress network to the task's own, and shuts all
  /// others (`addRedirectRules`).
  ///
  /// @param own the task's address on the ingress network
  /// @param published the ports the mesh has
  /// @param target the task's ports, in the same order
  public void redirect(IpAddress own, List<ContainerPort> published, List<ContainerPort> target) {
    List<FirewallRule> rules = new ArrayList<>();
    for (int i = 0; i < published.size(); i++) {
      ContainerPort inside = target.get(i);
      rules.add(
          FirewallRule.appendNat(
              Chains.PREROUTING,
              "-d %s/32 -p %s --dport %d -j REDIRECT --to-ports %d"
                  .formatted(own, inside.protocol(), published.get(i).port(), inside.port())));
      rules.add(
          FirewallRule.insert(
              "INPUT",
              "-d %s/32 -p %s --dport %d -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT"
                  .formatted(own, inside.protocol(), inside.port())));
      rules.add(
          FirewallRule.insert(
              Chains.OUTPUT,
              "-s %s/32 -p %s --sport %d -m conntrack --ctstate ESTABLISHED -j ACCEPT"
                  .formatted(own, inside.protocol(), inside.port())));
    }
    for (String protocol : List.of("sctp", "udp", "tcp")) {
      rules.add(FirewallRule.append("INPUT", "-d %s/32 -p %s -j DROP".formatted(own, protocol)));
      rules.add(
          FirewallRule.append(Chains.OUTPUT, "-s %s/32 -p %s -j DROP".formatted(own, protocol)));
    }
    book.add(rules);
  }

  // ---- on a machine ----------------------------------------------------------------------

  /// Leads a port of the machine to the mesh, or no longer (`programIngress`).
  ///
  /// @param sandbox the mesh's address on docker_gwbridge
  public void publish(ContainerPort port, IpAddress sandbox, MeshStyle style, boolean isThere) {
    if (isThere) {
      makeChains(style);
    }
    String number = "-p %s --dport %d ".formatted(port.protocol(), port.port());
    apply(
        List.of(
            FirewallRule.insertNat(
                INGRESS, number + "-j DNAT --to-destination %s:%d".formatted(sandbox, port.port())),
            FirewallRule.insert(INGRESS, style.answers(port.protocol().toString(), port.port())),
            FirewallRule.insert(INGRESS, number + "-j ACCEPT")),
        isThere);
  }

  private void makeChains(MeshStyle style) {
    book.makeChains(Table.Kind.NAT, List.of(INGRESS));
    book.makeChains(Table.Kind.FILTER, List.of(INGRESS));
    book.add(FirewallRule.appendNat(INGRESS, "-j RETURN"));
    book.add(FirewallRule.append(INGRESS, "-j RETURN"));
    String local = "-m addrtype --dst-type LOCAL -j " + INGRESS;
    book.moveToHead(FirewallRule.insertNat(Chains.PREROUTING, local));
    book.moveToHead(FirewallRule.insertNat(Chains.OUTPUT, local));
    book.add(
        FirewallRule.insertNat(
            Chains.POSTROUTING,
            "-o " + MESH_BRIDGE + " -m addrtype --src-type LOCAL -j MASQUERADE"));
    switch (style) {
      case IN_FORWARD -> {
        book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + INGRESS));
        book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.USER));
      }
      case IN_DOCKER_FORWARD ->
          book.moveToHead(FirewallRule.insert(Chains.DOCKER_FORWARD, "-j " + INGRESS));
    }
  }

  // ---- on a machine, for encrypted networks ----------------------------------------------

  /// Marks VXLAN packets of a network on their way out, and lets none come in that was not
  /// encrypted (libnetwork `drivers/overlay/encryption.go`).
  public void encrypt(int port, int vni, int mark) {
    String match =
        "-m udp --dport %d -m u32 --u32 0>>22&0x3C@12&0xFFFFFF00=%d ".formatted(port, vni << 8);
    book.add(mangle("OUTPUT", "-p udp " + match + setMark(mark)));
    for (String end : List.of("none -j DROP", "ipsec -j ACCEPT")) {
      String[] words = end.split(" ", 2);
      String text = "-p udp -m policy --dir in --pol " + words[0] + " " + match + words[1];
      book.add(new FirewallRule(Table.Kind.FILTER, "INPUT", text, false));
    }
  }

  private void apply(List<FirewallRule> rules, boolean isThere) {
    if (isThere) {
      book.add(rules);
    } else {
      book.remove(rules);
    }
  }
}
