package dev.drydock.core.app;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;

/// A ping whose report is kept, for tests.
final class Pings implements PingReporter {
  private final List<String> report = new ArrayList<>();
  private final Pinger pinger;

  private Pings(Netns from, PingOptions options) {
    pinger = new Pinger(from.ipv4(), 77, options, this);
  }

  /// Begins to ping.
  static Pings start(Netns from, PingStyle style, String to, int count) {
    PingOptions options =
        PingOptions.of(from.softnet().loop(), style, Ipv4Address.parse(to), count);
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
    String from = Ipv4Address.format(reply.from());
    report.add("reply " + reply.sequence() + " from " + from + " ttl " + reply.ttl());
  }

  @Override
  public void failed(PingError error) {
    String from = Ipv4Address.format(error.from());
    report.add(
        "error " + error.sequence() + " from " + from + " " + error.type() + "/" + error.code());
  }

  @Override
  public void notSent(int sequence, SendResult why) {
    report.add("not sent " + sequence + " " + why);
  }

  @Override
  public void finished(int sent, int received, int errors, long elapsedNanos) {
    report.add(sent + " sent, " + received + " received, " + errors + " errors");
  }
}
