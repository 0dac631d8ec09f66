package dev.drydock.drivers.engine;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.dns.Upstream;
import dev.drydock.drivers.files.HostsFile;
import dev.drydock.drivers.files.ResolvConf;
import dev.drydock.drivers.files.ResolvConfStyle;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files of a container with a sandbox of its own.
final class SandboxFiles implements ContainerFiles {
  private final Container container;
  private final Sandbox sandbox;
  private final Context context;
  private final boolean hasExtraLines;

  /// The machine's own files as they were when the container started: they are copied then
  /// (libnetwork `setupResolutionFiles`).
  private final String hostHosts;

  private final String hostResolvConf;

  private final List<Own> lines = new ArrayList<>();
  private final Set<Endpoint> joined = new LinkedHashSet<>();

  /// A line of `/etc/hosts`, and the endpoint whose address it tells; null for others.
  private record Own(@Nullable Endpoint endpoint, HostsFile.Line line) {}

  /// @param extraLines of `--add-host` and `--link`
  SandboxFiles(
      Container container, Sandbox sandbox, Context context, List<HostsFile.Line> extraLines) {
    this.container = container;
    this.sandbox = sandbox;
    this.context = context;
    this.hasExtraLines = !extraLines.isEmpty();
    this.hostHosts = context.host().hosts();
    this.hostResolvConf = context.host().resolvConf();
    extraLines.forEach(line -> lines.add(new Own(null, line)));
  }

  @Override
  public @Nullable Netns namespaceOrNull() {
    return sandbox.namespace();
  }

  private boolean isHost() {
    return container.mode().is(NetworkMode.Kind.HOST);
  }

  @Override
  public String hostname() {
    return container.hostname() + "\n";
  }

  @Override
  public String hosts() {
    if (isHost() && !hasExtraLines) {
      return hostHosts;
    }
    addJoined();
    EngineProfile.Files files = context.profile().files();
    return HostsFile.text(files.hostsZero(), lines.stream().map(Own::line).toList());
  }

  private void addJoined() {
    String names = HostsFile.ownNames(container.hostname(), container.spec().names().domainname());
    for (Endpoint endpoint : sandbox.endpoints()) {
      if (!endpoint.isWayOutOnly() && joined.add(endpoint)) {
        addLine(endpoint, endpoint.ipv4(), names);
        addLine(endpoint, endpoint.ipv6(), names);
      }
    }
  }

  private void addLine(Endpoint endpoint, @Nullable IpPrefix address, String names) {
    if (address != null) {
      lines.add(new Own(endpoint, HostsFile.Line.of(address.address(), names)));
    }
  }

  /// Up to 27.5 every line goes whose only name is one that the network knows, of this container or
  /// of another, whatever its address; on networks without names the line stays, and where the
  /// names have gone before (libnetwork `sbLeave`, `getSvcRecords`, `etchosts.Delete`).
  @Override
  public void leaves(Endpoint endpoint, boolean namesStand) {
    addJoined();
    if (!context.profile().files().forgetsHostsByName()) {
      lines.removeIf(own -> own.endpoint == endpoint);
      return;
    }
    if (!namesStand) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    for (Endpoint each : endpoint.network().endpoints()) {
      known.addAll(each.request().dnsNames());
    }
    String own = container.name();
    known.removeIf(name -> name.equals(own) || name.startsWith(own + "."));
    lines.removeIf(each -> known.contains(each.line.names()));
  }

  /// A container that this one is linked to has another address (libnetwork `etchosts.Update`).
  @Override
  public void moved(String alias, IpAddress address) {
    lines.replaceAll(own ->
        (own.line.names() + " ").startsWith(alias + " ")
                && address.isV6() == own.line.address().contains(":")
            ? new Own(own.endpoint, HostsFile.Line.of(address, own.line.names()))
            : own);
  }

  /// A link is taken away.
  void unlinked(String alias) {
    lines.removeIf(own -> (own.line.names() + " ").startsWith(alias + " "));
  }

  @Override
  public String resolvConf() {
    ResolvConfStyle style = context.profile().files().resolvConf();
    return isHost() ? style.host(source()) : style.text(source(), sandbox.hasResolver());
  }

  private ResolvConfStyle.Source source() {
    ContainerSpec.Names names = container.spec().names();
    DaemonConfig config = context.config();
    List<String> servers = names.dns().isEmpty() ? config.list("dns") : names.dns();
    ResolvConf.Overrides overrides =
        new ResolvConf.Overrides(
            servers.stream().map(IpAddress::parseOrNull).filter(Objects::nonNull).toList(),
            names.dnsSearch().isEmpty() ? config.list("dns-search") : names.dnsSearch(),
            options());
    boolean ipv6 = sandbox.endpoints().stream().anyMatch(e -> e.ipv6() != null);
    return new ResolvConfStyle.Source(hostResolvConf, overrides, ipv6);
  }

  private List<String> options() {
    List<String> own = container.spec().names().dnsOptions();
    return own.isEmpty() ? context.config().list("dns-opts") : own;
  }

  /// Where the engine's resolver of the container asks on.
  Upstream upstream() {
    boolean ndots = options().stream().anyMatch(o -> o.matches("ndots:0*[1-9]\\d*"));
    EngineProfile.Files files = context.profile().files();
    return new Upstream(
        context.machine().root(),
        () -> files.resolvConf().external(source()),
        files.forwarding(),
        ndots);
  }
}
