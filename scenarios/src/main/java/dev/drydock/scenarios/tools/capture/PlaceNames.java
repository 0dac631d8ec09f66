package dev.drydock.scenarios.tools.capture;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.pcap.print.PrintNames;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.names.HostsFile;

/// The names that `tcpdump` shows without `-n`: those of `/etc/hosts` and of well-known ports. It
/// asks no name server, as that would be seen by its own capture.
final class PlaceNames implements PrintNames {
  private final Invocation invocation;
  private final HostsFile hosts = new HostsFile();

  PlaceNames(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public String host(String address) {
    IpAddress parsed = IpAddress.parseOrNull(address);
    String name = parsed == null ? "" : hosts.nameOf(invocation, parsed);
    return name.isEmpty() ? address : name;
  }

  @Override
  public String port(int port, boolean tcp) {
    String name = Services.name(invocation.place(), port, tcp ? "tcp" : "udp");
    return name.equals("*") ? Integer.toString(port) : name;
  }

  @Override
  public boolean numeric() {
    return false;
  }
}
