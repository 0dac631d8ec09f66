package dev.drydock.core.app;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A ping whose report is kept, for tests.
final class Pings implements PingReporter {
  private final List<String> report = new ArrayList<>();
  private @Nullable PingSummary summary;
  private final Pinger pinger;

  private Pings(Netns from, PingOptions options) {
    pinger = new Pinger(from, 77, options, this);
  }

  /// Begins to ping.
  static Pings start(Netns from, PingStyle style, String to, int count) {
    PingOptions options = PingOptions.of(from.softnet().loop(), style, IpAddress.parse(to), count);
    return start(options, from);
  }

  /// Begins to ping in a certain way.
  static Pings start(PingOptions options, Netns from) {
    Pings pings = new Pings(from, options);
    pings.pinger.start();
    return pings;
  }

  List<String> report() {
    return report;
  }

  boolean isDone() {
    return pinger.isDone();
  }

  @Override
  public void replied(PingReply reply) {
    String from = reply.from().toString();
    report.add("reply " + reply.sequence() + " from " + from + " ttl " + reply.ttl());
  }

  @Override
  public void failed(PingError error) {
    String from = error.from().toString();
    report.add(
        "error " + error.sequence() + " from " + from + " " + error.type() + "/" + error.code());
  }

  @Override
  public void redirected(PingError redirect) {
    String gateway = Ipv4Address.format(redirect.info());
    report.add("redirect " + redirect.sequence() + " to " + gateway);
  }

  @Override
  public void notSent(int sequence, SendResult why, int mtu) {
    report.add("not sent " + sequence + " " + why + " mtu " + mtu);
  }

  @Override
  public void finished(PingSummary end) {
    summary = end;
    report.add(end.sent() + " sent, " + end.received() + " received, " + end.errors() + " errors");
  }

  /// How it went; not before it is over.
  PingSummary summary() {
    return Objects.requireNonNull(summary);
  }
}
