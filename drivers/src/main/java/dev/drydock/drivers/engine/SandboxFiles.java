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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The files of a container with a sandbox of its own.
final class SandboxFiles implements ContainerFiles {
  private final Container container;
  private final Sandbox sandbox;
  private final Context context;
  private final List<HostsFile.Line> extraLines;

  /// @param extraLines of `--add-host` and `--link`
  SandboxFiles(
      Container container, Sandbox sandbox, Context context, List<HostsFile.Line> extraLines) {
    this.container = container;
    this.sandbox = sandbox;
    this.context = context;
    this.extraLines = List.copyOf(extraLines);
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
    if (isHost() && extraLines.isEmpty()) {
      return context.host().hosts();
    }
    List<HostsFile.Line> lines = new ArrayList<>(extraLines);
    String names = HostsFile.ownNames(container.hostname(), container.spec().names().domainname());
    for (Endpoint endpoint : sandbox.endpoints()) {
      if (!endpoint.isWayOutOnly()) {
        addLines(lines, endpoint, names);
      }
    }
    return HostsFile.text(context.profile().files().hostsZero(), lines);
  }

  private static void addLines(List<HostsFile.Line> lines, Endpoint endpoint, String names) {
    addLine(lines, endpoint.ipv4(), names);
    addLine(lines, endpoint.ipv6(), names);
  }

  private static void addLine(
      List<HostsFile.Line> lines, @Nullable IpPrefix address, String names) {
    if (address != null) {
      lines.add(HostsFile.Line.of(address.address(), names));
    }
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
    return new ResolvConfStyle.Source(context.host().resolvConf(), overrides, ipv6);
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
