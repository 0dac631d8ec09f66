package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The grammar of `-p`: `[[IP:]HOST[-END]:]CONTAINER[-END][/PROTO]` (docker/go-connections
/// `nat.ParsePortSpec`), and of `--expose`: `PORT[-END][/PROTO]`.
public final class PortWords {
  private static final int PORT_MAX = 65_535;

  private PortWords() {}

  /// A range of ports; 0 to 0 for none given.
  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  /// As the command line of an engine reads them, which up to 24 took addresses of IPv6 in brackets
  /// only (go-connections 0.4).
  public static List<PortSpec> published(String text, EngineProfile profile) throws Failure {
    int cut = text.lastIndexOf(':', text.lastIndexOf(':') - 1);
    String ip = cut < 0 ? "" : text.substring(0, cut);
    if (profile.isBefore(25, 0) && ip.contains(":") && !ip.startsWith("[")) {
      throw Failure.ports("invalid IP address: " + ip);
    }
    return published(text);
  }

  public static List<PortSpec> published(String text) throws Failure {
    int slash = text.lastIndexOf('/');
    String protocolName = slash < 0 ? "tcp" : text.substring(slash + 1);
    Protocol protocol = protocol(protocolName);
    String rest = slash < 0 ? text : text.substring(0, slash);
    int cut = rest.lastIndexOf(':');
    if (cut == rest.length() - 1) {
      throw Failure.ports("no port specified: " + text + "<empty>");
    }
    Range container = range(rest.substring(cut + 1), "invalid containerPort: ");
    String left = cut < 0 ? "" : rest.substring(0, cut);
    int hostCut = left.lastIndexOf(':');
    String ip = hostCut < 0 ? "" : unbracket(left.substring(0, hostCut));
    String hostText = left.substring(hostCut + 1);
    Range host = hostText.isEmpty() ? new Range(0, 0) : range(hostText, "invalid hostPort: ");
    if (!ip.isEmpty() && IpAddress.parseOrNull(ip) == null) {
      throw Failure.ports("invalid IP address: " + ip);
    }
    boolean anyOf = host.last != 0 && host.size() != container.size();
    if (anyOf && container.size() != 1) {
      throw Failure.ports(
          "invalid ranges specified for container and host Ports: "
              + rest.substring(cut + 1)
              + " and "
              + hostText);
    }
    List<PortSpec> specs = new ArrayList<>();
    for (int i = 0; i < container.size(); i++) {
      int first = host.last == 0 ? 0 : anyOf ? host.first : host.first + i;
      int last = anyOf ? host.last : first;
      ContainerPort port = new ContainerPort(container.first + i, protocol);
      specs.add(new PortSpec(ip, first, last, port));
    }
    return specs;
  }

  /// `target=80,published=8080,protocol=tcp` as `8080:80/tcp`; anything else as it is.
  static String plain(String text) throws Failure {
    if (!text.contains("=")) {
      return text;
    }
    Map<String, String> parts = new LinkedHashMap<>(Map.of("protocol", "tcp"));
    for (String part : text.split(",", -1)) {
      int cut = part.indexOf('=');
      if (cut <= 0) {
        throw Failure.ports(
            "invalid publish opts format (should be name=value but got '" + part + "')");
      }
      parts.put(part.substring(0, cut), part.substring(cut + 1));
    }
    return parts.getOrDefault("published", "")
        + ":"
        + parts.getOrDefault("target", "")
        + "/"
        + parts.get("protocol");
  }

  static List<ContainerPort> exposed(String text) throws Failure {
    int slash = text.indexOf('/');
    Protocol protocol = protocol(slash < 0 ? "tcp" : text.substring(slash + 1));
    Range range = exposedRange(text, slash < 0 ? text : text.substring(0, slash));
    List<ContainerPort> ports = new ArrayList<>();
    for (int port = range.first; port <= range.last; port++) {
      ports.add(new ContainerPort(port, protocol));
    }
    return ports;
  }

  /// What go-connections says of a range (`nat/parse.go`, `ParsePortRange`) is passed on.
  private static Range exposedRange(String text, String ports) throws Failure {
    String[] ends = ports.split("-", 2);
    for (String end : ends) {
      if (port(end) < 0) {
        String why = end.matches("\\d+") ? "value out of range" : "invalid syntax";
        String complaint =
            ports.isEmpty()
                ? "empty string specified for ports"
                : "strconv.ParseUint: parsing \"" + end + "\": " + why;
        throw Failure.ports("invalid range format for --expose: " + text + ", error: " + complaint);
      }
    }
    Range range = new Range(port(ends[0]), port(ends[ends.length - 1]));
    if (range.last < range.first) {
      throw Failure.ports(
          "invalid range format for --expose: "
              + text
              + ", error: invalid range specified for port: "
              + ports);
    }
    return range;
  }

  private static String unbracket(String ip) {
    return ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
  }

  private static Protocol protocol(String name) throws Failure {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return protocol;
      }
    }
    throw Failure.ports("invalid proto: " + name);
  }

  private static Range range(String text, String complaint) throws Failure {
    String[] ends = text.split("-", 2);
    int first = port(ends[0]);
    int last = port(ends[ends.length - 1]);
    if (first < 0 || last < first || text.isEmpty()) {
      throw Failure.ports(complaint + text);
    }
    return new Range(first, last);
  }

  private static int port(String text) {
    boolean number = text.matches("\\d{1,5}") && Integer.parseInt(text) <= PORT_MAX;
    return number ? Integer.parseInt(text) : -1;
  }
}
