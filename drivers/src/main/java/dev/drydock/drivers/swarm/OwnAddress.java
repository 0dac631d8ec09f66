package dev.drydock.drivers.swarm;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The addresses a node is known by and listens on (Docker `daemon/cluster/listen_addr.go`,
/// `listen_addr_linux.go`).
public final class OwnAddress {
  private OwnAddress() {}

  /// What an address option means.
  public enum Purpose {
    /// `--advertise-addr`.
    ADVERTISE(
        "advertise address must be a non-zero IP address or network interface (with optional port"
            + " number)"),
    /// `--listen-addr`.
    LISTEN("listen address must be an IP address or network interface (with optional port number)"),
    /// `--data-path-addr`.
    DATA_PATH(
        "data path address must be a non-zero IP address or network interface (without a port"
            + " number)");

    private final String refusal;

    Purpose(String refusal) {
      this.refusal = refusal;
    }
  }

  /// The address that a text names: the only one of an interface, or one that is written.
  ///
  /// @throws EngineException if it is neither
  public static IpAddress named(Netns root, String text, Purpose purpose) {
    NetDevice device = root.device(text);
    if (device != null) {
      return onlyOf(root, device);
    }
    IpAddress written = IpAddress.parseOrNull(text);
    boolean isAny = IpAddress.ANY_V4.equals(written) || IpAddress.ANY_V6.equals(written);
    if (written == null || (isAny && purpose != Purpose.LISTEN)) {
      throw new EngineException(purpose.refusal);
    }
    return written;
  }

  private static IpAddress onlyOf(Netns root, NetDevice device) {
    List<IpAddress> found = new ArrayList<>();
    for (var each : root.ipv4().interfaces().of(device).addresses()) {
      found.add(IpAddress.v4(each.prefix().address()));
    }
    if (found.size() > 1) {
      throw new EngineException(
          "interface %s has more than one IPv4 address (%s and %s)"
              .formatted(device.name(), found.get(0), found.get(1)));
    }
    if (found.isEmpty()) {
      throw new EngineException(
          "interface " + device.name() + " has no usable IPv4 or IPv6 address");
    }
    return found.getFirst();
  }

  /// Refuses to listen on an address that is not the machine's.
  static void checkListening(Netns root, IpAddress address, int port) {
    if (!address.isV6() && address.v4() != 0 && !isLocal(root, address)) {
      throw new EngineException(
          "manager stopped: failed to listen on remote API address: listen tcp %s:%d: bind: cannot"
                  .formatted(address, port)
              + " assign requested address");
    }
  }

  /// Whether an address is one of the machine's.
  private static boolean isLocal(Netns root, IpAddress address) {
    return !address.isV6() && root.ipv4().fib().addressType(address.v4()) == RouteType.LOCAL;
  }

  /// Refuses an advertised address that is not the machine's if none of its own is to be found.
  static void checkAdvertised(Engine engine, IpAddress address) {
    if (!isLocal(engine.machine().root(), address)) {
      try {
        only(engine);
      } catch (EngineException e) {
        throw new EngineException(
            "must specify a listening address because the address to advertise is not recognized as"
                + " a system address, and a system's IP address to use could not be uniquely"
                + " identified");
      }
    }
  }

  /// The machine's address, if there is only one that is not the engine's: of its cards, or of all
  /// its interfaces when no card has any.
  ///
  /// @throws EngineException if there is none, or several
  static IpAddress only(Engine engine) {
    Netns root = engine.machine().root();
    Found cards = find(root, device -> device.kind() == DeviceKind.PHYSICAL, address -> true);
    Found found =
        cards.any ? cards : find(root, device -> true, address -> !isOfNetwork(engine, address));
    if (found.address == null) {
      throw new EngineException(
          "could not find the system's IP address - specify one with --advertise-addr");
    }
    return found.address;
  }

  private static boolean isOfNetwork(Engine engine, IpAddress address) {
    for (Network network : engine.networks().list()) {
      for (Subnet subnet : network.subnets()) {
        if (subnet.prefix().contains(address)) {
          return true;
        }
      }
    }
    return false;
  }

  /// @param any whether an interface had an address at all
  private record Found(boolean any, @Nullable IpAddress address) {}

  private static Found find(
      Netns root, Predicate<NetDevice> devices, Predicate<IpAddress> addresses) {
    IpAddress system = null;
    String on = "";
    boolean any = false;
    for (NetDevice device : root.devices()) {
      if (device == root.loopback() || !device.isUp() || !devices.test(device)) {
        continue;
      }
      IpAddress own = null;
      for (var each : root.ipv4().interfaces().of(device).addresses()) {
        IpAddress address = IpAddress.v4(each.prefix().address());
        if (!addresses.test(address)) {
          own = null; // the engine's interface
          break;
        }
        any = true;
        if (own != null) {
          throw severalOn(device.name(), own, address);
        }
        own = address;
      }
      if (own != null && system != null) {
        throw several(on, system, device.name(), own);
      }
      system = own == null ? system : own;
      on = own == null ? on : device.name();
    }
    return new Found(any, system);
  }

  private static EngineException severalOn(String device, IpAddress one, IpAddress other) {
    return new EngineException(
        "could not choose an IP address to advertise since this system has multiple addresses on"
            + " interface %s (%s and %s) - specify one with --advertise-addr"
                .formatted(device, one, other));
  }

  private static EngineException several(
      String device, IpAddress one, String otherDevice, IpAddress other) {
    return new EngineException(
        "could not choose an IP address to advertise since this system has multiple addresses on"
            + " different interfaces (%s on %s and %s on %s) - specify one with --advertise-addr"
                .formatted(one, device, other, otherDevice));
  }

  /// The address the machine sends from towards another one.
  static IpAddress towards(Netns root, @Nullable IpAddress other) {
    Flow flow = new Flow();
    flow.destination = other == null ? 0 : other.v4();
    root.ipv4().route(flow);
    return IpAddress.v4(flow.source);
  }
}
