package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.TraceOptions;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command line of a traceroute, either kind's: the letters they share mean the same.
final class TracerouteCommand {
  private static final int HEADER_BYTES = 28; // IPv4, and UDP or the echo header
  private static final int HEADER_BYTES_6 = 48;
  private static final int HTTP_PORT = 80;

  private final Netns namespace;

  /// Where UDP probes begin.
  static final int FIRST_PORT = 33_434;

  private final boolean busybox;

  boolean numeric;
  boolean version;
  String target = "";
  private boolean icmp;

  /// Debian's BusyBox knows `-I` and does nothing (`CONFIG_FEATURE_TRACEROUTE_USE_ICMP`).
  boolean ignoresIcmp;

  private @Nullable RandomStream syn;
  private boolean isTcp;

  /// `-O info`: the flags of what answers are shown.
  boolean showsFlags;

  private boolean samePort;
  private boolean dontFragment;
  private int port;
  private int first = 1;
  private int last = 30;
  private int probes = 3;
  private int atOnce = 16;
  private int tos;
  private @Nullable IpAddress source;
  private int family;
  private double waitSeconds = 5;
  private double here = 3;
  private double near = 10;
  private int packetBytes = -1;
  private @Nullable NetDevice device;

  TracerouteCommand(Netns namespace, boolean busybox) {
    this.namespace = namespace;
    this.busybox = busybox;
  }

  /// Reads the words.
  ///
  /// @param letters as [Getopt#parse] has them
  void read(String letters, List<String> words) throws Getopt.Failure, CommandFailure {
    Getopt read = Getopt.parse(letters, words);
    for (Getopt.Option option : read.options()) {
      flag(option);
    }
    if (!read.operands().isEmpty()) {
      target = read.operands().get(0);
    }
    if (read.operands().size() > 1) {
      packetBytes = (int) number(read.operands().get(1));
    }
  }

  private void flag(Getopt.Option option) throws CommandFailure {
    switch (option.letter()) {
      case 'n' -> numeric = true;
      case 'I' -> icmp = !ignoresIcmp;
      case 'T' -> isTcp = true;
      case 'F' -> dontFragment = true;
      case '4', '6' -> family = option.letter() - '0';
      case 'V' -> version = true;
      case 'U' -> {
        samePort = true;
        port = port == 0 ? 53 : port;
      }
      default -> value(option.letter(), option.value());
    }
  }

  private void value(char letter, String value) throws CommandFailure {
    switch (letter) {
      case 'q' -> probes = within(value, 1, 10, "no more than 10 probes per hop");
      case 'm' -> last = within(value, 1, 255, "max hops cannot be more than 255");
      case 'f' -> first = within(value, 1, 255, "first hop out of range");
      case 'N' -> atOnce = Math.max(1, (int) number(value));
      case 'p' -> port = (int) number(value);
      case 't' -> tos = (int) number(value);
      case 'w' -> waits(value);
      case 's' -> source = own(value);
      case 'i' -> device = device(value);
      case 'O' -> showsFlags |= value.equals("info");
      default -> {} // -4, -r, -d, -v, -e, -A and -z change nothing that shows here
    }
  }

  /// `MAX[,HERE[,NEAR]]`.
  private void waits(String value) throws CommandFailure {
    String[] parts = value.split("[,/]", -1);
    waitSeconds = number(parts[0]);
    here = parts.length > 1 ? number(parts[1]) : here;
    near = parts.length > 2 ? number(parts[2]) : near;
  }

  private static double number(String text) throws CommandFailure {
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw new CommandFailure(2, "Cannot handle \"" + text + "\"");
    }
    return Double.parseDouble(text);
  }

  private static int within(String text, int least, int most, String wrong) throws CommandFailure {
    int number = (int) number(text);
    if (number < least || number > most) {
      throw new CommandFailure(2, wrong);
    }
    return number;
  }

  private IpAddress own(String text) throws CommandFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw new CommandFailure(2, text + ": Name or service not known");
    }
    boolean isOurs =
        address.isV6() || namespace.ipv4().fib().addressType(address.v4()) == RouteType.LOCAL;
    if (!isOurs) {
      throw new CommandFailure(1, "bind: Cannot assign requested address");
    }
    return address;
  }

  private NetDevice device(String name) throws CommandFailure {
    NetDevice found = namespace.device(name);
    if (found == null) {
      throw new CommandFailure(1, "setsockopt SO_BINDTODEVICE: No such device");
    }
    return found;
  }

  boolean isTcp() {
    return isTcp;
  }

  /// Its probes are SYNs that draw their ports here.
  void draw(RandomStream random) {
    syn = random;
  }

  int lastHop() {
    return last;
  }

  /// 4 or 6 where one was asked for, else 0.
  int family() {
    return family;
  }

  void setFamily(int asked) {
    family = asked;
  }

  /// Whether a source was given.
  boolean hasSource() {
    return source != null;
  }

  /// The device that was given; null when none was.
  @Nullable NetDevice device() {
    return device;
  }

  /// The whole packet, unless it was given 60 bytes, of IPv6 80; of BusyBox 46, of IPv6 72.
  int packetBytes(boolean isV6) {
    if (packetBytes >= 0) {
      return packetBytes;
    }
    return busybox ? (isV6 ? 72 : 46) : isV6 ? 80 : 60;
  }

  /// What the program is to do. BusyBox sends one probe at a time and waits the whole time for it.
  ///
  /// @param pid its process id, which names its probes
  TraceOptions options(IpAddress destination, int pid) {
    boolean isV6 = destination.isV6();
    int headers = isV6 ? HEADER_BYTES_6 : HEADER_BYTES;
    int id = icmp ? pid : busybox ? pid | 0x8000 : 0;
    int usual = syn != null ? HTTP_PORT : FIRST_PORT;
    int firstPort = port != 0 ? port : usual;
    TraceOptions.Probe probe =
        new TraceOptions.Probe(
            icmp,
            id,
            busybox ? firstPort + 1 : firstPort,
            samePort,
            Math.max(0, packetBytes(isV6) - headers),
            pathMtu(),
            tos,
            source,
            device,
            syn);
    TraceOptions.Hops hops = new TraceOptions.Hops(first, last, probes, busybox ? 1 : atOnce);
    long mostNanos = (long) (waitSeconds * 1e9);
    TraceOptions.Wait wait =
        new TraceOptions.Wait(
            mostNanos, busybox ? 0 : here, busybox ? 0 : near, TracerouteTool.SEND_NANOS);
    return new TraceOptions(namespace, destination, probe, hops, wait);
  }

  /// BusyBox leaves the socket as it is, so that DF is set on what fits; its `-F` is not built in.
  private PathMtuDiscovery pathMtu() {
    if (busybox) {
      return PathMtuDiscovery.WANT;
    }
    return dontFragment ? PathMtuDiscovery.DO : PathMtuDiscovery.DONT;
  }
}
