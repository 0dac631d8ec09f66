package dev.drydock.pcap.dissect;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.TcpMaximumSegmentSizeOption;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.TcpPacket.TcpHeader;
import org.pcap4j.packet.TcpPacket.TcpOption;
import org.pcap4j.packet.TcpSackOption;
import org.pcap4j.packet.TcpSackPermittedOption;
import org.pcap4j.packet.TcpTimestampsOption;
import org.pcap4j.packet.TcpWindowScaleOption;

/// What a TCP segment says (RFC 9293), with sequence numbers that begin at zero and windows in
/// bytes. For that, it remembers how each side of a connection began.
final class TcpText {
  /// Sides of connections remembered; the one that was silent longest is forgotten.
  private static final int SIDES_MAX = 8192;

  private static final int NOT_SCALED = -1;
  private static final int SACK_HEADER_BYTES = 2;

  private final Map<SideKey, Side> sides =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SideKey, Side> eldest) {
          return size() > SIDES_MAX;
        }
      };

  /// Who sends to whom.
  private record SideKey(InetAddress from, int fromPort, InetAddress to, int toPort) {
    SideKey reversed() {
      return new SideKey(to, toPort, from, fromPort);
    }
  }

  /// One direction of a connection.
  ///
  /// @param first the sequence number shown as zero
  /// @param scale the window scale its SYN announced
  private record Side(int first, int scale) {}

  String of(IpPacket ip, TcpPacket tcp) {
    TcpHeader header = tcp.getHeader();
    SideKey key =
        new SideKey(
            ip.getHeader().getSrcAddr(),
            header.getSrcPort().valueAsInt(),
            ip.getHeader().getDstAddr(),
            header.getDstPort().valueAsInt());
    Side side = side(key, header);
    int length = tcp.getPayload() == null ? 0 : tcp.getPayload().length();
    StringBuilder text = new StringBuilder(96);
    text.append(key.fromPort).append(" -> ").append(key.toPort).append(flags(header));
    text.append(" Seq=").append(Integer.toUnsignedString(header.getSequenceNumber() - side.first));
    if (header.getAck()) {
      int first = reverse(key, header).first;
      int ack = header.getAcknowledgmentNumber() - first;
      text.append(" Ack=").append(Integer.toUnsignedString(ack));
    }
    text.append(" Win=").append(window(header, side, sides.get(key.reversed())));
    text.append(" Len=").append(length);
    return text.append(options(header, sides.get(key.reversed()))).toString();
  }

  private Side side(SideKey key, TcpHeader header) {
    Side known = sides.get(key);
    if (header.getSyn() && (known == null || known.first != header.getSequenceNumber())) {
      known = new Side(header.getSequenceNumber(), scale(header));
      if (!header.getAck()) {
        sides.remove(key.reversed());
      }
      sides.put(key, known);
    } else if (known == null) {
      known = new Side(header.getSequenceNumber() - 1, NOT_SCALED);
      sides.put(key, known);
    }
    return known;
  }

  private Side reverse(SideKey key, TcpHeader header) {
    return sides.computeIfAbsent(
        key.reversed(), other -> new Side(header.getAcknowledgmentNumber() - 1, NOT_SCALED));
  }

  private static int scale(TcpHeader header) {
    for (TcpOption option : header.getOptions()) {
      if (option instanceof TcpWindowScaleOption scale) {
        return scale.getShiftCountAsInt() & 0xf;
      }
    }
    return NOT_SCALED;
  }

  /// The window in bytes: scaled, except in a SYN, when both sides announced a scale (RFC 7323).
  private static long window(TcpHeader header, Side side, @Nullable Side other) {
    boolean scaled =
        !header.getSyn() && side.scale != NOT_SCALED && other != null && other.scale != NOT_SCALED;
    return (long) header.getWindowAsInt() << (scaled ? side.scale : 0);
  }

  private static String flags(TcpHeader header) {
    List<String> flags = new ArrayList<>();
    add(flags, header.getFin(), "FIN");
    add(flags, header.getSyn(), "SYN");
    add(flags, header.getRst(), "RST");
    add(flags, header.getPsh(), "PSH");
    add(flags, header.getAck(), "ACK");
    add(flags, header.getUrg(), "URG");
    add(flags, (header.getReserved() & 1) != 0, "ECE");
    add(flags, (header.getReserved() & 2) != 0, "CWR");
    return " [" + String.join(", ", flags) + "]";
  }

  private static void add(List<String> flags, boolean set, String name) {
    if (set) {
      flags.add(name);
    }
  }

  private static String options(TcpHeader header, @Nullable Side other) {
    StringBuilder text = new StringBuilder();
    for (TcpOption option : header.getOptions()) {
      text.append(
          switch (option) {
            case TcpMaximumSegmentSizeOption mss -> " MSS=" + mss.getMaxSegSizeAsInt();
            case TcpSackPermittedOption permitted -> " SACK_PERM";
            case TcpTimestampsOption stamps ->
                " TSval=" + stamps.getTsValueAsLong() + " TSecr=" + stamps.getTsEchoReplyAsLong();
            case TcpWindowScaleOption scale -> " WS=" + (1 << (scale.getShiftCountAsInt() & 0xf));
            case TcpSackOption sack -> blocks(sack, other == null ? 0 : other.first);
            default -> "";
          });
    }
    return text.toString();
  }

  /// The blocks of the other side's data that have arrived out of order (RFC 2018).
  private static String blocks(TcpSackOption sack, int first) {
    StringBuilder text = new StringBuilder();
    ByteBuffer edges = ByteBuffer.wrap(sack.getRawData()).position(SACK_HEADER_BYTES);
    while (edges.remaining() >= 2 * Integer.BYTES) {
      text.append(" SLE=").append(Integer.toUnsignedString(edges.getInt() - first));
      text.append(" SRE=").append(Integer.toUnsignedString(edges.getInt() - first));
    }
    return text.toString();
  }
}
