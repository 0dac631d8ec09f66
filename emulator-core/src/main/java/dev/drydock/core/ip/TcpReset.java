package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;

/// A reset as the destination would send it to a segment it knows nothing of (RFC 9293 section
/// 3.10.7.1; `nf_reject_ip_tcphdr_put`): no options.
public final class TcpReset {
  private TcpReset() {}

  /// Whether a segment may be answered by a reset.
  public static boolean answers(byte[] data, int at, int length) {
    return Tcp.isValid(data, at, length) && (Tcp.flags(data, at) & Tcp.RST) == 0;
  }

  /// Writes the header, without its checksum.
  ///
  /// @param segment where the segment begins in `about` and ends
  /// @param out where the reset begins in its frame
  public static void write(Frame about, Span segment, Frame reset, int out) {
    byte[] data = about.data();
    byte[] answer = reset.data();
    int at = segment.at;
    int flags = Tcp.flags(data, at);
    boolean acked = (flags & Tcp.ACK) != 0;
    int payload = segment.length - Tcp.headerBytes(data, at);
    int syn = (flags & Tcp.SYN) != 0 ? 1 : 0;
    int fin = (flags & Tcp.FIN) != 0 ? 1 : 0;
    Bytes.put16(answer, out, Tcp.destinationPort(data, at));
    Bytes.put16(answer, out + 2, Tcp.sourcePort(data, at));
    Bytes.put32(answer, out + 4, acked ? Tcp.ack(data, at) : 0);
    Bytes.put32(answer, out + 8, acked ? 0 : Tcp.sequence(data, at) + payload + syn + fin);
    Bytes.put16(answer, out + 12, 0x5000 | (acked ? Tcp.RST : Tcp.RST | Tcp.ACK));
    Bytes.put32(answer, out + 14, 0);
    Bytes.put16(answer, out + 18, 0);
  }

  /// Where a segment begins, and how many bytes it has.
  public record Span(int at, int length) {}
}
