package dev.drydock.scenarios.tools.dhcp;

import dev.drydock.core.app.dhcp.DhcpClient;
import dev.drydock.core.app.dhcp.DhcpLease;
import dev.drydock.core.app.dhcp.DhcpOptions;
import dev.drydock.core.app.dhcp.DhcpReporter;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `dhclient` of ISC DHCP 4.4 (`client/dhclient.c`) with Debian's script: `-v`, `-1`, `-d`, `-r`,
/// `-x` and the interface.
final class DhclientTool implements Tool {
  private static final String GREETING =
      """
      Internet Systems Consortium DHCP Client 4.4.3-P1
      Copyright 2004-2022 Internet Systems Consortium.
      All rights reserved.
      For info, please visit https://www.isc.org/software/dhcp/
      """;

  /// How long it asks before it says that nobody offers anything (`timeout`).
  private static final int TIMEOUT_SECONDS = 60;

  /// How long it then sleeps (`retry`).
  private static final int RETRY_SECONDS = 300;

  /// The first interval is drawn from 3 to 8 s.
  private static final int INTERVAL_MIN = 3;

  private static final int INTERVAL_SPREAD = 6;

  /// Those in the background, by their interface.
  private final Map<NetDevice, DhcpClient> clients = new LinkedHashMap<>();

  /// What was typed.
  private record Words(boolean verbose, boolean once, boolean releases, boolean ends) {}

  @Override
  public int run(Invocation invocation) {
    List<String> options = new ArrayList<>();
    List<String> names = new ArrayList<>();
    invocation.arguments().forEach(word -> (word.startsWith("-") ? options : names).add(word));
    Words words =
        new Words(
            options.contains("-v") || options.contains("-d"),
            options.contains("-1"),
            options.contains("-r"),
            options.contains("-x"));
    for (String option : options) {
      if (!List.of("-v", "-d", "-1", "-r", "-x", "-4", "-nw").contains(option)) {
        invocation.err("Unknown command: " + option);
        return 1;
      }
    }
    if (words.verbose) {
      invocation.err(GREETING);
    }
    int status = 0;
    for (NetDevice device : devices(invocation, names)) {
      status = Math.max(status, run(invocation, words, device));
    }
    if (!names.isEmpty() && devices(invocation, names).isEmpty()) {
      invocation.err("Cannot find device \"" + names.getFirst() + "\"");
      return 1;
    }
    return status;
  }

  /// Those named, else all that can broadcast.
  private static List<NetDevice> devices(Invocation invocation, List<String> names) {
    List<NetDevice> devices = new ArrayList<>();
    for (NetDevice device : invocation.place().namespace().devices()) {
      boolean isOrdinary = device != invocation.place().namespace().loopback();
      if (names.isEmpty() ? isOrdinary : names.contains(device.name())) {
        devices.add(device);
      }
    }
    return devices;
  }

  private int run(Invocation invocation, Words words, NetDevice device) {
    DhcpClient before = clients.remove(device);
    Report report = new Report(invocation, words.verbose, device);
    if (before != null) {
      invocation.err("Killed old client process");
    }
    report.listening();
    if (before != null && words.releases) {
      release(invocation, before, report);
    } else if (before != null) {
      before.interrupt();
    }
    if (words.releases || words.ends) {
      return 0;
    }
    int address = before == null ? 0 : before.currentAddress();
    return play(
        invocation, new DhcpClient(options(invocation, words, device, address), report), report);
  }

  private static void release(Invocation invocation, DhcpClient client, Report report) {
    DhcpLease lease = client.lease();
    if (lease != null) {
      report.releases(lease.address().address(), lease.server());
    }
    client.release();
    invocation.shell().await(client::isDone, Long.MAX_VALUE);
  }

