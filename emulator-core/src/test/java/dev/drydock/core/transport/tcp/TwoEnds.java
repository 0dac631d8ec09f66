package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// A client at 10.0.0.2 and a server at 10.0.0.3 on one bridge; the TCP segments that pass the
/// client's device are noted as `> S seq 0 ack 0 len 0`.
final class TwoEnds {
  final TestNet net = new TestNet(CostModel.LINUX);
  final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  final Netns client = net.namespace("client");
  final Netns server = net.namespace("server");
  final NetDevice clientEth0 = net.join(client, bridge, "10.0.0.2/24");
  final NetDevice serverEth0 = net.join(server, bridge, "10.0.0.3/24");
  final List<String> seen = new ArrayList<>();
  private int clientIsn;
  private int serverIsn;

  TwoEnds() {
    clientEth0.setTap((time, frame, outbound) -> note(frame, outbound));
  }

  static SocketAddress address(String text, int port) {
    return new SocketAddress(IpAddress.parse(text), port);
  }

  Talk listen(int port, Talk talk) {
    TcpListener listener =
        server.tcp().listen(address("0.0.0.0", port), 128, talk::accept).listener();
    if (listener == null) {
      throw new AssertionError("cannot listen on " + port);
    }
    return talk;
  }

  Talk connect(String to, int port, Talk talk) {
    talk.stream = client.tcp().connect(address("0.0.0.0", 0), address(to, port), talk);
    return talk;
  }

  /// Sends a stream without an end to the server.
  ///
  /// @param settleSeconds how long before anything is measured
  /// @param seconds how long is measured
  /// @return the bytes of memory that each segment took
  double allocatedPerSegment(double settleSeconds, double seconds) {
    clientEth0.setTap(null);
    Counter counter = new Counter();
    server.tcp().listen(address("0.0.0.0", 80), 5, counter::accept);
    Fountain fountain = new Fountain(Long.MAX_VALUE);
    client.tcp().connect(address("0.0.0.0", 0), address("10.0.0.3", 80), fountain);
    net.run(settleSeconds);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = counter.bytes;
    long allocated = thread.getCurrentThreadAllocatedBytes();
    net.run(seconds);
    allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
    double segments = (counter.bytes - before) / WireRun.DATA_BYTES;
    assertTrue(segments > 10_000, segments + " segments");
    return allocated / segments;
  }

  private void note(Frame frame, boolean outbound) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    if (Ethernet.type(data, frame.offset()) != Ethernet.IPV4 || Ipv4.protocol(data, ip) != 6) {
      return;
    }
    int at = ip + Ipv4.headerBytes(data, ip);
    int flags = Tcp.flags(data, at);
    if ((flags & Tcp.SYN) != 0) {
      if (outbound) {
        clientIsn = Tcp.sequence(data, at);
      } else {
        serverIsn = Tcp.sequence(data, at);
      }
    }
    int own = outbound ? clientIsn : serverIsn;
    int other = outbound ? serverIsn : clientIsn;
    int ack = (flags & Tcp.ACK) != 0 ? Tcp.ack(data, at) - other : 0;
    int length = Ipv4.totalBytes(data, ip) - Ipv4.headerBytes(data, ip) - Tcp.headerBytes(data, at);
    String text = outbound ? "> " : "< ";
    text += flagText(flags) + " seq " + (Tcp.sequence(data, at) - own) + " ack " + ack;
    text += " len " + length;
    if ((flags & Tcp.SYN) != 0) {
      text += " win " + Tcp.window(data, at) + optionText(data, at);
    }
    seen.add(text);
  }

  static String flagText(int flags) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      if ((flags >> i & 1) != 0) {
        text.append("FSRPAU".charAt(i));
      }
    }
    return text.toString();
  }

  private static String optionText(byte[] data, int at) {
    StringBuilder text = new StringBuilder();
    for (int i = at + Tcp.HEADER_BYTES; i < at + Tcp.headerBytes(data, at); ) {
      switch (data[i]) {
        case Tcp.OPTION_MSS -> text.append(" mss").append(Bytes.u16(data, i + 2));
        case Tcp.OPTION_SACK_PERMITTED -> text.append(" sackok");
        case Tcp.OPTION_TIMESTAMPS -> text.append(" ts");
        case Tcp.OPTION_WINDOW_SCALE -> text.append(" ws").append(data[i + 2]);
        default -> text.append(" nop");
      }
      i += data[i] == Tcp.OPTION_NOP ? 1 : data[i + 1];
    }
    return text.toString();
  }
}
