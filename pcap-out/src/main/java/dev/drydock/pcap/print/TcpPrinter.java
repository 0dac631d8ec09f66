package dev.drydock.pcap.print;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// TCP (`print-tcp.c`). Sequence numbers are shown from the beginning of a connection, which is
/// what its first acknowledging segment says.
final class TcpPrinter {
  private static final int HEADER_BYTES = 20;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int URG = 32;
  private static final String FLAGS = "FSRP.UEW";

  /// Connections remembered; the oldest is forgotten.
  private static final int CONNECTIONS_MAX = 8192;

  private final PrintContext context;
  private final DnsPrinter dns;
  private final Map<Ends, Start> starts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, Start> eldest) {
          return size() > CONNECTIONS_MAX;
        }
      };

  TcpPrinter(PrintContext context, DnsPrinter dns) {
    this.context = context;
    this.dns = dns;
  }

  /// A connection, its lower port first.
  private record Ends(String low, int lowPort, String high, int highPort) {}

  /// What is subtracted: from the numbers of the lower end, and from those of the other.
  private record Start(int low, int high) {}

  /// What is subtracted of one segment's numbers.
  private record Offsets(int seq, int ack, int selective) {
    static final Offsets NONE = new Offsets(0, 0, 0);
  }

  void print(IpHeader ip, Octets segment, int length) {
    context.enter("tcp");
    StringBuilder out = context.out();
    int from = segment.u16(0);
    int to = segment.u16(2);
    out.append(context.host(ip.source())).append('.').append(context.names().port(from, true));
    out.append(" > ").append(context.host(ip.destination())).append('.');
    out.append(context.names().port(to, true)).append(": ");
    segment.need(HEADER_BYTES);
    int headerBytes = (segment.u8(12) >> 4) * 4;
    if (headerBytes < HEADER_BYTES) {
      out.append(" tcp ").append(length - headerBytes);
      out.append(" [bad hdr length ").append(headerBytes).append(", too short, < 20]");
      return;
    }
    if (headerBytes > length) {
      out.append(" tcp ").append(length - headerBytes).append(" [bad hdr length ");
      out.append(headerBytes).append(", too long, > ").append(length).append(']');
      return;
    }
    int data = length - headerBytes;
    if (context.options().quiet()) {
      out.append("tcp ").append(data);
      return;
    }
    numbers(ip, segment, length, data);
    if (headerBytes > HEADER_BYTES) {
      options(segment.first(headerBytes).after(HEADER_BYTES), offsets(ip, segment, false));
    }
    out.append(", length ").append(data);
    if (data > 0) {
      payload(segment.after(headerBytes), data, from, to);
    }
  }

  private void numbers(IpHeader ip, Octets segment, int length, int data) {
    StringBuilder out = context.out();
    int flags = segment.u8(13);
    out.append("Flags [").append(flagsText(flags)).append(']');
    checksum(ip, segment, length);
    Offsets offsets = offsets(ip, segment, true);
    int seq = segment.i32(4) - offsets.seq;
    if (context.options().verbose() > 1 || data > 0 || (flags & (SYN | FIN | RST)) != 0) {
      out.append(", seq ").append(Integer.toUnsignedString(seq));
      out.append(data > 0 ? ":" + Integer.toUnsignedString(seq + data) : "");
    }
    if ((flags & ACK) != 0) {
      out.append(", ack ").append(Integer.toUnsignedString(segment.i32(8) - offsets.ack));
    }
    out.append(", win ").append(segment.u16(14));
    out.append((flags & URG) == 0 ? "" : ", urg " + segment.u16(18));
  }

  private static String flagsText(int flags) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < FLAGS.length(); i++) {
      text.append((flags & (1 << i)) == 0 ? "" : FLAGS.charAt(i));
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  private void checksum(IpHeader ip, Octets segment, int length) {
    if (context.options().verbose() == 0 || ip.isFragment() || segment.size() < length) {
      return;
    }
    int field = segment.u16(16);
    int left = ip.remainder(segment, length);
    StringBuilder out = context.out().append(", cksum 0x").append(Octets.hex(field, 4));
    out.append(
        left == 0
            ? " (correct)"
            : " (incorrect -> 0x" + Octets.hex(Octets.shouldBe(field, left), 4) + ")");
  }

  /// What to subtract, after noting the connection's start if this segment is it.
  ///
  /// @param first whether the segment is looked at for the first time
  private Offsets offsets(IpHeader ip, Octets segment, boolean first) {
    int flags = segment.u8(13);
    if (context.options().absolute() || (flags & ACK) == 0) {
      return Offsets.NONE;
    }
    int from = segment.u16(0);
    int to = segment.u16(2);
    boolean reverse = from > to || (from == to && ip.source().compareTo(ip.destination()) > 0);
    Ends ends =
        reverse
            ? new Ends(ip.destination(), to, ip.source(), from)
            : new Ends(ip.source(), from, ip.destination(), to);
    @Nullable Start start = starts.get(ends);
    boolean begins = first && (start == null || (flags & SYN) != 0);
    if (start == null || begins) {
      int seq = segment.i32(4);
      int ack = segment.i32(8) - 1;
      start = reverse ? new Start(ack, seq) : new Start(seq, ack);
      starts.put(ends, start);
    }
    int own = reverse ? start.high : start.low;
    int other = reverse ? start.low : start.high;
    return begins ? new Offsets(0, 0, other) : new Offsets(own, other, other);
  }

  private void options(Octets options, Offsets offsets) {
    StringBuilder out = context.out().append(", options [");
    int at = 0;
    String separator = "";
    while (at < options.size()) {
      int kind = options.u8(at);
      out.append(separator);
      separator = ",";
      int length = kind <= 1 ? 1 : options.u8(at + 1);
      if (kind > 1 && (length < 2 || at + length > options.size())) {
        out.append(optionName(kind)).append("[bad opt]");
        break;
      }
      option(options.after(at).first(length), kind, offsets);
      at += length;
      if (kind == 0) {
        break;
      }
    }
    out.append(']');
  }

  private static String optionName(int kind) {
    return switch (kind) {
      case 0 -> "eol";
      case 1 -> "nop";
      case 2 -> "mss";
      case 3 -> "wscale";
      case 4 -> "sackOK";
      case 5 -> "sack";
      case 8 -> "TS";
      default -> "unknown-" + kind;
    };
  }

  private void option(Octets option, int kind, Offsets offsets) {
    StringBuilder out = context.out().append(optionName(kind));
    switch (kind) {
      case 2 -> out.append(' ').append(option.u16(2));
      case 3 -> out.append(' ').append(option.u8(2));
      case 5 -> {
        int blocks = (option.size() - 2) / 8;
        out.append(' ').append(blocks).append(' ');
        for (int i = 0; i < blocks; i++) {
          out.append('{').append(selective(option, 2 + (8 * i), offsets)).append(':');
          out.append(selective(option, 6 + (8 * i), offsets)).append('}');
        }
      }
      case 8 -> {
        out.append(" val ").append(option.u32(2)).append(" ecr ").append(option.u32(6));
      }
      default -> {}
    }
  }

  private static String selective(Octets option, int at, Offsets offsets) {
    return Integer.toUnsignedString(option.i32(at) - offsets.selective);
  }

  private void payload(Octets data, int length, int from, int to) {
    if (isEither(80, from, to) || isEither(8080, from, to) || isEither(3128, from, to)) {
      context.out().append(": ");
      new HttpPrinter(context).print(data, length);
    } else if (isEither(53, from, to)) {
      dns.printOfStream(data, length);
    }
  }

  private static boolean isEither(int port, int from, int to) {
    return from == port || to == port;
  }
}
