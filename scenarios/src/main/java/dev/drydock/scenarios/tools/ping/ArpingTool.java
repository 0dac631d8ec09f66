package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.ArpingOptions;
import dev.drydock.core.app.ArpingReporter;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `arping` of iputils 20221126 (`arping.c`).
final class ArpingTool implements Tool, ArpingCommand.Kind {
  private static final String LETTERS = "h?bfDUAqc:w:i:s:I:V";

  private static final String USAGE =
      """

      Usage
        arping [options] <destination>

      Options:
        -f -q -b -D -U -A -V -c <count> -w <timeout> -i <interval> -I <device> -s <source>
      """;

  private final NameLookup names;

  /// The command.
  public ArpingTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    return ArpingCommand.of(this, invocation);
  }

  @Override
  public String letters() {
    return LETTERS;
  }

  @Override
  public CommandFailure wrong(String what) {
    return new CommandFailure(2, (what.isEmpty() ? "" : "arping: " + what + "\n") + USAGE);
  }

  @Override
  public int run(Invocation invocation, ArpingCommand command) throws CommandFailure {
    command.needsAll = true;
    if (command.version) {
      invocation.out("arping from iputils 20221126");
      return 0;
    }
    if (command.target.isEmpty()) {
      throw wrong("");
    }
    String unknown = "arping: " + command.target + ": Name or service not known";
    int target = ArpingCommand.address(names, invocation, command.target, unknown);
    NetDevice device =
        command.device.isEmpty() ? guess(invocation, target) : named(invocation, command.device);
    String trouble = device == null ? "" : trouble(device);
    if (device == null || !trouble.isEmpty()) {
      if (!command.quiet) {
        invocation.out(trouble);
      }
      return 2;
    }
    int source = command.source(invocation.place().namespace(), device, target);
    Report report = new Report(invocation, command.quiet, source, device.mac());
    if (!command.quiet) {
      ArpingCommand.begin(invocation, target, source, device.name());
    }
    if (source == 0 && !command.detects()) {
      throw new CommandFailure(2, "arping: no source address in not-DAD mode");
    }
    ArpingOptions.Limits limits =
        new ArpingOptions.Limits(
            command.count, command.intervalNanos, command.timeoutNanos, true, false);
    return command.run(
        invocation,
        new ArpingOptions(invocation.lab().loop(), device, source, target, limits, command.modes),
        report);
  }

  private static NetDevice named(Invocation invocation, String name) throws CommandFailure {
    NetDevice device = invocation.place().namespace().device(name);
    if (device == null) {
      throw new CommandFailure(2, "arping: Device " + name + " not available.");
    }
    return device;
  }

  /// Without `-I` the route to the target tells the device (`guess_device`).
  private static @Nullable NetDevice guess(Invocation invocation, int target)
      throws CommandFailure {
    Flow flow = new Flow();
    flow.destination = target;
    SendResult result = invocation.place().namespace().ipv4().route(flow);
    Route route = flow.route();
    if (result != SendResult.OK || route == null) {
      throw new CommandFailure(1, "arping: NETLINK_ROUTE unexpected iov element");
    }
    boolean local = route.type() == RouteType.LOCAL;
    return local ? invocation.place().namespace().loopback() : route.device();
  }

  private static String trouble(NetDevice device) {
    if (!device.isUp()) {
      return "Interface \"" + device.name() + "\" is down";
    }
    boolean arpable = ArpingCommand.isArpable(device);
    return arpable ? "" : "Interface \"" + device.name() + "\" is not ARPable";
  }

  /// What it says.
  private record Report(Invocation invocation, boolean quiet, int source, long mac)
      implements ArpingReporter {
    @Override
    public void answered(Answer answer) {
      if (quiet) {
        return;
      }
      StringBuilder line = new StringBuilder();
      line.append(answer.unicast() ? "Unicast " : "Broadcast ");
      line.append(answer.operation() == Arp.REPLY ? "reply" : "request").append(" from ");
      line.append(Ipv4Address.format(answer.sender())).append(" [");
      line.append(hex(answer.senderMac())).append("] ");
      boolean forOther = answer.target() != source;
      line.append(forOther ? "for " + Ipv4Address.format(answer.target()) + " " : "");
      if (answer.targetMac() != mac) {
        line.append(forOther ? "" : "for ").append('[').append(hex(answer.targetMac())).append(']');
      }
      invocation.out(line.append(' ').append(millis(answer.afterNanos())).toString());
    }

    private static String hex(long mac) {
      return Mac.format(mac).toUpperCase(Locale.ROOT);
    }

    /// Milliseconds are rounded, and what is left is counted from half a millisecond below: 0.072
    /// ms reads 0.572 (`recv_pack`).
    private static String millis(long nanos) {
      long micros = (nanos + 500) / 1000;
      long millis = (micros + 500) / 1000;
      return String.format(Locale.ROOT, "%d.%03dms", millis, micros - (millis * 1000 - 500));
    }

    @Override
    public void finished(Summary summary) {
      if (quiet) {
        return;
      }
      invocation.out(
          "Sent " + summary.sent() + " probes (" + summary.broadcasts() + " broadcast(s))");
      StringBuilder line = new StringBuilder("Received " + summary.received() + " response(s)");
      int requests = summary.requests();
      int broadcasts = summary.receivedBroadcasts();
      if (requests > 0 || broadcasts > 0) {
        line.append(" (").append(requests > 0 ? requests + " request(s)" : "");
        line.append(requests > 0 && broadcasts > 0 ? ", " : "");
        line.append(broadcasts > 0 ? broadcasts + " broadcast(s)" : "").append(')');
      }
      invocation.out(line.toString());
    }
  }
}
