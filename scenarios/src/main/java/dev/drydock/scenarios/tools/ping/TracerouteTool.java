package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.Program;
import dev.drydock.core.app.TraceProbe;
import dev.drydock.core.app.Tracer;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.Toolbox;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `traceroute`: Dmitry Butskoy's 2.1, and BusyBox 1.35's (`networking/traceroute.c`).
final class TracerouteTool implements Tool {
  /// What one probe costs the program: of 120 recorded probes most came 150 to 250 µs apart.
  static final long SEND_NANOS = 200_000L;

  private static final int V6 = 6;
  private static final String LETTERS = "46dFf:g:ITi:m:N:nO:p:q:rs:t:UVw:z:eA";
  private static final String BUSYBOX_LETTERS = "46FIlnrdvf:m:p:q:s:t:w:g:z:i:";

  private final NameLookup names;
  private final boolean busybox;
  private final int family;
  private final EchoIds ids = new EchoIds();

  /// The command.
  ///
  /// @param busybox whose it is
  public TracerouteTool(NameLookup names, boolean busybox) {
    this(names, busybox, 0);
  }

  private TracerouteTool(NameLookup names, boolean busybox, int family) {
    this.names = names;
    this.busybox = busybox;
    this.family = family;
  }

  /// `tcptraceroute`, a script that calls `traceroute -T -O info` and says so.
  static int tcptraceroute(Tool traceroute, Invocation invocation) {
    List<String> words = new ArrayList<>(List.of("-T", "-O", "info"));
    List<String> operands = new ArrayList<>();
    try {
      Getopt read = Getopt.parse("hvdnNi:l:f:Fm:p:q:w:s:t:SAE", invocation.arguments());
      for (Getopt.Option option : read.options()) {
        if ("dnF".indexOf(option.letter()) >= 0) {
          words.add("-" + option.letter());
        } else if ("ifmqwst".indexOf(option.letter()) >= 0) {
          words.addAll(List.of("-" + option.letter(), option.value()));
        }
      }
      operands.addAll(read.operands());
    } catch (Getopt.Failure failure) {
      invocation.err("getopt: " + failure.getMessage());
    }
    if (operands.isEmpty()) {
      invocation.err(
          """
          Usage: tcptraceroute [-hvnFSAE] [-i dev] [-f furst_ttl] [-l length]
          \t[-q nqueries] [-t tos] [-m max_ttl] [-p src_port] [-s src_addr]
          \t[-w wait_time]  host  [dest_port]  [length]\
          """);
      return 2;
    }
    if (operands.size() > 1) {
      words.addAll(List.of("-p", operands.remove(1)));
    }
    words.addAll(operands);
    invocation.err("Running:\n\ttraceroute " + String.join(" ", words) + " ");
    words.addFirst("traceroute");
    var io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return traceroute.run(new Invocation(invocation.shell(), invocation.place(), words, io));
  }

  /// `traceroute6`: the same for IPv6.
  public TracerouteTool forIpv6() {
    return new TracerouteTool(names, busybox, V6);
  }

  @Override
  public int run(Invocation invocation) {
    TracerouteCommand command = new TracerouteCommand(invocation.place().namespace(), busybox);
    command.setFamily(family);
    command.ignoresIcmp = busybox && !invocation.place().toolbox().has(Toolbox.DEFAULT_BUILD);
    try {
      command.read(busybox ? BUSYBOX_LETTERS : LETTERS, invocation.arguments());
      if (command.version && !busybox) {
        invocation.out("Modern traceroute for Linux, version 2.1.2");
        return 0;
      }
      if (command.target.isEmpty()) {
        throw usage(busybox ? "" : "Specify \"host\" missing argument.");
      }
      return trace(invocation, command);
    } catch (Getopt.Failure failure) {
      return usage(String.valueOf(failure.getMessage())).end(invocation);
    } catch (CommandFailure failure) {
      invocation.err((busybox ? invocation.name() + ": " : "") + failure.text());
      return busybox ? 1 : failure.status();
    }
  }

  private CommandFailure usage(String wrong) {
    if (busybox) {
      return wrong.isEmpty()
          ? BusyboxUsage.of("traceroute")
          : BusyboxUsage.wrong("traceroute", wrong);
    }
    return new CommandFailure(2, wrong);
  }

  private int trace(Invocation invocation, TracerouteCommand command) throws CommandFailure {
    IpAddress target = resolve(invocation, command);
    if (busybox && !command.hasSource()) {
      connect(invocation, command, target);
    }
    invocation.out(
        "traceroute to "
            + command.target
            + " ("
            + target
            + "), "
            + command.lastHop()
            + " hops max, "
            + command.packetBytes(target.isV6())
            + " byte packets");
    if (command.isTcp()) {
      command.draw(ids.syns(invocation.place()));
    }
    Tracer tracer = new Tracer(command.options(target, ids.pid(invocation)));
    Lines lines = new Lines(invocation, command);
    boolean started = false;
    while (!tracer.isDone() || tracer.hasNews()) {
      invocation.await(new UntilNews(tracer, started));
      started = true;
      for (TraceProbe probe = tracer.news(); probe != null; probe = tracer.news()) {
        lines.add(probe);
      }
    }
    lines.end();
    SocketError failure = tracer.failure();
    if (failure == null) {
      return 0;
    }
    boolean atOnce = busybox || failure != SocketError.NOT_PERMITTED;
    String what = busybox ? "sendto: " : atOnce ? "connect: " : "send: ";
    throw new CommandFailure(1, what + failure.text());
  }

