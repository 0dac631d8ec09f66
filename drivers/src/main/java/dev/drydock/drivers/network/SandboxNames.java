package dev.drydock.drivers.network;

import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.dns.NameSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the networks that a sandbox is on (libnetwork `sandbox.go`, `ResolveName`). A name
/// may have its network behind a dot; as both may have dots, every way to part them is tried, the
/// longest name first.
final class SandboxNames implements NameSource {
  private final Sandbox sandbox;

  SandboxNames(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public List<IpAddress> addresses(String name) {
    List<IpAddress> found = addresses(name, "");
    for (int dot = name.lastIndexOf('.'); found.isEmpty() && dot > 0; ) {
      found = addresses(name.substring(0, dot), name.substring(dot + 1));
      dot = name.lastIndexOf('.', dot - 1);
    }
    return found;
  }

  private List<IpAddress> addresses(String name, String network) {
    for (Endpoint endpoint : sandbox.inOrder()) {
      String target = linked(endpoint, name);
      if (target != null && (network.isEmpty() || endpoint.network().name().equals(network))) {
        List<IpAddress> found = endpoint.network().names().addresses(target);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    for (Endpoint endpoint : sandbox.inOrder()) {
      if (network.isEmpty() || endpoint.network().name().equals(network)) {
        List<IpAddress> found = endpoint.network().names().addresses(name);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private static @Nullable String linked(Endpoint endpoint, String name) {
    for (Map.Entry<String, String> link : endpoint.request().links().entrySet()) {
      if (DnsName.key(link.getKey()).equals(DnsName.key(name))) {
        return link.getValue();
      }
    }
    return null;
  }

  @Override
  public String nameOf(IpAddress address) {
    for (Endpoint endpoint : sandbox.inOrder()) {
      String name = endpoint.network().names().nameOf(address);
      if (!name.isEmpty()) {
        return name + "." + endpoint.network().name();
      }
    }
    return "";
  }

  @Override
  public boolean reachesOutside() {
    return sandbox.endpoints().stream()
        .anyMatch(e -> !e.network().config().flags().internal() && e.attachment().device() != null);
  }

  @Override
  public boolean hasGateway() {
    return sandbox.endpoints().stream()
        .map(Endpoint::attachment)
        .anyMatch(a -> a.gateway() != null || a.gateway6() != null);
  }

  /// Makes an endpoint known on its network, or no longer.
  static void tell(Endpoint endpoint, boolean isThere) {
    if (!endpoint.isInService()) {
      return;
    }
    List<String> names = endpoint.request().dnsNames();
    for (IpPrefix prefix : endpoint.prefixes()) {
      IpAddress address = prefix.address();
      endpoint.network().names().later(table -> table.change(names, address, isThere));
    }
  }
}
