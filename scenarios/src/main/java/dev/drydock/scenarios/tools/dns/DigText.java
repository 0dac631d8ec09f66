package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.sim.Calendar;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A message as `dig` prints it (`dns_message_totext`, `lib/dns/masterdump.c`).
final class DigText {
  private static final int TAB = 8;
  private static final int TTL_COLUMN = 24;
  private static final int CLASS_COLUMN = 32;
  private static final int TYPE_COLUMN = 40;
  private static final int DATA_COLUMN = 48;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ROOT);

  /// Extended errors (RFC 8914).
  private static final List<String> ERRORS =
      List.of(
          "Other",
          "Unsupported DNSKEY Algorithm",
          "Unsupported DS Digest Type",
          "Stale Answer",
          "Forged Answer",
          "DNSSEC Indeterminate",
          "DNSSEC Bogus",
          "Signature Expired",
          "Signature Not Yet Valid",
          "DNSKEY Missing",
          "RRSIGs Missing",
          "No Zone Key Bit Set",
          "NSEC Missing",
          "Cached Error",
          "Not Ready",
          "Blocked",
          "Censored",
          "Filtered",
          "Prohibited",
          "Stale NXDOMAIN Answer",
          "Not Authoritative",
          "Not Supported",
          "No Reachable Authority",
          "Network Error",
          "Invalid Data");

  private final DigOptions options;
  private final StringBuilder text = new StringBuilder();

  DigText(DigOptions options) {
    this.options = options;
  }

  /// The answers of `+short`.
  List<String> shortly(DnsMessage message) {
    return message.answers().stream().map(RecordText::data).toList();
  }

  /// Header and sections.
  String message(DnsMessage message) {
    if (options.comments) {
      text.append(";; Got answer:\n");
      header(message);
      DnsRecord edns = message.edns();
      if (edns != null) {
        edns(edns);
      }
    }
    if (options.question && !message.questions().isEmpty()) {
      title("QUESTION");
      message.questions().forEach(this::question);
      end();
    }
    section("ANSWER", options.answer, message.answers());
    section("AUTHORITY", options.authority, message.authorities());
    List<DnsRecord> additionals =
        message.additionals().stream().filter(r -> r.type() != DnsType.OPT).toList();
    section("ADDITIONAL", options.additional, additionals);
    return text.toString();
  }

  private void header(DnsMessage message) {
    text.append(";; ->>HEADER<<- opcode: ")
        .append((message.flags() & 0x7800) == 0 ? "QUERY" : "RESERVED")
        .append(", status: ")
        .append(DnsMessage.codeName(message.responseCode()))
        .append(", id: ")
        .append(message.id())
        .append("\n;; flags:");
    flag(message, DnsMessage.QR, "qr");
    flag(message, DnsMessage.AA, "aa");
    flag(message, DnsMessage.TC, "tc");
    flag(message, DnsMessage.RD, "rd");
    flag(message, DnsMessage.RA, "ra");
    flag(message, DnsMessage.AD, "ad");
    flag(message, DnsMessage.CD, "cd");
    text.append("; QUERY: ").append(message.questions().size());
    text.append(", ANSWER: ").append(message.answers().size());
    text.append(", AUTHORITY: ").append(message.authorities().size());
    text.append(", ADDITIONAL: ").append(message.additionals().size()).append('\n');
    if (message.has(DnsMessage.RD) && !message.has(DnsMessage.RA)) {
      text.append(";; WARNING: recursion requested but not available\n");
    }
    text.append('\n');
  }

  private void flag(DnsMessage message, int bit, String word) {
    if (message.has(bit)) {
      text.append(' ').append(word);
    }
  }

  private void edns(DnsRecord edns) {
    boolean dnssec = (edns.ttlSeconds() & DnsRecord.DNSSEC_OK) != 0;
    text.append(";; OPT PSEUDOSECTION:\n; EDNS: version: ")
        .append((edns.ttlSeconds() >>> 16) & 0xff)
        .append(", flags:")
        .append(dnssec ? " do" : "")
        .append("; udp: ")
        .append(edns.recordClass())
        .append('\n');
    if (edns.data() instanceof DnsData.Opaque(String hex)) {
      for (int at = 0; at + 8 <= hex.length(); ) {
        int code = Integer.parseInt(hex.substring(at, at + 4), 16);
        int end = at + 8 + 2 * Integer.parseInt(hex.substring(at + 4, at + 8), 16);
        if (end > hex.length()) {
          return;
        }
        option(code, hex.substring(at + 8, end));
        at = end;
      }
    }
  }

  private void option(int code, String hex) {
    switch (code) {
      case 10 -> text.append("; COOKIE: ").append(hex).append('\n');
      case 15 -> {
        int error = hex.length() < 4 ? 0 : Integer.parseInt(hex.substring(0, 4), 16);
        text.append("; EDE: ").append(error);
        text.append(error < ERRORS.size() ? " (" + ERRORS.get(error) + ")" : "").append('\n');
      }
      default -> text.append("; OPT=").append(code).append(": ").append(hex).append('\n');
    }
  }

  private void title(String section) {
    if (options.comments) {
      text.append(";; ").append(section).append(" SECTION:\n");
    }
  }

  private void end() {
    if (options.comments) {
      text.append('\n');
    }
  }

  private void section(String name, boolean shown, List<DnsRecord> records) {
    if (shown && !records.isEmpty()) {
      title(name);
      records.forEach(this::line);
      end();
    }
  }

  /// A question: the sign before it takes no part in the columns (`question_totext`).
  private void question(DnsQuestion question) {
    Columns line = new Columns();
    line.put(DnsName.full(question.name()));
    line.indent(options.showsClass ? CLASS_COLUMN : TYPE_COLUMN);
    if (options.showsClass) {
      line.put(className(question.questionClass()));
      line.indent(TYPE_COLUMN);
    }
    line.put(DnsType.name(question.type()));
    text.append(';').append(line).append('\n');
  }

  private void line(DnsRecord item) {
    Columns line = new Columns();
    line.put(DnsName.full(item.name()));
    line.indent(TTL_COLUMN);
    if (options.ttl) {
      line.put(Long.toString(item.ttlSeconds()));
      line.indent(CLASS_COLUMN);
    }
    if (options.showsClass) {
      line.put(className(item.recordClass()));
      line.indent(TYPE_COLUMN);
    }
    line.put(DnsType.name(item.type()));
    line.indent(DATA_COLUMN);
    line.put(RecordText.data(item));
    text.append(line).append('\n');
  }

  private static String className(int number) {
    return switch (number) {
      case DnsRecord.INTERNET -> "IN";
      case DnsRecord.CHAOS -> "CH";
      case DnsRecord.HESIOD -> "HS";
      default -> "CLASS" + number;
    };
  }

  /// What is said below a message.
  static String statistics(ServerTalk talk, String server, long nowNanos) {
    List<String> lines = new ArrayList<>();
    lines.add(";; Query time: " + talk.durationNanos() / 1_000_000 + " msec");
    String protocol = talk.isStream() ? "TCP" : "UDP";
    lines.add(";; SERVER: " + talk.socket() + "(" + server + ") (" + protocol + ")");
    lines.add(";; WHEN: " + DATE.format(Calendar.at(nowNanos).atOffset(ZoneOffset.UTC)));
    lines.add(";; MSG SIZE  rcvd: " + talk.size());
    return String.join("\n", lines) + "\n\n";
  }

  /// A line whose words begin at columns, parted by tabs and blanks (`indent`).
  private static final class Columns {
    private final StringBuilder line = new StringBuilder();
    private int column;

    void put(String word) {
      line.append(word);
      column += word.length();
    }

    void indent(int wanted) {
      int to = Math.max(wanted, column + 1);
      int tabs = to / TAB - column / TAB;
      line.append("\t".repeat(tabs));
      int from = tabs > 0 ? to / TAB * TAB : column;
      line.append(" ".repeat(to - from));
      column = to;
    }

    @Override
    public String toString() {
      return line.toString();
    }
  }
}
