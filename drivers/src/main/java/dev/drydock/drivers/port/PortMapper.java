package dev.drydock.drivers.port;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.Errno;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
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

  /// libnetwork `maxAllocatePortAttempts`.
  private static final int ATTEMPTS_MAX = 10;

  private final PortAllocator allocator;
  private final EngineProfile profile;
  private final BooleanSupplier hasProxy;
  private final Machine machine;
  private final List<ProxyProcess> proxies = new ArrayList<>();

  /// With all ports free.
  ///
  /// @param hasProxy whether docker-proxy is used
  /// @param machine whose ports are published
  public PortMapper(EngineProfile profile, BooleanSupplier hasProxy, Machine machine) {
    this.allocator = new PortAllocator(profile.ports().samePortForBothFamilies());
    this.profile = profile;
    this.hasProxy = hasProxy;
    this.machine = machine;
  }

  /// A container's side of its published ports.
  ///
  /// @param ipv4 its address, if it has one
  /// @param ipv6 its address, if it has one
  /// @param takesIpv6 whether docker-proxy hands what comes by IPv6 to its IPv4 address where it
  ///   has no other
  /// @param defaultHostIp where ports are published that name no address
  /// @param routed which of its addresses are routed to: no port of the machine is taken for them
  ///   then (moby `port_mapping.go`; seen with 28.5.2)
  public record Target(
      @Nullable IpAddress ipv4,
      @Nullable IpAddress ipv6,
      boolean takesIpv6,
      IpAddress defaultHostIp,
      Routed routed) {}

  /// Families of which the containers' addresses are routed to.
  public record Routed(boolean ipv4, boolean ipv6) {}

  /// Publishes ports.
  ///
  /// @return the bindings, IPv4 before IPv6
  /// @throws EngineException with nothing published
  public List<PortBinding> map(List<PortSpec> specs, Target target) {
    List<PortSpec> sorted =
        profile.ports().exactFirst()
            ? specs.stream().sorted(EXACT_FIRST).toList()
            : LargestFirst.sort(specs);
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

  /// The ports a container exposes, in the order in which the engine goes through them.
  public static List<ContainerPort> exposed(List<PortSpec> published, List<ContainerPort> exposed) {
    List<PortSpec> specs = new ArrayList<>(published);
    for (ContainerPort port : exposed) {
      if (published.stream().noneMatch(p -> p.container().equals(port))) {
        specs.add(new PortSpec("", 0, 0, port));
      }
    }
    return LargestFirst.sort(specs).stream().map(PortSpec::container).distinct().toList();
  }

  private void bind(PortSpec spec, Target target, List<PortBinding> bindings) {
    List<PortBinding> wanted = new ArrayList<>();
    int first = bindings.size();
    for (PortBinding open : wanted(spec, target)) {
      if (isRouted(open, target)) {
        bindings.add(open);
      } else {
        wanted.add(open);
      }
    }
    List<List<PortBinding>> groups =
        profile.ports().samePortForBothFamilies()
            ? List.of(wanted)
            : wanted.stream().map(List::of).toList();
    for (List<PortBinding> group : groups) {
      if (!group.isEmpty()) {
        bindGroup(spec, group, bindings);
      }
    }
    bindings.subList(first, bindings.size()).sort(Comparator.comparing(b -> b.hostIp().isV6()));
  }

  private static boolean isRouted(PortBinding open, Target target) {
    boolean isV6 = open.containerIp().isV6();
    boolean isOwn = isV6 == open.hostIp().isV6(); // behind a proxy it is the other family's
    return isOwn && (isV6 ? target.routed.ipv6 : target.routed.ipv4);
  }

  /// The bindings of one published port; their host port is still open.
  private List<PortBinding> wanted(PortSpec spec, Target target) {
    IpAddress given = spec.hostIp().isEmpty() ? null : IpAddress.parse(spec.hostIp());
    IpAddress base = given == null ? target.defaultHostIp : given;
    List<PortBinding> wanted = new ArrayList<>();
    if (target.ipv4 != null && !base.isV6()) {
      wanted.add(new PortBinding(base, 0, target.ipv4, spec.container()));
    }
    boolean isProxied = target.ipv6 == null && target.takesIpv6 && hasProxy.getAsBoolean();
    IpAddress behind = isProxied ? target.ipv4 : target.ipv6;
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
    List<ProxyProcess> started = List.of();
    for (int attempt = 1; started.isEmpty(); attempt++) {
      started = attempt(spec, group, isFixed || attempt == ATTEMPTS_MAX);
    }
    proxies.addAll(started);
    started.forEach(proxy -> bindings.add(proxy.binding()));
  }

  /// @return the processes that hold the ports of a group; none when one is in use
  private List<ProxyProcess> attempt(PortSpec spec, List<PortBinding> group, boolean isLast) {
    Protocol protocol = spec.container().protocol();
    List<IpAddress> addresses = group.stream().map(PortBinding::hostIp).toList();
    int port = allocator.take(addresses, protocol, spec.hostPort(), spec.hostPortLast());
    List<ProxyProcess> started = new ArrayList<>();
    boolean queues = profile.heldPortsQueue();
    for (PortBinding open : group) {
      PortBinding binding = open.withHostPort(port);
      ProxyProcess proxy =
          hasProxy.getAsBoolean()
              ? ProxyProcess.start(machine, binding)
              : ProxyProcess.hold(machine, binding, queues);
      if (proxy == null) {
        started.forEach(ProxyProcess::stop);
        addresses.forEach(a -> allocator.give(a, protocol, port));
        if (isLast) {
          throw new EngineException(refusal(binding));
        }
        return List.of();
      }
      started.add(proxy);
    }
    return started;
  }

  /// What is said of a port that cannot be listened on.
  private String refusal(PortBinding binding) {
    UdpSocket probe = machine.root().udp().open(datagram -> {});
    boolean isOurs = probe.bind(new SocketAddress(binding.hostIp(), 0)) == null;
    probe.close();
    String why = Errno.text(isOurs ? "EADDRINUSE" : "EADDRNOTAVAIL");
    IpAddress ip = binding.hostIp();
    ContainerPort container = binding.container();
    return String.format(
        Locale.ROOT,
        profile.texts().portInUse(),
        ip,
        binding.hostPort(),
        container.protocol(),
        binding.containerIp(),
        container.port(),
        why,
        (ip.isV6() ? "6 [" + ip + "]" : "4 " + ip) + ":" + binding.hostPort(),
        hasProxy.getAsBoolean() ? "Error starting userland proxy: " : "");
  }

  /// Takes published ports back, the last one first.
  public void unmap(List<PortBinding> bindings) {
    List<PortBinding> reversed = new ArrayList<>(bindings);
    Collections.reverse(reversed);
    for (PortBinding binding : reversed) {
      for (ProxyProcess proxy : List.copyOf(proxies)) {
        if (proxy.binding().equals(binding)) {
          proxies.remove(proxy);
          proxy.stop();
        }
      }
      if (!binding.isRouted()) {
        allocator.give(binding.hostIp(), binding.container().protocol(), binding.hostPort());
      }
    }
  }
}
