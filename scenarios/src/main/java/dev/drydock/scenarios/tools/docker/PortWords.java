package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.drivers.port.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The grammar of `-p`: `[[IP:]HOST[-END]:]CONTAINER[-END][/PROTO]` (docker/go-connections
/// `nat.ParsePortSpec`), and of `--expose`: `PORT[-END][/PROTO]`.
final class PortWords {
  private static final int PORT_MAX = 65_535;

  private PortWords() {}

  /// A range of ports; 0 to 0 for none given.
  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  static List<PortSpec> published(String text) throws Failure {
    int slash = text.lastIndexOf('/');
    String protocolName = slash < 0 ? "tcp" : text.substring(slash + 1);
    Protocol protocol = protocol(protocolName);
    String rest = slash < 0 ? text : text.substring(0, slash);
    int cut = rest.lastIndexOf(':');
    Range container = range(rest.substring(cut + 1), "Invalid containerPort: ");
    String left = cut < 0 ? "" : rest.substring(0, cut);
    int hostCut = left.lastIndexOf(':');
    String ip = hostCut < 0 ? "" : unbracket(left.substring(0, hostCut));
    String hostText = left.substring(hostCut + 1);
    Range host = hostText.isEmpty() ? new Range(0, 0) : range(hostText, "Invalid hostPort: ");
    if (!ip.isEmpty() && IpAddress.parseOrNull(ip) == null) {
      throw new Failure("docker: Invalid ip address: " + ip + ".\nSee 'docker run --help'.", 125);
    }
    boolean anyOf = host.last != 0 && host.size() != container.size();
    if (anyOf && container.size() != 1) {
      throw new Failure(
          "docker: Invalid ranges specified for container and host Ports: "
              + rest.substring(cut + 1)
              + " and "
              + hostText
              + ".\nSee 'docker run --help'.",
          125);
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

  static List<ContainerPort> exposed(String text) throws Failure {
    int slash = text.indexOf('/');
    Protocol protocol = protocol(slash < 0 ? "tcp" : text.substring(slash + 1));
    Range range = range(slash < 0 ? text : text.substring(0, slash), "Invalid containerPort: ");
    List<ContainerPort> ports = new ArrayList<>();
    for (int port = range.first; port <= range.last; port++) {
      ports.add(new ContainerPort(port, protocol));
    }
    return ports;
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
    throw new Failure("docker: Invalid proto: " + name + ".\nSee 'docker run --help'.", 125);
  }

  private static Range range(String text, String complaint) throws Failure {
    String[] ends = text.split("-", 2);
    int first = port(ends[0]);
    int last = port(ends[ends.length - 1]);
    if (first < 0 || last < first || text.isEmpty()) {
      throw new Failure("docker: " + complaint + text + ".\nSee 'docker run --help'.", 125);
    }
    return new Range(first, last);
  }

  private static int port(String text) {
    boolean number = text.matches("\\d{1,5}") && Integer.parseInt(text) <= PORT_MAX;
    return number ? Integer.parseInt(text) : -1;
  }
}
