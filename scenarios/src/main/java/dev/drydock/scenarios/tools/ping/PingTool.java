package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingStyle;
import dev.drydock.core.app.Pinger;
import dev.drydock.core.app.Program;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import org.jspecify.annotations.Nullable;

/// `ping` of iputils 20221126 (`ping/ping.c`, `ping/ping6_common.c`).
final class PingTool implements Tool {
  private static final int LOCALHOST = 0x7f00_0001;

  private final NameLookup names;
  private final EchoIds ids = new EchoIds();

  /// The command.
  public PingTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      PingCommand command = PingCommand.parse(invocation.name(), invocation.arguments());
      if (command.version) {
        invocation.out("ping from iputils 20221126");
        return 0;
      }
      return new Run(invocation, command).run();
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run.
  private final class Run {
    private final Invocation invocation;
    private final PingCommand command;
    private final Netns namespace;
    private @Nullable NetDevice device;
    private @Nullable IpAddress source;

    /// What is typed behind an address: `%eth0`.
    private String zone = "";

    /// The link that answers come from.
    private @Nullable NetDevice link;

    Run(Invocation invocation, PingCommand command) {
      this.invocation = invocation;
      this.command = command;
      this.namespace = invocation.place().namespace();
    }

    int run() throws CommandFailure {
      if (command.patternGiven && !command.quiet) {
        invocation.out("PATTERN: 0x" + command.pattern);
      }
      NameLookup.Answer answer = resolve();
      IpAddress target = choose(answer);
      readSource(target.isV6());
      IpAddress destination = target.isV6() ? connect6(target) : connect(target.v4());
      checkTtl(target.isV6());
      PingOptions options =
          PingOptions.of(invocation.lab().loop(), PingStyle.IPUTILS, destination, command.count)
              .with(command.times())
              .with(command.packet())
              .withRaw(needsRawSocket())
              .from(source == null ? any(target) : source, device);
      String hostname = called(target, answer);
      IputilsReport report = new IputilsReport(settings(hostname, destination));
      int id = options.raw() ? ids.random(invocation.place()) : ids.rover(invocation.place());
      Pinger pinger = new Pinger(namespace, id, options, report);
      announce(hostname, destination);
      follow(pinger, report);
      return report.status(command.count, command.deadlineNanos > 0);
    }

    private NameLookup.Answer resolve() throws CommandFailure {
      command.numeric |= IpAddress.parseOrNull(command.target) != null;
      int percent = command.target.indexOf('%');
      if (percent > 0) {
        readZone(command.target.substring(percent + 1));
        zone = command.target.substring(percent);
        command.target = command.target.substring(0, percent);
        command.numeric = true;
      }
      NameLookup.Answer answer = names.addresses(invocation, command.target);
      String failure =
          switch (answer.outcome()) {
            case FOUND -> "";
            case UNKNOWN -> "Name or service not known";
            case TEMPORARY_FAILURE -> "Temporary failure in name resolution";
          };
      if (!failure.isEmpty()) {
        throw new CommandFailure(2, "ping: " + command.target + ": " + failure);
      }
      return answer;
    }

    /// The link of a link-local address, behind the percent sign.
    private void readZone(String zone) throws CommandFailure {
      device = namespace.device(zone);
      if (device == null) {
        throw new CommandFailure(2, "ping: " + command.target + ": Name or service not known");
      }
    }

    /// The kernel takes no TTL of 0 (iputils `ping4_run`).
    private void checkTtl(boolean v6) throws CommandFailure {
      if (command.hasNoTtl && !v6) {
        throw new CommandFailure(2, "ping: cannot set unicast time-to-live: Invalid argument");
      }
    }

    /// The first address of the family that is wanted, or of all.
    private IpAddress choose(NameLookup.Answer answer) throws CommandFailure {
      for (IpAddress address : answer.addresses()) {
        if (command.family == 0 || address.isV6() == (command.family == 6)) {
          return address;
        }
      }
      throw new CommandFailure(
          2, "ping: " + command.target + ": Address family for hostname not supported");
    }

    /// What the target is called: with IPv6 as it was typed, with IPv4 by its own name, which only
    /// the first address that was found has with it (iputils `ping6_run`, `ping4_run`; glibc
    /// `getaddrinfo`).
    private String called(IpAddress target, NameLookup.Answer answer) {
      if (target.isV6()) {
        return command.target + zone;
      }
      return target.equals(answer.addresses().getFirst()) ? answer.canonicalName() + zone : "";
    }

    private static IpAddress any(IpAddress like) {
      return like.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    }

    private void readSource(boolean v6) throws CommandFailure {
      if (command.source.isEmpty()) {
        return;
      }
      IpAddress address = IpAddress.parseOrNull(command.source);
      if (address == null || address.isV6() != v6) {
        device = namespace.device(command.source);
        if (device == null) {
          throw new CommandFailure(
              2, "ping: SO_BINDTODEVICE " + command.source + ": No such device");
        }
        return;
      }
      source = address;
      boolean own =
          v6
              ? isLocal(namespace.ipv6().fib().lookup(address.v6(), null))
              : namespace.ipv4().fib().addressType(address.v4()) == RouteType.LOCAL;
      if (!own) {
        throw new CommandFailure(2, "ping: bind: Cannot assign requested address");
      }
    }

