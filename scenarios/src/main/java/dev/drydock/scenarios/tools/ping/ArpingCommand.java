package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.Arping;
import dev.drydock.core.app.ArpingMode;
import dev.drydock.core.app.ArpingOptions;
import dev.drydock.core.app.ArpingReporter;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;

/// The command line of `arping`, which BusyBox has from iputils, and what both do before the first
/// probe.
final class ArpingCommand {
  final List<ArpingMode> modes = new ArrayList<>();
  int count;
  long intervalNanos = Nanos.SECOND;
  long timeoutNanos;
  boolean quiet;
  boolean version;

  /// Whether as many answers must come as `-c` says, no fewer and no more.
  boolean needsAll;

  String device = "";
  String source = "";
  String target = "";

  /// One of the two: what it makes of its options, and of words that it does not take.
  interface Kind {
    /// The options there are.
    String letters();

    /// Does what is asked.
    ///
    /// @return the exit status
    int run(Invocation invocation, ArpingCommand command) throws CommandFailure;

    /// What wrong words end with.
    ///
    /// @param what what is wrong; empty where only the usage is told
    CommandFailure wrong(String what);
  }

  /// Reads the options and does what is asked.
  ///
  /// @return the exit status
  static int of(Kind kind, Invocation invocation) {
    try {
      ArpingCommand command = parse(kind.letters(), invocation.arguments());
      return kind.run(invocation, command);
    } catch (Getopt.Failure failure) {
      return kind.wrong(String.valueOf(failure.getMessage())).end(invocation);
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// Says between whom it goes.
  static void begin(Invocation invocation, int target, int source, String device) {
    invocation.out(
        "ARPING "
            + Ipv4Address.format(target)
            + " from "
            + Ipv4Address.format(source)
            + " "
            + device);
  }

  /// Reads the words after `arping`.
  ///
  /// @param letters the options there are
  /// @throws Getopt.Failure if an option is unknown or lacks its value
  private static ArpingCommand parse(String letters, List<String> words)
      throws Getopt.Failure, CommandFailure {
    ArpingCommand command = new ArpingCommand();
    Getopt read = Getopt.parse(letters, words);
    for (Getopt.Option option : read.options()) {
      command.set(option);
    }
    if (read.operands().size() == 1) {
      command.target = read.operands().get(0);
    }
    return command;
  }

  private void set(Getopt.Option option) throws Getopt.Failure, CommandFailure {
    String value = option.value();
    switch (option.letter()) {
      case 'D' -> modes.add(ArpingMode.DETECT_DUPLICATE);
      case 'U' -> modes.add(ArpingMode.UNSOLICITED);
      case 'A' -> modes.add(ArpingMode.ADVERTISE);
      case 'f' -> modes.add(ArpingMode.QUIT_ON_REPLY);
      case 'b' -> modes.add(ArpingMode.BROADCAST_ONLY);
      case 'q' -> quiet = true;
      case 'V' -> version = true;
      case 'c' -> count = number(value, 1);
      case 'w' -> timeoutNanos = number(value, 0) * Nanos.SECOND;
      case 'i' -> intervalNanos = number(value, 0) * Nanos.SECOND;
      case 'I' -> device = value;
      case 's' -> source = value;
      default -> throw new Getopt.Failure("");
    }
  }

  private static int number(String text, int least) throws CommandFailure {
    if (!text.matches("\\d{1,9}")) {
      throw new CommandFailure(1, "arping: invalid argument: '" + text + "'");
    }
    int number = Integer.parseInt(text);
    if (number < least) {
      throw new CommandFailure(
          1,
          "arping: invalid argument: '"
              + text
              + "': out of range: "
              + least
              + " <= value <= "
              + Integer.MAX_VALUE);
    }
    return number;
  }

  boolean detects() {
    return modes.contains(ArpingMode.DETECT_DUPLICATE);
  }

  boolean isUnsolicited() {
    return modes.contains(ArpingMode.UNSOLICITED) || modes.contains(ArpingMode.ADVERTISE);
  }

  /// Whether ARP is spoken on a device.
  static boolean isArpable(NetDevice device) {
    return device.kind() != DeviceKind.LOOPBACK && !device.isNoArp();
  }

  /// The IPv4 address of a host.
  ///
  /// @param unknown what is said when there is none, exit status 2
  static int address(NameLookup names, Invocation invocation, String host, String unknown)
      throws CommandFailure {
    for (IpAddress address : names.addresses(invocation, host).addresses()) {
      if (!address.isV6()) {
        return address.v4();
      }
    }
    throw new CommandFailure(2, unknown);
  }

  /// The source address that was asked for, else that of the device towards the target: a socket
  /// bound to the device and told not to use gateways finds it. 0 when looking for a duplicate.
  int source(Netns namespace, NetDevice on, int wanted) throws CommandFailure {
    int given = source.isEmpty() ? 0 : parseSource();
    if (given == 0 && isUnsolicited() && !detects()) {
      given = wanted;
    }
    if (given != 0) {
      if (namespace.ipv4().fib().addressType(given) != RouteType.LOCAL) {
        throw new CommandFailure(2, "arping: bind: Cannot assign requested address");
      }
      return given;
    }
    return detects() ? 0 : towards(namespace, on, wanted);
  }

  private int parseSource() throws CommandFailure {
    if (!Ipv4Address.isValid(source)) {
      throw new CommandFailure(2, "arping: invalid source " + source);
    }
    return Ipv4Address.parse(source);
  }

  private static int towards(Netns namespace, NetDevice on, int wanted) {
    Flow flow = new Flow();
    flow.destination = wanted;
    flow.device = on;
    SendResult routed = namespace.ipv4().route(flow);
    Route route = flow.route();
    boolean direct = routed == SendResult.OK && route != null && route.gateway() == 0;
    return direct ? flow.source : namespace.ipv4().interfaces().sourceOnLink(on, wanted);
  }

  /// Runs it.
  ///
  /// @return the exit status
  int run(Invocation invocation, ArpingOptions options, ArpingReporter reporter) {
    Counted counted = new Counted(reporter);
    invocation.await(new Arping(invocation.place().namespace().ipv4().arp(), options, counted));
    if (detects()) {
      return counted.received > 0 ? 1 : 0;
    }
    if (needsAll && count > 0 && !isUnsolicited() && !modes.contains(ArpingMode.QUIT_ON_REPLY)) {
      return counted.received == count ? 0 : 1;
    }
    return isUnsolicited() || counted.received > 0 ? 0 : 1;
  }

  /// Counts the answers for the exit status, and passes everything on.
  private static final class Counted implements ArpingReporter {
    private final ArpingReporter reporter;
    private int received;

    Counted(ArpingReporter reporter) {
      this.reporter = reporter;
    }

    @Override
    public void answered(Answer answer) {
      received++;
      reporter.answered(answer);
    }

    @Override
    public void finished(Summary summary) {
      reporter.finished(summary);
    }
  }
}
