package dev.drydock.scenarios.explain;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.transport.SocketError;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What might let a flow arrive, the likeliest first: a command, or another port. Rules that Docker
/// makes are left alone: what they keep apart is joined by a network.
final class Candidates {
  /// A loss: machine, container if any, table, and the rule or the chain of a policy.
  private static final Pattern DECIDED =
      Pattern.compile("([^/ ]+)/(?:([^: ]+):)?\\S+ (\\w+): (?:-A (\\S+) (.*)|policy (\\S+) DROP)");

  private static final String LISTENERS = "ss -Hltn";

  /// The port of a local address, followed by the other end's.
  private static final Pattern LISTENING = Pattern.compile("(?m):(\\d+) +\\S+:\\* *$");

  private static final Pattern DOCKERS = Pattern.compile("DOCKER(?!-USER$).*");

  /// The setting of an IPv4 interface that keeps packets from going on, and its machine.
  private static final Pattern NOT_FORWARDING =
      Pattern.compile("([^/ ]+)/[^: ]+ net\\.ipv4\\.conf\\.\\S+\\.forwarding is 0");

  private final LiveLab lab;
  private final ExpectationPlan flow;
  private final List<String> losses;
  private final boolean isRefused;
  private final boolean isWithoutRoute;
  private final Set<String> lines = new LinkedHashSet<>();

  Candidates(LiveLab lab, Explanation.Result result, ExpectationPlan flow) {
    this.lab = lab;
    this.flow = flow;
    this.losses = result.losses();
    this.isWithoutRoute =
        result.verdict().contains(SocketError.NETWORK_UNREACHABLE.text())
            || result.verdict().contains(SendResult.NETWORK_UNREACHABLE.name());
    this.isRefused = result.verdict().contains(SocketError.CONNECTION_REFUSED.text());
  }

  /// The commands, each with its place: `host$ docker network connect back one`.
  List<String> lines() {
    rules();
    networks();
    forwarding();
    return List.copyOf(lines);
  }

  /// Ports of TCP that are open where the flow's is not.
  List<ExposedPort> openPorts() {
    ExposedPort asked = flow.port();
    if (!isRefused || asked == null || asked.protocol() != Protocol.TCP) {
      return List.of();
    }
    Asker to = asker(flow.to());
    String machine = flow.to() instanceof FlowEnd.Machine end ? end.name() : "";
    if (to == null && machine.isEmpty()) {
      return List.of();
    }
    String said =
        to == null
            ? ask(new Prompt(machine, "", false, LISTENERS))
            : ask(new Prompt(to.machine, to.container, true, LISTENERS));
    Set<ExposedPort> ports = new LinkedHashSet<>();
    LISTENING
        .matcher(said)
        .results()
        .mapToInt(each -> Integer.parseInt(each.group(1)))
        .filter(port -> port != asked.port())
        .forEach(port -> ports.add(new ExposedPort(port, asked.protocol())));
    return List.copyOf(ports);
  }

  /// A network of the other end; for who has no way out, one that leads there.
  private void networks() {
    Asker from = asker(flow.from());
    Asker to = asker(flow.to());
    if (from == null) {
      return;
    }
    List<String> own = networksOf(from);
    if (to == null && isWithoutRoute) {
      add(from, "bridge", own);
    } else if (to != null && from.machine.equals(to.machine)) {
      networksOf(to).forEach(each -> add(from, each, own));
    }
  }

  private void add(Asker who, String network, List<String> own) {
    boolean isJoinable = !network.equals("host") && !network.equals("none");
    if (isJoinable && !own.contains(network)) {
      lines.add(who.machine + "$ docker network connect " + network + " " + who.container);
    }
  }

  private List<String> networksOf(Asker who) {
    String format = "{{range $name, $end := .NetworkSettings.Networks}}{{$name}} {{end}}";
    String command = "docker inspect -f '" + format + "' " + who.container;
    String said = ask(new Prompt(who.machine, "", false, command)).strip();
    return said.isEmpty() ? List.of() : List.of(said.split(" ", -1));
  }

  /// Rules of somebody's own, and policies.
  private void rules() {
    for (String loss : losses) {
      var decided = DECIDED.matcher(loss);
      if (!decided.matches()) {
        continue;
      }
      String container = decided.group(2);
      String place =
          container == null
              ? decided.group(1) + "$ "
              : container + "@" + decided.group(1) + "(netns)$ ";
      String command = place + (isV6() ? "ip6tables -t " : "iptables -t ") + decided.group(3);
      String chain = decided.group(4);
      if (chain == null) {
        lines.add(command + " -P " + decided.group(6) + " ACCEPT");
      } else if (!isDockers(decided.group(3), chain, decided.group(5))) {
        lines.add(command + " -D " + chain + " " + decided.group(5));
      }
    }
  }

  private boolean isV6() {
    return flow.to() instanceof FlowEnd.Address end && end.address().isV6();
  }

  /// Docker 28 and later keep others from a container's address in a chain of everybody.
  private static boolean isDockers(String table, String chain, String rule) {
    boolean isGuard = table.equals("raw") && rule.matches("-d \\S+ ! -i \\S+ -j DROP");
    return isGuard || DOCKERS.matcher(chain).matches();
  }

  /// A machine that does not forward.
  private void forwarding() {
    for (String loss : losses) {
      var at = NOT_FORWARDING.matcher(loss);
      if (at.matches()) {
        lines.add(at.group(1) + "$ sysctl -w net.ipv4.ip_forward=1");
      }
    }
  }

  private String ask(Prompt prompt) {
    StringBuilder said = new StringBuilder();
    lab.run(prompt, (text, error) -> said.append(error ? "" : text));
    return said.toString();
  }

  /// A container and its machine.
  private record Asker(String container, String machine) {}

  private @Nullable Asker asker(FlowEnd end) {
    if (!(end instanceof FlowEnd.Container container)) {
      return null;
    }
    String start = container.container() + "@";
    List<String> places = new ArrayList<>(lab.containerPlaces());
    places.removeIf(place -> !place.startsWith(start));
    return places.isEmpty()
        ? null
        : new Asker(container.container(), places.getFirst().substring(start.length()));
  }
}
