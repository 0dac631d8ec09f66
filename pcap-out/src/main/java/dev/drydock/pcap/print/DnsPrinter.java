package dev.drydock.pcap.print;

import java.util.List;

/// DNS (`print-domain.c`).
final class DnsPrinter {
  private static final List<String> OPERATIONS =
      List.of(
          "",
          " inv_q",
          " stat",
          " op3",
          " notify",
          " update",
          " op6",
          " op7",
          " op8",
          " updateA",
          " updateD",
          " updateDA",
          " updateM",
          " updateMA",
          " zoneInit",
          " zoneRef");

  private static final List<String> OUTCOMES =
      List.of(
          "",
          " FormErr",
          " ServFail",
          " NXDomain",
          " NotImp",
          " Refused",
          " YXDomain",
          " YXRRSet",
          " NXRRSet",
          " NotAuth",
          " NotZone",
          " Resp11",
          " Resp12",
          " Resp13",
          " Resp14",
          " NoChange");

  private static final int HEADER_BYTES = 12;
  private static final int OPT = 41;

  private final PrintContext context;

  DnsPrinter(PrintContext context) {
    this.context = context;
  }

  /// A message in a TCP segment, with its length before it.
  void printOfStream(Octets data, int length) {
    if (length < 2) {
      return;
    }
    int told = data.u16(0);
    context.out().append(' ');
    print(data.after(2), Math.min(told, length - 2));
  }

  void print(Octets message, int length) {
    context.enter("domain");
    message.need(HEADER_BYTES);
    Octets whole = message.first(length);
    int flags = whole.u16(2);
    StringBuilder out = context.out().append(whole.u16(0));
    out.append(OPERATIONS.get((flags >> 11) & 15));
    if ((flags & 0x8000) != 0) {
      response(whole, flags);
    } else {
      query(whole, flags);
    }
    out.append(" (").append(length).append(')');
  }

  private void response(Octets message, int flags) {
    StringBuilder out = context.out().append(OUTCOMES.get(flags & 15));
    out.append((flags & 0x0400) == 0 ? "" : "*");
    out.append((flags & 0x0080) == 0 ? "-" : "");
    out.append((flags & 0x0200) == 0 ? "" : "|");
    out.append((flags & 0x0020) == 0 ? "" : "$");
    int questions = message.u16(4);
    out.append(questions == 1 ? "" : " [" + questions + "q]");
    int at = HEADER_BYTES;
    for (int i = 0; i < questions; i++) {
      out.append(i == 0 ? "" : ",");
      if (context.options().verbose() > 1) {
        out.append(" q:");
        at = question(message, at);
      } else {
        at = DnsNames.end(message, at) + 4;
      }
    }
    int answers = message.u16(6);
    int authorities = message.u16(8);
    int more = message.u16(10);
    out.append(' ').append(answers).append('/').append(authorities).append('/').append(more);
    at = records(message, at, answers, "");
    if (context.options().verbose() > 1) {
      at = records(message, at, authorities, " ns:");
      records(message, at, more, " ar:");
    }
  }

  private void query(Octets message, int flags) {
    StringBuilder out = context.out();
    out.append((flags & 0x0100) == 0 ? "" : "+");
    out.append((flags & 0x0010) == 0 ? "" : "%");
    if ((flags & 0x06cf) != 0) {
      out.append(" [b2&3=0x").append(Integer.toHexString(flags)).append(']');
    }
    int questions = message.u16(4);
    int answers = message.u16(6);
    int authorities = message.u16(8);
    int more = message.u16(10);
    out.append(answers == 0 ? "" : " [" + answers + "a]");
    out.append(authorities == 0 ? "" : " [" + authorities + "n]");
    out.append(more == 0 ? "" : " [" + more + "au]");
    out.append(questions == 1 ? "" : " [" + questions + "q]");
    int at = HEADER_BYTES;
    for (int i = 0; i < questions; i++) {
      out.append(i == 0 ? "" : ",");
      at = question(message, at);
    }
    if (context.options().verbose() > 1) {
      at = records(message, at, answers, " an:");
      at = records(message, at, authorities, " ns:");
      records(message, at, more, " ar:");
    }
  }

