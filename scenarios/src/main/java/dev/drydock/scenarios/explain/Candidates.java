package dev.drydock.scenarios.explain;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Site;
import dev.drydock.core.transport.SocketError;
import dev.drydock.drivers.firewall.Firewall;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.run.EndState;
import dev.drydock.scenarios.run.FlowTrouble;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What might let a flow arrive, the likeliest first: a command, or another port. Rules that Docker
/// makes are left alone: what they keep apart is joined by a network.
final class Candidates {
  private static final String DOCKERS = "DOCKER";

  /// The chain that Docker leaves to others.
  private static final String OF_USERS = "DOCKER-USER";

  /// iptables-extensions(8), TCPMSS.
  private static final String CLAMPED =
      "-p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu";

  /// A network that is made for two who have none on which names are known.
  private static final String MADE = "names";

  private static final String FORWARDING_V6 = "net.ipv6.conf.all.forwarding";

  private final ExpectationPlan flow;
  private final List<Loss> losses;
  private final List<FlowTrouble> troubles;
  private final @Nullable EndState from;
  private final @Nullable EndState to;
  private final List<EndState> named;
  private final Set<String> lines = new LinkedHashSet<>();

  Candidates(LiveLab lab, Explanation.Result result, ExpectationPlan flow) {
    this.flow = flow;
    this.losses = result.found().losses();
    this.troubles = result.found().troubles();
    this.from = lab.state(flow.from());
    this.to = lab.state(flow.to());
    this.named = flow.to() instanceof FlowEnd.Hostname asked ? lab.named(asked.name()) : List.of();
  }

  /// The commands, each with its place: `host$ docker network connect back one`.
  List<String> lines() {
    losses.forEach(this::errors);
    losses.forEach(this::rules);
    networks();
    names();
    losses.forEach(this::forwarding);
    losses.forEach(this::sizes);
    return List.copyOf(lines);
  }

  /// Ports of TCP that are open where the flow's is not.
  List<ExposedPort> openPorts() {
    ExposedPort asked = flow.port();
    if (!isRefused() || asked == null || asked.protocol() != Protocol.TCP || to == null) {
      return List.of();
    }
    return to.listening().stream()
        .filter(port -> port != asked.port())
        .distinct()
        .map(port -> new ExposedPort(port, asked.protocol()))
        .toList();
  }

  private boolean isRefused() {
    return troubles.contains(new FlowTrouble.Failed(SocketError.CONNECTION_REFUSED));
  }

  private boolean isWithoutRoute() {
    return troubles.contains(new FlowTrouble.Failed(SocketError.NETWORK_UNREACHABLE))
        || troubles.contains(new FlowTrouble.Unsent(SendResult.NETWORK_UNREACHABLE));
  }

  /// A network of the other end; for who has no way out, one that leads there.
  private void networks() {
    if (from == null || !from.isContainer()) {
      return;
    }
    boolean isToContainer = to != null && to.isContainer();
    if (!isToContainer && isWithoutRoute()) {
      join(from, "bridge");
    } else if (to != null && isToContainer && from.machine().equals(to.machine())) {
      to.networks().forEach(each -> join(from, each));
    }
  }

  /// A name that is not found: networks other than the default bridge know those of their
  /// containers.
  private void names() {
    boolean isUnknown = troubles.stream().anyMatch(FlowTrouble.NoAddress.class::isInstance);
    if (!isUnknown || from == null || !from.isContainer()) {
      return;
    }
    List<EndState> near =
        named.stream().filter(each -> each.machine().equals(from.machine())).toList();
    near.forEach(each ->
        each.networks().stream()
            .filter(Candidates::hasNames)
            .forEach(network -> join(from, network)));
    for (EndState each : near) {
      String connect = " && docker network connect " + MADE + " ";
      lines.add(
          from.machine()
              + "$ docker network create "
              + MADE
              + connect
              + from.container()
              + connect
              + each.container());
    }
  }

  private static boolean hasNames(String network) {
    return !network.equals("bridge");
  }

  private void join(EndState who, String network) {
    boolean isJoinable = !network.equals("host") && !network.equals("none");
    if (isJoinable && !who.networks().contains(network)) {
      lines.add(who.machine() + "$ docker network connect " + network + " " + who.container());
    }
  }

