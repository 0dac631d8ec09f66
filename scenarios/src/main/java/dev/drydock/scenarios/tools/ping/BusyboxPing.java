package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingReply;
import dev.drydock.core.app.PingReporter;
import dev.drydock.core.app.PingStyle;
import dev.drydock.core.app.PingSummary;
import dev.drydock.core.app.Pinger;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.Toolbox;
import dev.drydock.scenarios.tools.names.NameLookup;
import org.jspecify.annotations.Nullable;

/// `ping` of BusyBox 1.35 (`networking/ping.c`).
final class BusyboxPing implements Tool {
  private static final String LETTERS = "qvAc:s:t:w:W:I:np:i:46";

  private final NameLookup names;
  private final EchoIds ids = new EchoIds();

  /// The command.
  public BusyboxPing(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      return new Run(invocation).run();
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run: its settings, and what it says.
  private final class Run implements PingReporter {
    private final Invocation invocation;
    private final Netns namespace;
    private final RoundTrips times = new RoundTrips();
    private boolean quiet;
    private boolean v4;
    private boolean v6;
    private final boolean v6Name;
    private int count;
    private int payloadBytes = 56;
    private int ttl; // 0 for the kernel's own
    private long waitNanos = 10 * Nanos.SECOND;
    private long deadlineNanos;
    private long intervalNanos = Nanos.SECOND;
    private String host = "";

    /// What is typed behind an address: `%eth0`.
    private String scope = "";

    private @Nullable NetDevice device;
    private @Nullable IpAddress source;
    private int status;

    Run(Invocation invocation) {
      this.invocation = invocation;
      this.namespace = invocation.place().namespace();
      this.v6Name = invocation.name().endsWith("6");
      this.v6 = v6Name;
    }

    /// `ping` or `ping6`: what stands in front of complaints.
    private String name() {
      return v6Name ? "ping6" : "ping";
    }

    int run() throws CommandFailure {
      readArguments();
      IpAddress target = resolve();
      invocation.out(
          "PING "
              + host
              + " ("
              + target
              + scope
              + ")"
              + (source == null ? "" : " from " + source)
              + ": "
              + payloadBytes
              + " data bytes");
      if (!invocation.place().rights().opensRawSockets()) {
        invocation.err(name() + ": permission denied (are you root?)");
        return 1;
      }
      PingOptions options =
          PingOptions.of(invocation.lab().loop(), PingStyle.BUSYBOX, target, count)
              .with(new PingOptions.Times(intervalNanos, waitNanos, deadlineNanos))
              .with(
                  new PingOptions.Packet(
                      payloadBytes, ttl, 0, PingOptions.Packet.DEFAULT.pathMtu()))
              .from(source == null ? any(target) : source, device);
      invocation.await(new Pinger(namespace, ids.pid(invocation), options, this));
      return status;
    }

    private void readArguments() throws CommandFailure {
      Getopt read;
      try {
        read = Getopt.parse(LETTERS, invocation.arguments());
      } catch (Getopt.Failure failure) {
        throw BusyboxUsage.wrong(name(), String.valueOf(failure.getMessage()));
      }
      for (Getopt.Option option : read.options()) {
        set(option);
      }
      if (read.operands().size() != 1) {
        throw BusyboxUsage.of(name());
      }
      host = read.operands().get(0);
    }

    private void set(Getopt.Option option) throws CommandFailure {
      String value = option.value();
      switch (option.letter()) {
        case 'q' -> quiet = true;
        case 'c' -> count = number(value);
        case 's' -> payloadBytes = shortNumber(value);
        case 't' -> ttl = number(value);
        case 'w' -> deadlineNanos = number(value) * Nanos.SECOND;
        case 'W' -> waitNanos = number(value) * Nanos.SECOND;
        case 'I' -> readSource(value);
        case 'i' -> intervalNanos = seconds(value);
        case '6' -> v6 = true;
        case '4' -> v4 = true;
        default -> {} // -v, -A, -n and -p change nothing that shows here
      }
    }

    private void readSource(String value) throws CommandFailure {
      device = namespace.device(value);
      if (device != null) {
        return;
      }
      IpAddress address = IpAddress.parseOrNull(value);
      if (address == null) {
        throw new CommandFailure(1, name() + ": bad address '" + value + "'");
      }
      source = address;
      if (!isOwn(address)) {
        throw new CommandFailure(1, name() + ": bind: Cannot assign requested address");
      }
    }

    private boolean isOwn(IpAddress address) {
      if (!address.isV6()) {
        return namespace.ipv4().fib().addressType(address.v4()) == RouteType.LOCAL;
      }
      Ipv6Route route = namespace.ipv6().fib().lookup(address.v6(), null);
      return route != null && route.type() == RouteType.LOCAL;
    }

    private static IpAddress any(IpAddress like) {
      return like.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    }

    private int number(String text) throws CommandFailure {
      if (!text.matches("\\d{1,9}")) {
        throw new CommandFailure(1, name() + ": invalid number '" + text + "'");
      }
      return Integer.parseInt(text);
    }

    /// `xatou16`.
    private int shortNumber(String text) throws CommandFailure {
      int number = number(text);
      if (number > 0xffff) {
        throw new CommandFailure(1, name() + ": number " + text + " is not in 0..65535 range");
      }
      return number;
    }

    private long seconds(String text) throws CommandFailure {
      if (!text.matches("\\d{1,6}(\\.\\d{1,9})?")) {
        throw new CommandFailure(1, name() + ": invalid number '" + text + "'");
      }
      return Math.round(Double.parseDouble(text) * Nanos.SECOND);
    }

    /// An address with its interface; null when it is none.
    private @Nullable IpAddress scoped() {
      int percent = host.indexOf('%');
      IpAddress address = percent < 0 ? null : IpAddress.parseOrNull(host.substring(0, percent));
      NetDevice link = percent < 0 ? null : namespace.device(host.substring(percent + 1));
      if (address == null || !address.isV6() || link == null) {
        return null;
      }
      scope = host.substring(percent);
      device = device == null ? link : device;
      return address;
    }

    /// Debian's build takes what the library names first (without
    /// `CONFIG_FEATURE_PREFER_IPV4_ADDRESS`; seen with 1.35.0).
    private IpAddress resolve() throws CommandFailure {
      IpAddress scoped = scoped();
      if (scoped != null) {
        return scoped;
      }
      NameLookup.Answer answer = names.addresses(invocation, host);
      boolean prefersIpv4 = v4 || invocation.place().toolbox().has(Toolbox.DEFAULT_BUILD);
      if (!v6 && !prefersIpv4 && !answer.addresses().isEmpty()) {
        return answer.addresses().get(0);
      }
      for (IpAddress address : answer.addresses()) {
        if (address.isV6() == v6) {
          return address;
        }
      }
      if (answer.addresses().isEmpty() || v6) {
        throw new CommandFailure(1, name() + ": bad address '" + host + "'");
      }
      return answer.addresses().get(0);
    }

    @Override
    public void replied(PingReply reply) {
      boolean timed = payloadBytes >= 4;
      long micros = timed ? times.add(reply.roundTripNanos()) : 0;
      if (!quiet) {
        invocation.out(
            reply.icmpBytes()
                + " bytes from "
                + reply.from()
                + ": seq="
                + reply.sequence()
                + " ttl="
                + reply.ttl()
                + (timed ? " time=" + RoundTrips.millis(micros) + " ms" : "")
                + (reply.duplicate() ? " (DUP!)" : ""));
      }
    }

    /// A raw socket that does not ask for errors hears of none.
    @Override
    public void notSent(int sequence, SendResult why, int mtu) {
      invocation.err(name() + ": sendto: " + why.text());
      status = 1;
    }

    @Override
    public void finished(PingSummary end) {
      if (status != 0) {
        return; // it died without its statistics
      }
      invocation.out("");
      invocation.out("--- " + host + " ping statistics ---");
      invocation.out(
          end.sent()
              + " packets transmitted, "
              + end.received()
              + " packets received, "
              + (end.duplicates() > 0 ? end.duplicates() + " duplicates, " : "")
              + (end.sent() == 0 ? 0 : (end.sent() - end.received()) * 100L / end.sent())
              + "% packet loss");
      if (!times.isEmpty()) {
        invocation.out("round-trip min/avg/max = " + times.minAvgMax() + " ms");
      }
      boolean tooFew = deadlineNanos > 0 && end.received() < count;
      status = end.received() == 0 || tooFew ? 1 : 0;
    }
  }
}