  private int question(Octets message, int at) {
    int end = DnsNames.end(message, at);
    StringBuilder out = context.out().append(' ').append(type(message.u16(end)));
    int kind = message.u16(end + 2) & 0x7fff;
    out.append(kind == 1 ? "" : " " + kindText(kind))
        .append("? ")
        .append(DnsNames.read(message, at));
    return end + 4;
  }

  private static String kindText(int kind) {
    return switch (kind) {
      case 3 -> "CHAOS";
      case 4 -> "HS";
      case 255 -> "ANY";
      default -> "(Class " + kind + ")";
    };
  }

  private int records(Octets message, int from, int count, String title) {
    int at = from;
    context.out().append(count == 0 ? "" : title);
    for (int i = 0; i < count; i++) {
      context.out().append(i == 0 ? "" : ",");
      at = record(message, at);
    }
    return at;
  }

  private int record(Octets message, int at) {
    StringBuilder out = context.out();
    boolean verbose = context.options().verbose() > 0;
    out.append(verbose ? " " + DnsNames.read(message, at) : "");
    int fields = DnsNames.end(message, at);
    int type = message.u16(fields);
    int kind = message.u16(fields + 2) & 0x7fff;
    out.append(kind == 1 || type == OPT ? "" : " " + kindText(kind));
    if (type != OPT && context.options().verbose() > 2) {
      out.append(" [").append(duration(message.u32(fields + 4))).append(']');
    }
    out.append(' ').append(type(type));
    int length = message.u16(fields + 8);
    int data = fields + 10;
    message.need(data + length);
    data(message, type, data, length);
    if (type == OPT) {
      out.append(" UDPsize=").append(message.u16(fields + 2));
      out.append((message.u16(fields + 6) & 0x8000) == 0 ? "" : " DO");
    }
    return data + length;
  }

  private void data(Octets message, int type, int at, int length) {
    StringBuilder out = context.out();
    switch (type) {
      case 1 -> out.append(' ').append(context.host(message.ipv4(at)));
      case 2, 5, 12, 39 -> out.append(' ').append(DnsNames.read(message, at));
      case 15 ->
          out.append(' ')
              .append(DnsNames.read(message, at + 2))
              .append(' ')
              .append(message.u16(at));
      case 16 -> texts(message, at, at + length);
      case 28 -> out.append(' ').append(context.host(message.ipv6(at)));
      case 33 -> {
        out.append(' ')
            .append(DnsNames.read(message, at + 6))
            .append(':')
            .append(message.u16(at + 4));
        out.append(' ').append(message.u16(at)).append(' ').append(message.u16(at + 2));
      }
      default -> {}
    }
  }

  private void texts(Octets message, int from, int end) {
    int at = from;
    while (at < end) {
      int length = message.u8(at);
      context.out().append(" \"").append(message.text(at + 1, length)).append('"');
      at += length + 1;
    }
  }

  /// `1d2h`: `unsigned_relts_print`.
  private static String duration(long seconds) {
    StringBuilder text = new StringBuilder();
    long left = seconds;
    String units = "wdhms";
    long[] sizes = {604_800, 86_400, 3600, 60, 1};
    for (int i = 0; i < sizes.length; i++) {
      if (left / sizes[i] > 0) {
        text.append(left / sizes[i]).append(units.charAt(i));
        left %= sizes[i];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static String type(int type) {
    return switch (type) {
      case 1 -> "A";
      case 2 -> "NS";
      case 5 -> "CNAME";
      case 6 -> "SOA";
      case 12 -> "PTR";
      case 13 -> "HINFO";
      case 15 -> "MX";
      case 16 -> "TXT";
      case 28 -> "AAAA";
      case 33 -> "SRV";
      case 41 -> "OPT";
      case 43 -> "DS";
      case 46 -> "RRSIG";
      case 48 -> "DNSKEY";
      case 64 -> "SVCB";
      case 65 -> "HTTPS";
      case 252 -> "AXFR";
      case 255 -> "ANY";
      default -> "Type" + type;
    };
  }
}
