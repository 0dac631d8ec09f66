package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PingError;
import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingReply;
import dev.drydock.core.app.PingReporter;
import dev.drydock.core.app.PingSummary;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.wire.IpAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What `ping` of iputils says (`gather_statistics`, `finish` of `ping/ping_common.c`). What is
/// seen waits in a queue until [#print]: the name of who answered must be looked up, which takes
/// time.
final class IputilsReport implements PingReporter {
  private final Settings settings;
  private final RoundTrips times = new RoundTrips();
  private final Deque<Consumer<Function<IpAddress, String>>> pending = new ArrayDeque<>();
  private @Nullable PingSummary summary;

  IputilsReport(Settings settings) {
    this.settings = settings;
  }

  /// How to say it.
  ///
  /// @param out where text of standard output goes
  /// @param err where lines of standard error go
  /// @param hostname the name in the last block
  /// @param destination the address that is pinged
  /// @param command what was asked for
  /// @param multicast whether several may answer
  /// @param nowNanos the time
  record Settings(
      Consumer<String> out,
      Consumer<String> err,
      String hostname,
      IpAddress destination,
      PingCommand command,
      boolean multicast,
      LongSupplier nowNanos) {
    private void line(String text) {
      out.accept(text + "\n");
    }

    /// `-D`: the time, to a microsecond (`print_timestamp`).
    private String stamp() {
      if (!command.stamped) {
        return "";
      }
      Instant now = Calendar.at(nowNanos.getAsLong());
      return String.format(Locale.ROOT, "[%d.%06d] ", now.getEpochSecond(), now.getNano() / 1000);
    }
  }

  /// Whether something waits to be said.
  boolean hasPending() {
    return !pending.isEmpty();
  }

  /// Says what waits.
  ///
  /// @param names how an address is shown: with its name in front, when it has one
  void print(Function<IpAddress, String> names) {
    while (!pending.isEmpty()) {
      pending.remove().accept(names);
    }
  }

  private void say(Consumer<Function<IpAddress, String>> line) {
    if (!settings.command.quiet) {
      pending.add(line);
    }
  }

  /// A line behind its time; in a flood only some characters.
  private void say(String flooding, Function<Function<IpAddress, String>, String> line) {
    if (settings.command.flood) {
      say(names -> settings.out.accept(flooding));
    } else {
      say(names -> {
        String text = line.apply(names);
        settings.line(settings.stamp() + text);
      });
    }
  }

  @Override
  public void sending(int sequence, boolean lastAnswered) {
    if (settings.command.outstanding && !lastAnswered) {
      pending.add(names ->
          settings.line(settings.stamp() + "no answer yet for icmp_seq=" + (sequence - 1)));
    }
  }

  @Override
  public void sent(int sequence) {
    if (settings.command.flood) {
      say(names -> settings.out.accept("."));
    }
  }

  @Override
  public void replied(PingReply reply) {
    boolean timed = settings.command.payloadBytes >= 16;
    long micros = timed ? times.add(reply.roundTripNanos()) : 0;
    StringBuilder end = new StringBuilder(": icmp_seq=").append(reply.sequence());
    end.append(" ttl=").append(reply.ttl());
    if (reply.icmpBytes() < settings.command.payloadBytes + 8) {
      end.append(" (truncated)");
    } else {
      end.append(timed ? " time=" + RoundTrips.shown(micros) + " ms" : "");
      end.append(reply.duplicate() && !settings.multicast ? " (DUP!)" : "");
      boolean other = !settings.multicast && !reply.from().equals(settings.destination);
      end.append(other ? " (DIFFERENT ADDRESS!)" : "");
    }
    String start = reply.icmpBytes() + " bytes from ";
    if (settings.command.quiet) {
      askQuietly(reply.from());
    } else {
      say("\b \b", names -> start + names.apply(reply.from()) + end);
    }
  }

  /// `pr_addr` asks for the name all the same, for each reply anew.
  private void askQuietly(IpAddress from) {
    if (!settings.command.numeric) {
      pending.add(names -> {
        String _ = names.apply(from);
      });
    }
  }

  @Override
  public void failed(PingError error) {
    say("\bE", names -> "From " + about(names, error, ""));
  }

  @Override
  public void redirected(PingError redirect) {
    say("", names -> "From " + about(names, redirect, ":"));
  }

  private static String about(Function<IpAddress, String> names, PingError error, String colon) {
    String from = names.apply(error.from());
    String text = IcmpText.of(error);
    return from + colon + " icmp_seq=" + error.sequence() + " " + text;
  }

  @Override
  public void notSent(int sequence, SendResult why, int mtu) {
    if (why == SendResult.NO_BUFFERS) {
      say(names -> settings.err.accept("ping: sendmsg: " + why.text()));
    }
    if (why == SendResult.MESSAGE_TOO_LONG) {
      String is = settings.destination.isV6() ? ": " : "=";
      say(names -> settings.err.accept("ping: local error: message too long, mtu" + is + mtu));
    }
  }

  @Override
  public void finished(PingSummary end) {
    summary = end;
    pending.add(names -> printStatistics(end));
  }

  private void printStatistics(PingSummary end) {
    settings.line("");
    settings.line("--- " + settings.hostname + " ping statistics ---");
    StringBuilder line = new StringBuilder();
    line.append(end.sent()).append(" packets transmitted, ");
    line.append(end.received()).append(" received");
    line.append(end.duplicates() > 0 ? ", +" + end.duplicates() + " duplicates" : "");
    line.append(end.errors() > 0 ? ", +" + end.errors() + " errors" : "");
    if (end.sent() > 0) {
      line.append(", ").append(loss(end)).append("% packet loss, time ");
      line.append((end.lastSendNanos() + 500_000) / 1_000_000).append("ms");
    }
    settings.line(line.toString());
    String rtt =
        end.received() > 0 && !times.isEmpty()
            ? "rtt min/avg/max/mdev = " + times.minAvgMaxDeviation() + " ms"
            : "";
    String pipe = end.pipe() > 1 ? (rtt.isEmpty() ? "" : ", ") + "pipe " + end.pipe() : "";
    String last = rtt + pipe;
    settings.line(last + (paced(end) ? (last.isEmpty() ? "" : ", ") + pace(end) : ""));
  }

  /// Whether the pace was the answers'.
  private boolean paced(PingSummary end) {
    PingOptions.Times asked = settings.command.times();
    boolean follows = asked.intervalNanos() == 0 || asked.adaptive() || settings.command.flood;
    return follows && end.received() > 0 && end.sent() > 1;
  }

  private static String pace(PingSummary end) {
    long gapMicros = end.lastSendNanos() / 1000 / (end.sent() - 1);
    return "ipg/ewma "
        + RoundTrips.millis(gapMicros)
        + "/"
        + RoundTrips.millis(end.meanMicros())
        + " ms";
  }

  /// `%g` of the loss in per cent: six digits that count, no zeros at the end.
  private static String loss(PingSummary end) {
    float percent = (float) ((end.sent() - end.received()) * 100.0 / end.sent());
    int decimals = percent >= 100 ? 3 : percent >= 10 ? 4 : 5;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", percent);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /// The exit status: 0 when somebody answered, and with a deadline enough did.
  int status(int count, boolean deadline) {
    PingSummary end = summary;
    return end == null || end.received() == 0 || (deadline && end.received() < count) ? 1 : 0;
  }
}