  /// BusyBox first connects a socket where no source is given, so that the kernel chooses one.
  private static void connect(Invocation invocation, TracerouteCommand command, IpAddress target)
      throws CommandFailure {
    UdpSocket socket = invocation.place().namespace().udp().open(datagram -> {});
    socket.options().device = command.device();
    SocketError error = socket.connect(new SocketAddress(target, TracerouteCommand.FIRST_PORT));
    socket.close();
    if (error != null) {
      String where = target.isV6() ? "" : " (" + target + ")";
      throw new CommandFailure(1, "can't connect to remote host" + where + ": " + error.text());
    }
  }

  private IpAddress resolve(Invocation invocation, TracerouteCommand command)
      throws CommandFailure {
    String target = command.target;
    NameLookup.Answer answer = names.addresses(invocation, target);
    boolean found = answer.outcome() == NameLookup.Outcome.FOUND;
    if (found) {
      for (IpAddress address : answer.addresses()) {
        if (address.isV6() == (command.family() == V6)) {
          return address;
        }
      }
      if (command.family() == 0) {
        return answer.addresses().get(0);
      }
    }
    if (busybox) {
      throw new CommandFailure(1, "bad address '" + target + "'");
    }
    boolean unknown = answer.outcome() == NameLookup.Outcome.UNKNOWN;
    throw new CommandFailure(
        2,
        target
            + (found
                ? ": Address family for hostname not supported"
                : unknown
                    ? ": Name or service not known"
                    : ": Temporary failure in name resolution")
            + "\nCannot handle \"host\" cmdline arg `"
            + target
            + "' on position 1 (argc "
            + invocation.arguments().size()
            + ")");
  }

  /// A line for each hop (`print_probe`).
  private final class Lines {
    private final Invocation invocation;
    private final TracerouteCommand command;
    private final StringBuilder line = new StringBuilder();
    private @Nullable IpAddress lastFrom;

    Lines(Invocation invocation, TracerouteCommand command) {
      this.invocation = invocation;
      this.command = command;
    }

    void add(TraceProbe probe) {
      if (probe.ordinal() == 0) {
        end();
        line.append(String.format(Locale.ROOT, busybox ? "%2d" : "%2d ", probe.ttl()));
        lastFrom = null;
      }
      if (probe.roundTripNanos() < 0) {
        line.append(busybox ? "  *" : " *");
        return;
      }
      IpAddress from = probe.from();
      if (from != null && !from.equals(lastFrom)) {
        line.append(busybox ? "  " : " ").append(shown(from));
        line.append(command.showsFlags && probe.flags() != 0 ? flags(probe.flags()) : "");
        lastFrom = from;
      }
      long micros = probe.roundTripNanos() / 1000;
      line.append(String.format(Locale.ROOT, "  %d.%03d ms", micros / 1000, micros % 1000));
      line.append(from != null && from.isV6() ? markOfIpv6(probe) : mark(probe));
    }

    void end() {
      if (!line.isEmpty()) {
        invocation.out(line.toString());
        line.setLength(0);
      }
    }

    private String shown(IpAddress address) {
      if (command.numeric) {
        return address.toString();
      }
      String name = names.nameOf(invocation, address);
      return (name.isEmpty() ? address.toString() : name) + " (" + address + ")";
    }
  }

  /// `<syn,ack>`, `<rst,ack>` (`names_by_flags`).
  private static String flags(int flags) {
    String[] names = {"fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"};
    List<String> set = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if ((flags & (1 << i)) != 0) {
        set.add(names[i]);
      }
    }
    return " <" + String.join(",", set) + ">";
  }

  /// What a hop says beside "time exceeded".
  private static String mark(TraceProbe probe) {
    if (probe.type() != Icmp.UNREACHABLE) {
      return "";
    }
    return switch (probe.code()) {
      case Icmp.NET, 6, 8, 11 -> " !N";
      case Icmp.HOST, 7, 12 -> " !H";
      case Icmp.PROTOCOL -> " !P";
      case Icmp.PORT -> "";
      case Icmp.FRAGMENTATION_NEEDED -> " !F-" + probe.mtu();
      case 5 -> " !S";
      case 9, 10, Icmp.PROHIBITED -> " !X";
      case 14 -> " !V";
      case 15 -> " !C";
      default -> " !<" + probe.code() + ">";
    };
  }

  private static String markOfIpv6(TraceProbe probe) {
    return switch (probe.type()) {
      case Icmpv6.TIME_EXCEEDED, Icmpv6.ECHO_REPLY -> "";
      case Icmpv6.PACKET_TOO_BIG -> " !F-" + probe.mtu();
      case Icmpv6.PARAMETER_PROBLEM ->
          probe.code() == Icmpv6.UNKNOWN_NEXT_HEADER
              ? " !P"
              : " !<" + probe.type() + "-" + probe.code() + ">";
      default ->
          switch (probe.code()) {
            case Icmpv6.NO_ROUTE -> " !N";
            case Icmpv6.PROHIBITED -> " !X";
            case Icmpv6.BEYOND_SCOPE, Icmpv6.ADDRESS -> " !H";
            case Icmpv6.PORT -> "";
            default -> " !<" + probe.code() + ">";
          };
    };
  }

  /// The traceroute up to the next thing to be said.
  private record UntilNews(Tracer tracer, boolean started) implements Program {
    @Override
    public void start() {
      if (!started) {
        tracer.start();
      }
    }

    @Override
    public boolean isDone() {
      return tracer.isDone() || tracer.hasNews();
    }

    @Override
    public void interrupt() {
      tracer.interrupt();
    }
  }
}
