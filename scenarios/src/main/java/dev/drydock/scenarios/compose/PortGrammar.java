package dev.drydock.scenarios.compose;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads port texts as go-connections' `nat.ParsePortSpec` does. What it says when it refuses is
/// Docker's own text.
public final class PortGrammar {

  private static final int PORT_MAX = 65535;

  private PortGrammar() {}

  /// A text that is no port, with Docker's words for it.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /// Reads `[[IP:]HOST[-END]:]CONTAINER[-END][/PROTOCOL]`.
  public static PortSpec parse(String text) throws Refused {
    var slash = text.indexOf('/');
    var protocol = slash < 0 ? Protocol.TCP : protocol(text.substring(slash + 1));
    var ports = slash < 0 ? text : text.substring(0, slash);
    var last = ports.lastIndexOf(':');
    var container = ports.substring(last + 1);
    var rest = last < 0 ? "" : ports.substring(0, last);
    var cut = rest.lastIndexOf(':');
    var host = rest.substring(cut + 1);
    if (container.isEmpty()) {
      throw new Refused("no port specified: " + text + "<empty>");
    }
    var spec =
        new PortSpec(
            cut < 0 ? null : hostIp(rest.substring(0, cut)),
            host.isEmpty() ? null : range(host, 0, "hostPort"),
            range(container, 1, "containerPort"),
            protocol,
            false);
    checkCounts(spec);
    return spec;
  }

  /// Reads `PORT[-END][/PROTOCOL]` into single ports.
  public static List<ExposedPort> exposed(String text) throws Refused {
    var slash = text.indexOf('/');
    var protocol = slash < 0 ? Protocol.TCP : protocol(text.substring(slash + 1));
    var range = range(slash < 0 ? text : text.substring(0, slash), 1, "port");
    return IntStream.rangeClosed(range.first(), range.last())
        .mapToObj(port -> new ExposedPort(port, protocol))
        .toList();
  }

  /// A host range must be as long as the container's; one container port may choose from many.
  static void checkCounts(PortSpec spec) throws Refused {
    var published = spec.published();
    var target = spec.target();
    if (published != null && target.count() > 1 && published.count() != target.count()) {
      throw new Refused(
          "invalid ranges specified for container and host Ports: " + target + " and " + published);
    }
  }

  /// Reads `8000` or `8000-8010`; `what` names it in errors.
  static PortSpec.Range range(String text, int min, String what) throws Refused {
    var dash = text.indexOf('-');
    var first = port(dash < 0 ? text : text.substring(0, dash));
    var last = dash < 0 ? first : port(text.substring(dash + 1));
    if (first < min || last < first) {
      throw new Refused("invalid " + what + ": " + text);
    }
    return new PortSpec.Range(first, last);
  }

  /// Reads an address, an IPv6 one with or without brackets.
  static @Nullable IpAddress hostIp(String text) throws Refused {
    if (text.isEmpty()) {
      return null;
    }
    var isBracketed = text.startsWith("[") && text.endsWith("]");
    var address = IpAddress.parseOrNull(isBracketed ? text.substring(1, text.length() - 1) : text);
    if (address == null) {
      throw new Refused("invalid IP address: " + text);
    }
    return address;
  }

  /// Reads `tcp`, `udp` or `sctp` in any case.
  public static Protocol protocol(String text) throws Refused {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tcp", "" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      case "sctp" -> Protocol.SCTP;
      default -> throw new Refused("invalid proto: " + text);
    };
  }

  private static int port(String text) {
    var isNumber = !text.isEmpty() && text.length() <= 5;
    if (!isNumber || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    var port = Integer.parseInt(text);
    return port > PORT_MAX ? -1 : port;
  }
}
