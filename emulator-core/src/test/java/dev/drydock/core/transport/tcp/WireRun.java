package dev.drydock.core.transport.tcp;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;

/// A client at 10.0.0.2 and a server at 10.0.0.3 on the two ends of one [BadWire].
final class WireRun {
  static final double WIRE_BYTES = 1514;
  static final double DATA_BYTES = 1448;
  private static final double SECOND_NANOS = 1e9;

  final TestNet net = new TestNet();
  final Netns client = net.namespace("client");
  final Netns server = net.namespace("server");
  final BadWire there = BadWire.pair(net.machine().softnet());
  final BadWire back = there.peer();

  /// @param rate bits a second, 0 for no limit
  /// @param roundTripNanos half of it each way
  WireRun(long seed, long rate, long roundTripNanos) {
    client.add(there);
    server.add(back);
    for (BadWire end : new BadWire[] {there, back}) {
      end.setUp(true);
      end.rateBitsPerSecond = rate;
      end.delayNanos = roundTripNanos / 2;
      end.random = new RandomStream(seed, end.name());
    }
    net.address(client, there, "10.0.0.2/24");
    net.address(server, back, "10.0.0.3/24");
  }

  double seconds() {
    return net.loop().nowNanos() / SECOND_NANOS;
  }

  /// Lets the client send for ever, or so many bytes.
  Counter download(long bytes) {
    Counter counter = new Counter();
    server.tcp().listen(TwoEnds.address("0.0.0.0", 80), 5, counter::accept);
    Fountain fountain = new Fountain(bytes);
    client.tcp().connect(TwoEnds.address("0.0.0.0", 0), TwoEnds.address("10.0.0.3", 80), fountain);
    return counter;
  }
}