  /// @param address that of the client before; 0 for none
  private static DhcpOptions options(
      Invocation invocation, Words words, NetDevice device, int address) {
    RandomStream random = invocation.place().box().machine().random("dhclient/" + device.path());
    int interval = INTERVAL_MIN + random.nextInt(INTERVAL_SPREAD);
    DhcpOptions.Wants wants =
        new DhcpOptions.Wants(
            false,
            false,
            false,
            words.once,
            TIMEOUT_SECONDS,
            interval,
            RETRY_SECONDS,
            address,
            "",
            invocation.place().hostname());
    return new DhcpOptions(
        invocation.place().namespace(), device, random, DhcpOptions.Style.DHCLIENT, wants);
  }

  private int play(Invocation invocation, DhcpClient client, Report report) {
    client.start();
    invocation
        .shell()
        .await(() -> client.isDone() || report.isBound || report.hasFailed, Long.MAX_VALUE);
    report.isSilent = true;
    if (!client.isDone()) {
      clients.put(report.device, client);
      ClientProcess.start(invocation, client, () -> clients.remove(report.device));
    }
    return report.isBound || !client.isDone() ? 0 : 2;
  }

  /// What it says, on standard error, and does.
  private static final class Report implements DhcpReporter {
    private final Invocation invocation;
    private final boolean isVerbose;
    private final NetDevice device;
    private final LeaseScript script;
    private boolean isBound;
    private boolean hasFailed;
    private boolean isSilent;

    Report(Invocation invocation, boolean isVerbose, NetDevice device) {
      this.invocation = invocation;
      this.isVerbose = isVerbose;
      this.device = device;
      this.script = new LeaseScript(invocation.place(), device, true);
    }

    private void say(String text) {
      if (isVerbose && !isSilent) {
        invocation.err(text);
      }
    }

    void listening() {
      String where = "LPF/" + device.name() + "/" + Mac.format(device.mac());
      say("Listening on " + where);
      say("Sending on   " + where);
      say("Sending on   Socket/fallback");
    }

    @Override
    public void discovers(long seconds) {
      say("DHCPDISCOVER on " + device.name() + " to 255.255.255.255 port 67 interval " + seconds);
    }

    @Override
    public void offered(int address, int server) {
      say("DHCPOFFER of " + Ipv4Address.format(address) + " from " + Ipv4Address.format(server));
    }

    @Override
    public void selects(int address, int server) {
      requests(address, -1);
    }

    @Override
    public void renews(int address, int server) {
      requests(address, server == 0 ? -1 : server);
    }

    private void requests(int address, int to) {
      say(
          "DHCPREQUEST for "
              + Ipv4Address.format(address)
              + " on "
              + device.name()
              + " to "
              + Ipv4Address.format(to)
              + " port 67");
    }

    @Override
    public void bound(DhcpLease lease, boolean isRenewal) {
      String address = Ipv4Address.format(lease.address().address());
      say("DHCPACK of " + address + " from " + Ipv4Address.format(lease.server()));
      script.configure(lease);
      say("bound to " + address + " -- renewal in " + lease.renewSeconds() + " seconds.");
      isBound = true;
    }

    @Override
    public void declines(int address) {
      say("DHCPDECLINE of " + Ipv4Address.format(address) + " on " + device.name());
    }

    @Override
    public void refused(int server) {
      say("DHCPNAK from " + Ipv4Address.format(server));
    }

    @Override
    public void failed(boolean isEnd) {
      hasFailed = true;
      say("No DHCPOFFERS received.");
      say(
          isEnd
              ? "Unable to obtain a lease on first try.  Exiting."
              : "No working leases in persistent database - sleeping.");
    }

    @Override
    public void releases(int address, int server) {
      say(
          "DHCPRELEASE of "
              + Ipv4Address.format(address)
              + " on "
              + device.name()
              + " to "
              + Ipv4Address.format(server)
              + " port 67");
    }

    @Override
    public void unconfigures() {
      if (isBound) {
        script.flush();
      } else {
        script.raise();
      }
    }
  }
}
