package dev.drydock.core.ip;

import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.Locale;

/// What the kernel's log says of packets that cannot have come from where they came from (Linux
/// `ip_handle_martian_source` of `net/ipv4/route.c`), where `log_martians` asks for it.
///
/// ```
/// IPv4: martian source 172.17.0.2 from 127.0.0.1, on dev eth0
/// ll header: 00000000: 02 42 ac 11 00 02 02 42 ac 11 00 03 08 00
/// ```
final class Martians {
  private Martians() {}

  static void log(Frame frame, Ipv4Interface in) {
    if (!in.logsMartians()) {
      return;
    }
    byte[] data = frame.data();
    int at = frame.networkOffset;
    StringBuilder header = new StringBuilder("ll header: 00000000:");
    for (int i = 0; i < Ethernet.HEADER_BYTES; i++) {
      header.append(String.format(Locale.ROOT, " %02x", Bytes.u8(data, frame.offset() + i)));
    }
    String from = Ipv4Address.format(Ipv4.source(data, at));
    String to = Ipv4Address.format(Ipv4.destination(data, at));
    Softnet softnet = in.device().softnet();
    long now = softnet.loop().nowNanos();
    softnet
        .log()
        .add(
            now, "IPv4: martian source " + to + " from " + from + ", on dev " + in.device().name());
    softnet.log().add(now, header.toString());
  }
}