  /// Rules of somebody's own, and policies.
  private void rules(Loss loss) {
    switch (loss.decision()) {
      case Decision.Policy policy ->
          lines.add(iptables(loss.site(), policy.at()) + " -P " + policy.at().chain() + " ACCEPT");
      case Decision.Rule rule when !isDockers(rule) ->
          lines.add(
              iptables(loss.site(), rule.at()) + " -D " + rule.at().chain() + " " + rule.rule());
      case Decision.Rule rule -> {}
      case Decision.Setting setting -> {}
      case Decision.Mtu mtu -> {}
      case Decision.DeviceMtu mtu -> {}
      case Decision.OfLink link -> {}
      case Decision.Nobody nobody -> {}
    }
  }

  private static String iptables(Site site, Decision.ChainName at) {
    String place =
        site.namespace().isEmpty()
            ? site.machine()
            : site.namespace() + "@" + site.machine() + "(netns)";
    return place + "$ " + (at.isV6() ? "ip6tables" : "iptables") + " -t " + at.table();
  }

  /// Docker 28 and later keep others from a container's address in a chain of everybody.
  private static boolean isDockers(Decision.Rule rule) {
    String chain = rule.at().chain();
    boolean isGuard = rule.at().table().equals("raw") && rule.owner().equals(Firewall.OWNER);
    return isGuard || (chain.startsWith(DOCKERS) && !chain.equals(OF_USERS));
  }

  /// A chain that may lose the ICMP error that tells of the MTU: the error is let through.
  private void errors(Loss loss) {
    boolean isTooBig = losses.stream().anyMatch(each -> each.decision() instanceof Decision.Mtu);
    Decision.ChainName at =
        switch (loss.decision()) {
          case Decision.Rule rule -> isDockers(rule) ? null : rule.at();
          case Decision.Policy policy -> policy.at();
          case Decision.Setting setting -> null;
          case Decision.Mtu mtu -> null;
          case Decision.DeviceMtu mtu -> null;
          case Decision.OfLink link -> null;
          case Decision.Nobody nobody -> null;
        };
    if (isTooBig && at != null) {
      String error =
          at.isV6()
              ? "-p ipv6-icmp --icmpv6-type packet-too-big"
              : "-p icmp --icmp-type fragmentation-needed";
      lines.add(iptables(loss.site(), at) + " -I " + at.chain() + " " + error + " -j ACCEPT");
    }
  }

  /// What is too big for the way: connections are told the MSS that fits when they begin, or an end
  /// gets an MTU as small.
  private void sizes(Loss loss) {
    if (loss.decision() instanceof Decision.Mtu mtu) {
      clamp(loss.site(), mtu.isV6());
      lower(from, mtu.bytes());
      lower(to, mtu.bytes());
    } else if (loss.decision() instanceof Decision.DeviceMtu mtu) {
      lower(from, mtu.bytes());
      lower(to, mtu.bytes());
    }
  }

  private void clamp(Site site, boolean isV6) {
    ExposedPort port = flow.port();
    if (port != null && port.protocol() == Protocol.TCP) {
      var at = new Decision.ChainName(isV6, "mangle", "FORWARD");
      lines.add(iptables(site, at) + " -A FORWARD " + CLAMPED);
    }
  }

  private void lower(@Nullable EndState end, int mtuBytes) {
    if (end == null) {
      return;
    }
    String place =
        end.isContainer() ? end.container() + "@" + end.machine() + "(netns)" : end.machine();
    for (String device : end.devices()) {
      lines.add(place + "$ ip link set dev " + device + " mtu " + mtuBytes);
    }
  }

  /// A machine that does not forward.
  private void forwarding(Loss loss) {
    if (loss.reason() == DropReason.IP_NOT_FORWARDING
        && loss.decision() instanceof Decision.Setting setting
        && loss.site().namespace().isEmpty()) {
      String name = setting.name().equals(FORWARDING_V6) ? FORWARDING_V6 : "net.ipv4.ip_forward";
      lines.add(loss.site().machine() + "$ sysctl -w " + name + "=1");
    }
  }
}
