package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.profile.ClientProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Published ports in words (docker/cli `DisplayablePorts`), which the versions of the client write
/// differently: IPv6 addresses stand in brackets from 25 on in `docker port`, from 27 on in `docker
/// ps` where the ports differ, from 28 on everywhere (26.1.5, 28.5.2).
public final class PortTexts {
  private final boolean brackets;
  private final boolean bracketsPairs;
  private final boolean bracketsGroups;

  public PortTexts(ClientProfile client) {
    this(client.bracketsAddresses(), client.bracketsPairs(), client.bracketsRanges());
  }

  private PortTexts(boolean brackets, boolean bracketsPairs, boolean bracketsGroups) {
    this.brackets = brackets;
    this.bracketsPairs = bracketsPairs;
    this.bracketsGroups = bracketsGroups;
  }

  /// Those of compose, whose library is as new whatever the engine is.
  public static PortTexts ofCompose() {
    return new PortTexts(true, true, true);
  }

  /// Why a port of a container such as `80/tcp` or `80` cannot be read (go-connections `nat`);
  /// empty when it can.
  static String unreadable(String text) {
    int slash = text.indexOf('/');
    boolean hasProtocol = slash >= 0 && slash < text.length() - 1;
    String range = hasProtocol ? text.substring(0, slash) : text;
    int[] ends = new int[2];
    int count = 0;
    for (String number : range.split("-", 2)) {
      String problem = "strconv.ParseUint: parsing \"" + number + "\": ";
      if (!number.matches("\\d+")) {
        return problem + "invalid syntax";
      }
      if (number.length() > 5 || Integer.parseInt(number) > 0xffff) {
        return problem + "value out of range";
      }
      ends[count++] = Integer.parseInt(number);
    }
    boolean isBackwards = count == 2 && ends[1] < ends[0];
    return isBackwards ? "Invalid range specified for the Port: " + range : "";
  }

  /// `0.0.0.0:8080`, `[::]:8080`.
  public String address(PortBinding binding) {
    return join(binding, binding.hostPortText(), brackets);
  }

  private static String join(PortBinding binding, String port, boolean brackets) {
    boolean bracketed = brackets && binding.hostIp().isV6();
    return (bracketed ? "[" + binding.hostIp() + "]" : binding.hostIp()) + ":" + port;
  }

  /// Ports next to each other that are the same on both sides.
  private static final class Group {
    private final @Nullable PortBinding binding;
    private final ContainerPort first;
    private int last;

    Group(@Nullable PortBinding binding, ContainerPort first) {
      this.binding = binding;
      this.first = first;
      this.last = first.port();
    }
  }

  /// A port of the container, and where it is published.
  private record Shown(ContainerPort port, @Nullable PortBinding binding) {}

  /// The column PORTS of `docker ps`: ports that are the same on both sides first, neighbours
  /// together, then those that differ.
  public String of(Container container) {
    if (!container.isRunning()) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Shown shown : shown(container)) {
      PortBinding binding = shown.binding;
      if (binding != null && binding.hostPort() != shown.port.port()) {
        String port = Integer.toString(binding.hostPort());
        pairs.add(join(binding, port, bracketsPairs) + "->" + shown.port);
      } else {
        group(binding, shown.port, groups, texts);
      }
    }
    groups.values().forEach(group -> texts.add(text(group)));
    texts.addAll(pairs);
    return String.join(", ", texts);
  }

  /// In the order of docker/cli `comparePorts`.
  private static List<Shown> shown(Container container) {
    List<Shown> all = new ArrayList<>();
    container
        .ports()
        .forEach((port, bindings) -> {
          if (bindings.isEmpty()) {
            all.add(new Shown(port, null));
          }
          bindings.forEach(binding -> all.add(new Shown(port, binding)));
        });
    all.sort(
        Comparator.<Shown>comparingInt(s -> s.port.port())
            .thenComparing(s -> s.binding == null ? "" : s.binding.hostIp().toString())
            .thenComparingInt(s -> s.binding == null ? 0 : s.binding.hostPort())
            .thenComparing(s -> s.port.protocol().toString()));
    return all;
  }

  private void group(
      @Nullable PortBinding binding,
      ContainerPort port,
      Map<String, Group> groups,
      List<String> texts) {
    String key = (binding == null ? "" : binding.hostIp()) + "/" + port.protocol();
    Group group = groups.get(key);
    if (group != null && port.port() == group.last + 1) {
      group.last = port.port();
      return;
    }
    if (group != null) {
      texts.add(text(group));
    }
    groups.put(key, new Group(binding, port));
  }

  private String text(Group group) {
    int from = group.first.port();
    String ports = from == group.last ? Integer.toString(from) : from + "-" + group.last;
    PortBinding binding = group.binding;
    String host = binding == null ? "" : join(binding, ports, bracketsGroups) + "->";
    return host + ports + "/" + group.first.protocol();
  }
}
