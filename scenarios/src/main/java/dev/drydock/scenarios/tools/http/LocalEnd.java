package dev.drydock.scenarios.tools.http;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The own end of a connection as `curl --interface` and `--local-port` choose it (curl 7.88
/// `lib/connect.c`, `bindlocal`). A socket is bound to an interface, whatever the routes say.
///
/// @param place an interface or an address; empty for any
/// @param portFirst 0 for any
/// @param portLast the last of a range
record LocalEnd(String place, int portFirst, int portLast) {
  static final LocalEnd ANY = new LocalEnd("", 0, 0);

  private static final int FAILED = 45; // CURLE_INTERFACE_FAILED

  LocalEnd withPlace(String newPlace) {
    return new LocalEnd(newPlace.replaceFirst("^(if|host)!", ""), portFirst, portLast);
  }

  /// `4000` or `4000-4010`.
  LocalEnd withPorts(String text) throws CommandFailure {
    String last = text.replaceFirst(".*-", "");
    String first = text.replaceFirst("-.*", "");
    boolean areNumbers = first.matches("\\d{1,5}") && last.matches("\\d{1,5}");
    int to = areNumbers ? Integer.parseInt(last) : 0;
    if (!areNumbers || to > 0xffff || to < Integer.parseInt(first)) {
      throw new CommandFailure(
          2,
          "curl: option --local-port: is badly used here\n"
              + "curl: try 'curl --help' or 'curl --manual' for more information");
    }
    return new LocalEnd(place, Integer.parseInt(first), to);
  }

  /// The end for a connection.
  ///
  /// @param isV6 whether the other end is of IPv6
  /// @param said is told what `-v` shows
  SocketAddress choose(Netns namespace, boolean isV6, Consumer<String> said) throws CommandFailure {
    IpAddress address = address(namespace, isV6);
    if (!address.isAny() && IpAddress.parseOrNull(place) != null) {
      said.accept("* Name '" + place + "' family 2 resolved to '" + address + "' family 2");
    }
    int port = port(namespace, said);
    if (port > 0 || !address.isAny()) {
      said.accept("* Local port: " + port);
    }
    return new SocketAddress(address, port);
  }

  private IpAddress address(Netns namespace, boolean isV6) throws CommandFailure {
    if (place.isEmpty()) {
      return isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    }
    IpAddress written = IpAddress.parseOrNull(place);
    if (written != null) {
      if (!isOwn(namespace, written)) {
        throw new CommandFailure(
            FAILED, "bind failed with errno 99: Cannot assign requested address");
      }
      return written;
    }
    if (namespace.device(place) == null) {
      throw new CommandFailure(FAILED, "Couldn't bind to '" + place + "'");
    }
    return isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
  }

  /// The device to bind to; null for none.
  @Nullable NetDevice device(Netns namespace) {
    return place.isEmpty() ? null : namespace.device(place);
  }

  /// An address of IPv6 is looked at when it is used.
  private static boolean isOwn(Netns namespace, IpAddress address) {
    return address.isV6()
        || namespace.devices().stream()
            .flatMap(device -> namespace.ipv4().interfaces().of(device).addresses().stream())
            .anyMatch(each -> IpAddress.v4(each.prefix().address()).equals(address));
  }

  private int port(Netns namespace, Consumer<String> said) throws CommandFailure {
    for (int port = portFirst; port <= portLast; port++) {
      int wanted = port;
      boolean isTaken =
          namespace.tcp().sockets().stream().anyMatch(each -> each.local().port() == wanted);
      if (port == 0 || !isTaken) {
        return port;
      }
      if (port < portLast) {
        said.accept("* Bind to local port " + port + " failed, trying next");
      }
    }
    throw new CommandFailure(FAILED, "bind failed with errno 98: Address already in use");
  }
}
