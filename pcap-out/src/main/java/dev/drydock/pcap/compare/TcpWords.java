package dev.drydock.pcap.compare;

import dev.drydock.pcap.compare.FrameWords.Ends;
import dev.drydock.pcap.print.Octets;
import java.util.ArrayList;
import java.util.List;

/// A TCP segment: flags, numbers from where the connection began, length, options in their order.
final class TcpWords {
  private static final String FLAGS = "FSRPAUEC";
  private static final int SYN = 2;
  private static final int ACK = 16;

  private final FrameNames names;

  TcpWords(FrameNames names) {
    this.names = names;
  }

  String of(Octets segment, Ends ends, int length) {
    segment.need(16);
    int from = segment.u16(0);
    int to = segment.u16(2);
    int header = (segment.u8(12) >> 4) * 4;
    int flags = segment.u8(13);
    String direction = direction(ends, from, to);
    if ((flags & SYN) != 0) {
      names.begins(direction, segment.i32(4));
    }
    String sequence = names.since(direction, segment.i32(4));
    String acknowledged =
        (flags & ACK) == 0
            ? "0"
            : names.since(direction(ends.reversed(), to, from), segment.i32(8));
    String ports = names.port(from) + ">" + names.port(to);
    String numbers = " seq " + sequence + " ack " + acknowledged + " len " + (length - header);
    String window = (flags & SYN) == 0 ? "" : " win " + segment.u16(14);
    return "tcp " + ports + " " + flags(flags) + numbers + window + options(segment.first(header));
  }

  private static String direction(Ends ends, int from, int to) {
    return ends.source() + " " + from + " " + ends.destination() + " " + to;
  }

  private static String flags(int flags) {
    StringBuilder text = new StringBuilder(FLAGS.length());
    for (int i = 0; i < FLAGS.length(); i++) {
      if ((flags >> i & 1) != 0) {
        text.append(FLAGS.charAt(i));
      }
    }
    return text.toString();
  }

  private static String options(Octets header) {
    List<String> words = new ArrayList<>();
    int at = 20;
    while (at < header.size() && header.u8(at) != 0) {
      int kind = header.u8(at);
      if (kind == 1) {
        at++;
        continue;
      }
      words.add(option(kind, header, at + 2));
      at += Math.max(header.u8(at + 1), 2);
    }
    return words.isEmpty() ? "" : " " + String.join(",", words);
  }

  private static String option(int kind, Octets header, int value) {
    return switch (kind) {
      case 2 -> "mss" + header.u16(value);
      case 3 -> "ws" + header.u8(value);
      case 4 -> "sackok";
      case 5 -> "sack";
      case 8 -> "ts";
      default -> "opt" + kind;
    };
  }
}
