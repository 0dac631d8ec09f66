package dev.drydock.drivers.port;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Publishes ports: takes them, and starts a docker-proxy for each (libnetwork bridge driver,
/// `port_mapping_linux.go`).
public final class PortMapper {
  private static final Comparator<PortSpec> EXACT_FIRST =
      Comparator.<PortSpec, Boolean>comparing(
              p -> p.hostPort() == 0 || p.hostPort() != p.hostPortLast())
          .thenComparing(PortSpec::container)
          .thenComparingInt(PortSpec::hostPort)
          .thenComparingInt(PortSpec::hostPortLast);

  private static final Comparator<PortSpec> LARGEST_FIRST =
      Comparator.<PortSpec>comparingInt(p -> -p.hostPort())
          .thenComparingInt(p -> -p.container().port())
          .thenComparing(p -> p.container().protocol());

  /// libnetwork `maxAllocatePortAttempts`.
  private static final int ATTEMPTS_MAX = 10;

  private final PortAllocator allocator = new PortAllocator();
  private final EngineProfile profile;
  private final boolean hasProxy;
  private final IntSupplier pids;
  private final List<ProxyProcess> proxies = new ArrayList<>();
  private HostPorts hostPorts = HostPorts.NONE;

  /// With all ports free.
  ///
  /// @param hasProxy whether docker-proxy is used
  /// @param pids where process numbers come from
  public PortMapper(EngineProfile profile, boolean hasProxy, IntSupplier pids) {
    this.profile = profile;
    this.hasProxy = hasProxy;
    this.pids = pids;
  }

  /// A container's side of its published ports.
  ///
  /// @param ipv4 its address, if it has one
  /// @param ipv6 its address, if it has one
  /// @param defaultHostIp where ports are published that name no address
  public record Target(
      @Nullable IpAddress ipv4, @Nullable IpAddress ipv6, IpAddress defaultHostIp) {}

  /// Lets somebody say which ports the machine's own servers have.
  public void setHostPorts(HostPorts ports) {
    hostPorts = ports;
  }

  /// The running docker-proxy processes, oldest first.
  public List<ProxyProcess> proxies() {
    return List.copyOf(proxies);
  }

  /// Ends a docker-proxy, as `kill` does; its port stays taken.
  public void kill(ProxyProcess proxy) {
    proxies.remove(proxy);
  }

  /// Publishes ports.
  ///
  /// @return the bindings, IPv4 before IPv6
  /// @throws EngineException with nothing published
  public List<PortBinding> map(List<PortSpec> specs, Target target) {
    List<PortSpec> sorted = new ArrayList<>(specs);
    sorted.sort(profile.ports().exactFirst() ? EXACT_FIRST : LARGEST_FIRST);
    List<PortBinding> bindings = new ArrayList<>();
    try {
      for (PortSpec spec : sorted) {
        bind(spec, target, bindings);
      }
    } catch (EngineException e) {
      unmap(bindings);
      throw e;
    }
    return bindings;
  }

  private void bind(PortSpec spec, Target target, List<PortBinding> bindings) {
    List<PortBinding> wanted = wanted(spec, target);
    List<List<PortBinding>> groups =
        profile.ports().samePortForBothFamilies()
            ? List.of(wanted)
            : wanted.stream().map(List::of).toList();
    for (List<PortBinding> group : groups) {
      if (!group.isEmpty()) {
        bindGroup(spec, group, bindings);
      }
    }
  }

  /// The bindings of one published port; their host port is still open.
  private List<PortBinding> wanted(PortSpec spec, Target target) {
    IpAddress given = spec.hostIp().isEmpty() ? null : IpAddress.parse(spec.hostIp());
    IpAddress base = given == null ? target.defaultHostIp : given;
    List<PortBinding> wanted = new ArrayList<>();
    if (target.ipv4 != null && !base.isV6()) {
      wanted.add(new PortBinding(base, 0, target.ipv4, spec.container()));
    }
    IpAddress behind = target.ipv6 == null && hasProxy ? target.ipv4 : target.ipv6;
    boolean everywhere = given == null && base.equals(IpAddress.ANY_V4);
    if (behind != null && (base.isV6() || everywhere)) {
      IpAddress host = everywhere ? IpAddress.ANY_V6 : base;
      wanted.add(new PortBinding(host, 0, behind, spec.container()));
    }
    return wanted;
  }

  /// A port the engine chooses itself is tried again elsewhere when a server of the machine has it.
  private void bindGroup(PortSpec spec, List<PortBinding> group, List<PortBinding> bindings) {
    boolean isFixed = spec.hostPort() != 0 && spec.hostPort() == spec.hostPortLast();
    List<PortBinding> bound = List.of();
    for (int attempt = 1; bound.isEmpty(); attempt++) {
      bound = attempt(spec, group, isFixed || attempt == ATTEMPTS_MAX);
    }
    bindings.addAll(bound);
    if (hasProxy) {
      bound.forEach(b -> proxies.add(new ProxyProcess(pids.getAsInt(), b)));
    }
  }

  private List<PortBinding> attempt(PortSpec spec, List<PortBinding> group, boolean isLast) {
    Protocol protocol = spec.container().protocol();
    List<IpAddress> addresses = group.stream().map(PortBinding::hostIp).toList();
    int port = allocator.take(addresses, protocol, spec.hostPort(), spec.hostPortLast());
    List<PortBinding> bound = group.stream().map(b -> b.withHostPort(port)).toList();
    for (PortBinding binding : bound) {
      if (hostPorts.isBound(protocol, binding.hostIp(), port)) {
        addresses.forEach(a -> allocator.give(a, protocol, port));
        if (isLast) {
          throw new EngineException(profile.texts().portInUse(binding));
        }
        return List.of();
      }
    }
    return bound;
  }

  /// Takes published ports back, the last one first.
  public void unmap(List<PortBinding> bindings) {
    List<PortBinding> reversed = new ArrayList<>(bindings);
    Collections.reverse(reversed);
    for (PortBinding binding : reversed) {
      proxies.removeIf(p -> p.binding().equals(binding));
      allocator.give(binding.hostIp(), binding.container().protocol(), binding.hostPort());
    }
  }
}
