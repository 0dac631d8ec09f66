package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.ErrorReport;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Function;

/// One run of `tracepath`: datagrams with DF, larger than the way carries until somebody says how
/// much it does, and the errors they cause (`probe_ttl`, `recverr`).
final class Tracepath {
  private static final int PROBES = 3;
  private static final int SENDS_MAX = 10;
  private static final long WAIT_NANOS = Nanos.SECOND;

  /// `HIS_ARRAY_SIZE`.
  private static final int HISTORY = 64;

  private static final int LARGEST_4 = 65_535;
  private static final int LARGEST_6 = 128_000;
  private static final int HEADERS_4 = 28;
  private static final int HEADERS_6 = 48;

  private final Invocation invocation;
  private final TracepathCommand command;
  private final IpAddress target;
  private final Function<IpAddress, String> shown;
  private final UdpSocket socket;
  private final ArrayDeque<Arrival> arrived = new ArrayDeque<>();
  private final int[] hops = new int[HISTORY];
  private final long[] sentNanos = new long[HISTORY];
  private int slot;
  private int mtuBytes;
  private boolean hasData;
  private int hopsThere = -1;
  private int hopsBack = -1;

  /// What came of a probe.
  private enum Outcome {
    NOTHING,
    ANSWERED,
    OVER
  }

  private record Arrival(ErrorReport report, long atNanos) {}

  /// One that has not begun.
  ///
  /// @param shown how an address is shown
  Tracepath(
      Invocation invocation,
      TracepathCommand command,
      IpAddress target,
      Function<IpAddress, String> shown) {
    this.invocation = invocation;
    this.command = command;
    this.target = target;
    this.shown = shown;
    this.socket = invocation.place().namespace().udp().open(new Ear());
    int largest = target.isV6() ? LARGEST_6 : LARGEST_4;
    this.mtuBytes = command.lengthBytes() > 0 ? command.lengthBytes() : largest;
    socket.options().receiveErrors = true;
    socket.options().pathMtu = PathMtuDiscovery.DO;
  }

  private final class Ear implements DatagramListener {
    @Override
    public void received(Datagram datagram) {
      hasData = true;
    }

    @Override
    public void reported(ErrorReport report) {
      arrived.add(new Arrival(report, now()));
    }
  }

  private long now() {
    return invocation.lab().loop().nowNanos();
  }

  /// Goes the way and prints it.
  void run() {
    boolean isOver = false;
    for (int ttl = 1; ttl <= command.hopsMax() && !isOver; ttl++) {
      isOver = hop(ttl);
    }
    if (!isOver) {
      invocation.out("     Too many hops: pmtu " + mtuBytes);
    }
    invocation.out(
        "     Resume: pmtu "
            + mtuBytes
            + " "
            + (hopsThere >= 0 ? "hops " + hopsThere + " " : "")
            + (hopsBack >= 0 ? "back " + hopsBack + " " : ""));
    socket.close();
  }

  /// Asks one hop; a hop that tells of another MTU is asked once more.
  ///
  /// @return whether the way ends there
  private boolean hop(int ttl) {
    socket.options().ttl = ttl;
    for (int i = 0; i < PROBES; i++) {
      int before = mtuBytes;
      Outcome outcome = probe(ttl);
      if (mtuBytes != before) {
        i = -1;
      } else if (outcome != Outcome.NOTHING) {
        return outcome == Outcome.OVER;
      }
    }
    invocation.out(String.format(Locale.ROOT, "%2d:  no reply", ttl));
    return false;
  }

  private Outcome probe(int ttl) {
    if (!send(ttl)) {
      invocation.out(String.format(Locale.ROOT, "%2d:  send failed", ttl));
      return Outcome.OVER;
    }
    slot = (slot + 1) % HISTORY;
    long limit = now() + WAIT_NANOS;
    invocation.shell().await(() -> hasData || !arrived.isEmpty(), limit);
    if (hasData) {
      invocation.out(String.format(Locale.ROOT, "%2d?: reply received 8)", ttl));
      return Outcome.OVER;
    }
    Outcome outcome = Outcome.NOTHING;
    while (!arrived.isEmpty() && outcome != Outcome.OVER) {
      outcome = tell(arrived.remove(), ttl);
    }
    return outcome;
  }

  /// Sends a probe that the first link carries.
  private boolean send(int ttl) {
    for (int i = 0; i < SENDS_MAX; i++) {
      hops[slot] = ttl;
      sentNanos[slot] = now();
      int length = Math.max(mtuBytes - (target.isV6() ? HEADERS_6 : HEADERS_4), 0);
      SocketAddress to = new SocketAddress(target, (command.port() + slot) & 0xffff);
      SocketError error = socket.sendTo(to, new byte[length], 0, length);
      if (error == null) {
        return true;
      }
      hops[slot] = 0;
      int known = error == SocketError.MESSAGE_TOO_LONG ? socket.mtuTowards(target) : 0;
      if (known > 0 && known < mtuBytes) {
        String time = target.isV6() ? time(0) : "";
        invocation.out(
            String.format(Locale.ROOT, "%2d?: %-32s %spmtu %d", ttl, "[LOCALHOST]", time, known));
        mtuBytes = known;
      }
    }
    return false;
  }

  private static String time(long nanos) {
    long micros = nanos / 1000;
    return String.format(Locale.ROOT, "%3d.%03dms ", micros / 1000, micros % 1000);
  }

  /// Prints an error.
  private Outcome tell(Arrival arrival, int ttl) {
    ErrorReport report = arrival.report();
    int at = report.destination().port() - command.port();
    boolean isKnown = at >= 0 && at < HISTORY && hops[at] > 0;
    int sent = isKnown ? hops[at] : -1;
    String took = isKnown ? time(arrival.atNanos() - sentNanos[at]) : "";
    if (isKnown) {
      hops[at] = 0;
    }
    int back = report.ttl() <= 64 ? 65 : report.ttl() <= 128 ? 129 : 256;
    back -= report.ttl();
    String line =
        String.format(
            Locale.ROOT,
            sent > 0 ? "%2d:  %-52s%s" : "%2d?: %-52s%s",
            sent > 0 ? sent : ttl,
            shown.apply(report.offender()),
            took);
    switch (report.error()) {
      case MESSAGE_TOO_LONG -> {
        invocation.out(line + "pmtu " + report.mtuBytes());
        mtuBytes = report.mtuBytes();
        return Outcome.ANSWERED;
      }
      case CONNECTION_REFUSED -> {
        hopsThere = sent > 0 ? sent : ttl;
        hopsBack = back;
      }
      default -> {
        if (isTimeExceeded(report)) {
          boolean isOtherWay = back != (sent > 0 ? sent : ttl);
          invocation.out(line + (isOtherWay ? String.format(Locale.ROOT, "asymm %2d ", back) : ""));
          return Outcome.ANSWERED;
        }
      }
    }
    invocation.out(line + end(report.error()));
    return Outcome.OVER;
  }

  private boolean isTimeExceeded(ErrorReport report) {
    int type = target.isV6() ? Icmpv6.TIME_EXCEEDED : Icmp.TIME_EXCEEDED;
    return report.type() == type && report.code() == 0;
  }

  private static String end(SocketError error) {
    return switch (error) {
      case CONNECTION_REFUSED -> "reached";
      case PROTOCOL_ERROR -> "!P";
      case HOST_UNREACHABLE -> "!H";
      case NETWORK_UNREACHABLE -> "!N";
      case ACCESS -> "!A";
      default -> "";
    };
  }
}