    /// Finds the way with a socket of its own, as the real one does, so that errors come before the
    /// first line.
    private IpAddress connect(int wanted) throws CommandFailure {
      int self = source == null ? LOCALHOST : source.v4();
      int destination =
          wanted == 0 ? self : wanted; // `ip_route_output_key`: to nowhere is to itself
      Flow flow = new Flow();
      flow.destination = destination;
      flow.device = device;
      SendResult result = namespace.ipv4().route(flow);
      boolean everybody = namespace.ipv4().fib().addressType(destination) == RouteType.BROADCAST;
      if (result == SendResult.ACCESS || everybody) {
        if (!command.broadcast) {
          throw new CommandFailure(
              2,
              "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall"
                  + " rules");
        }
        invocation.err("WARNING: pinging broadcast address");
      }
      if (result != SendResult.OK) {
        throw new CommandFailure(2, "ping: connect: " + result.text());
      }
      source = source == null ? IpAddress.v4(flow.source) : source;
      if (device != null && !isOn(device, source)) {
        invocation.err(
            "ping: Warning: source address might be selected on device other than: "
                + device.name());
      }
      return IpAddress.v4(destination);
    }

    private boolean isOn(NetDevice link, IpAddress address) {
      return namespace.ipv4().interfaces().of(link).addresses().stream()
          .anyMatch(own -> own.address() == address.v4());
    }

    private static boolean isLocal(@Nullable Ipv6Route route) {
      return route != null && route.type() == RouteType.LOCAL;
    }

    private IpAddress connect6(IpAddress wanted) throws CommandFailure {
      IpAddress self = source == null ? IpAddress.parse("::1") : source;
      IpAddress target = wanted.isAny() ? self : wanted;
      if (staysOnLink(target) && zone.isEmpty() && !needsRawSocket()) {
        return connectUnbound(target);
      }
      if (target.v6().isLinkLocal() && device == null) {
        throw new CommandFailure(2, "ping: connect: Invalid argument"); // which link is not said
      }
      Ipv6Flow flow = new Ipv6Flow();
      flow.setDestination(target.v6());
      flow.device = device;
      SendResult result = namespace.ipv6().route(flow);
      if (result != SendResult.OK) {
        throw new CommandFailure(2, "ping: connect: " + result.text());
      }
      source = source == null ? IpAddress.of(flow.source()) : source;
      Ipv6Route way = flow.route();
      link = device != null || way == null ? device : way.device();
      return target;
    }

    private static boolean staysOnLink(IpAddress target) {
      return target.v6().isLinkLocal() || target.v6().isLinkLocalMulticast();
    }

    /// A datagram socket takes no link from `-I` (`ping6_run`): the source is not known then.
    private IpAddress connectUnbound(IpAddress target) {
      invocation.err(
          "ping: Warning: IPv6 link-local address on ICMP datagram socket may require ifname or"
              + " scope-id => use: address%<ifname|scope-id>");
      if (device == null) {
        device = namespace.loopback(); // nobody answers, whatever the link is
      } else {
        invocation.err(
            "ping: Warning: source address might be selected on device other than: "
                + device.name());
      }
      link = device;
      return target;
    }

    /// Root may always, others only where the setting lets their group: an engine opens it for its
    /// containers, the kernel's own default is closed.
    private boolean needsRawSocket() {
      String range = namespace.sysctls().get("net.ipv4.ping_group_range");
      return range == null || !range.strip().startsWith("0");
    }

    private IputilsReport.Settings settings(String hostname, IpAddress destination) {
      return new IputilsReport.Settings(
          text -> invocation.output().write(text, false),
          invocation::err,
          hostname,
          destination,
          command,
          command.broadcast || isMulticast(destination),
          () -> invocation.lab().loop().nowNanos());
    }

    private static boolean isMulticast(IpAddress address) {
      return address.isV6() ? address.v6().isMulticast() : (address.v4() >>> 28) == 0xe;
    }

    private void announce(String hostname, IpAddress destination) {
      String from = "";
      if (!command.source.isEmpty()) {
        String name = device == null ? "" : device.name();
        from = "from " + (source == null ? IpAddress.ANY_V6 : source) + " " + name + ": ";
      }
      if (destination.isV6()) {
        String start = "PING " + hostname + "(" + shown(destination) + zone + ") ";
        invocation.out(start + from + command.payloadBytes + " data bytes");
        return;
      }
      invocation.out(
          "PING "
              + hostname
              + " ("
              + destination
              + ") "
              + from
              + command.payloadBytes
              + "("
              + (command.payloadBytes + 28)
              + ") bytes of data.");
    }

    /// Lets the ping run, and says what it saw as soon as it saw it.
    private void follow(Pinger pinger, IputilsReport report) {
      boolean started = false;
      while (!pinger.isDone() || report.hasPending()) {
        invocation.await(new UntilSeen(pinger, report, started));
        started = true;
        report.print(this::seen);
      }
    }

    /// Who answered; the kernel tells of link-local addresses on which link they are.
    private String seen(IpAddress address) {
      boolean isLinkLocal = address.isV6() && address.v6().isLinkLocal();
      return shown(address) + (isLinkLocal && link != null ? "%" + link.name() : "");
    }

    private String shown(IpAddress address) {
      String name = command.numeric ? "" : names.nameOf(invocation, address);
      return name.isEmpty() ? address.toString() : name + " (" + address + ")";
    }
  }

  /// A ping up to the next thing that is to be said.
  private record UntilSeen(Pinger pinger, IputilsReport report, boolean started)
      implements Program {
    @Override
    public void start() {
      if (!started) {
        pinger.start();
      }
    }

    @Override
    public boolean isDone() {
      return pinger.isDone() || report.hasPending();
    }

    @Override
    public void interrupt() {
      pinger.interrupt();
    }
  }
}
