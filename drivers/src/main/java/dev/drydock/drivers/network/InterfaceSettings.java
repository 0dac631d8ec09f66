package dev.drydock.drivers.network;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.Errno;
import org.jspecify.annotations.Nullable;

/// What the kernel may refuse when an interface gets its MAC and its addresses in a container, in
/// the words of libnetwork (`osl/interface_linux.go`, `configureInterface`). Seen with Docker
/// 20.10.24: a MAC that another macvlan of the parent has, on Linux 6.18, and an address that the
/// host's own ipvlan has, on Linux 6.1.
final class InterfaceSettings {
  private InterfaceSettings() {}

  /// @throws EngineException when something would be refused, with nothing changed
  static void check(NetDevice device, Endpoint endpoint) {
    String mac = Ethernet.isGroup(endpoint.mac()) ? "EADDRNOTAVAIL" : device.openError();
    refuse(mac, device, "MAC to \"" + Mac.format(endpoint.mac()) + "\"");
    checkAddress(endpoint.ipv4(), device, "IP");
    checkAddress(endpoint.ipv6(), device, "IPv6");
  }

  private static void checkAddress(@Nullable IpPrefix address, NetDevice device, String what) {
    if (address != null) {
      refuse(device.addressError(address.address()), device, what + " to " + address);
    }
  }

  private static void refuse(String errno, NetDevice device, String what) {
    if (!errno.isEmpty()) {
      throw new EngineException(
          (Sandbox.NOT_ADDED + device.name() + " to sandbox: error setting interface \"")
              + (device.name() + "\" " + what + ": " + Errno.text(errno)));
    }
  }
}
