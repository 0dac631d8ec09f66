package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.ArpingOptions;
import dev.drydock.core.app.ArpingReporter;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.Locale;

/// `arping` of BusyBox 1.35 (`networking/arping.c`).
final class BusyboxArping implements Tool, ArpingCommand.Kind {
  private static final String LETTERS = "UDAqfbc:w:I:s:";

  /// Half a second is added to `-w`.
  private static final long GRACE_NANOS = 500_000_000L;

  private final NameLookup names;

  /// The command.
  public BusyboxArping(NameLookup names) {
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
    return BusyboxUsage.wrong("arping", what);
  }

  @Override
  public int run(Invocation invocation, ArpingCommand command) throws CommandFailure {
    if (command.target.isEmpty()) {
      throw BusyboxUsage.of("arping");
    }
    String name = command.device.isEmpty() ? "eth0" : command.device;
    NetDevice device = invocation.place().namespace().device(name);
    if (device == null) {
      throw new CommandFailure(2, "arping: interface " + name + " not found: No such device");
    }
    if (!device.isUp()) {
      throw new CommandFailure(2, "arping: interface " + name + " is down");
    }
    if (!ArpingCommand.isArpable(device)) {
      invocation.err("arping: interface " + name + " is not ARPable");
      return command.detects() ? 0 : 2;
    }
    String unknown = "arping: bad address '" + command.target + "'";
    int target = ArpingCommand.address(names, invocation, command.target, unknown);
    int source = command.source(invocation.place().namespace(), device, target);
    if (!command.quiet) {
      ArpingCommand.begin(invocation, target, source, name);
    }
    long timeout = command.timeoutNanos == 0 ? 0 : command.timeoutNanos + GRACE_NANOS;
    ArpingOptions.Limits limits =
        new ArpingOptions.Limits(command.count, command.intervalNanos, timeout, false, true);
    return command.run(
        invocation,
        new ArpingOptions(invocation.lab().loop(), device, source, target, limits, command.modes),
        new Report(invocation, command, source, device.mac()));
  }

  /// What it says.
  private record Report(Invocation invocation, ArpingCommand command, int source, long mac)
      implements ArpingReporter {
    @Override
    public void answered(Answer answer) {
      if (command.quiet) {
        return;
      }
      StringBuilder line = new StringBuilder();
      line.append(answer.unicast() ? "Unicast " : "Broadcast ");
      line.append(answer.operation() == Arp.REPLY ? "reply" : "request").append(" from ");
      line.append(Ipv4Address.format(answer.sender())).append(" [");
      line.append(Mac.format(answer.senderMac())).append(']');
      boolean forOther = answer.target() != source;
      line.append(forOther ? "for " + Ipv4Address.format(answer.target()) : "");
      if (answer.targetMac() != mac) {
        line.append(forOther ? "" : " for").append(" [");
        line.append(Mac.format(answer.targetMac())).append(']');
      }
      long micros = answer.afterNanos() / 1000;
      line.append(String.format(Locale.ROOT, " %d.%03dms", micros / 1000, micros % 1000));
      invocation.out(line.toString());
    }

    @Override
    public void finished(Summary summary) {
      if (!command.quiet) {
        // -c has the bit by which it notes that it sends to one station alone
        int broadcasts = command.count > 0 ? 0 : summary.broadcasts();
        invocation.out(
            "Sent "
                + summary.sent()
                + " probe(s) ("
                + broadcasts
                + " broadcast(s))\nReceived "
                + summary.received()
                + " response(s) ("
                + summary.requests()
                + " request(s), "
                + summary.receivedBroadcasts()
                + " broadcast(s))");
      }
    }
  }
}
