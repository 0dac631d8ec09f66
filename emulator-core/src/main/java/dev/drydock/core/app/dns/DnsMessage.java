package dev.drydock.core.app.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message (RFC 1035 section 4.1), query or response.
///
/// @param id which response belongs to which query
/// @param flags the second word of the header
/// @param questions usually one
/// @param answers to the question
/// @param authorities where to ask
/// @param additionals what is also of use; EDNS is among them
public record DnsMessage(
    int id,
    int flags,
    List<DnsQuestion> questions,
    List<DnsRecord> answers,
    List<DnsRecord> authorities,
    List<DnsRecord> additionals) {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 12;

  /// Bytes of a datagram without EDNS (RFC 1035 section 4.2.1).
  public static final int DATAGRAM_BYTES = 512;

  /// The port of servers.
  public static final int PORT = 53;

  /// It is a response.
  public static final int QR = 0x8000;

  /// The answer is authoritative.
  public static final int AA = 0x0400;

  /// It was cut off.
  public static final int TC = 0x0200;

  /// Recursion is desired.
  public static final int RD = 0x0100;

  /// Recursion is available.
  public static final int RA = 0x0080;

  /// The data are authentic.
  public static final int AD = 0x0020;

  /// Checking is disabled.
  public static final int CD = 0x0010;

  /// Everything is fine.
  public static final int NOERROR = 0;

  /// The server failed.
  public static final int SERVFAIL = 2;

  /// There is no such name.
  public static final int NXDOMAIN = 3;

  /// The server does not do that.
  public static final int NOTIMP = 4;

  /// The server does not want to.
  public static final int REFUSED = 5;

  private static final List<String> CODES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");

  /// Copies the lists.
  public DnsMessage {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
  }

  /// A query that desires recursion.
  public static DnsMessage query(int id, DnsQuestion question) {
    return new DnsMessage(id, RD, List.of(question), List.of(), List.of(), List.of());
  }

  /// A response to this query without any records.
  ///
  /// @param moreFlags beside those that say it is a response, and what the query desired
  public DnsMessage response(int moreFlags) {
    int kept = flags & (RD | CD | 0x7800);
    return new DnsMessage(id, QR | kept | moreFlags, questions, List.of(), List.of(), List.of());
  }

  /// The same with these answers.
  public DnsMessage withAnswers(List<DnsRecord> records) {
    return new DnsMessage(id, flags, questions, records, authorities, additionals);
  }

  /// The same with these records at its end.
  public DnsMessage withAdditionals(List<DnsRecord> records) {
    return new DnsMessage(id, flags, questions, answers, authorities, records);
  }

  /// The bytes of a response to this query, for a datagram: where it is too long, marked as cut off
  /// and without the last of its answers.
  ///
  /// @param compress whether names that stood before are pointed to
  public byte[] datagram(DnsMessage response, boolean compress) {
    byte[] bytes = DnsWriter.write(response, compress);
    List<DnsRecord> kept = response.answers;
    while (bytes.length > datagramBytes() && !kept.isEmpty()) {
      kept = kept.subList(0, kept.size() - 1);
      DnsMessage cut = response.withAnswers(kept).withFlags(response.flags | TC);
      bytes = DnsWriter.write(cut, compress);
    }
    return bytes;
  }

  private DnsMessage withFlags(int newFlags) {
    return new DnsMessage(id, newFlags, questions, answers, authorities, additionals);
  }

  /// Whether all these bits are set.
  public boolean has(int bits) {
    return (flags & bits) == bits;
  }

  /// Whether it is a response.
  public boolean isResponse() {
    return has(QR);
  }

  /// How it went, one of `NOERROR`, `NXDOMAIN` ….
  public int responseCode() {
    return flags & 0xf;
  }

  /// The name of a response code.
  public static String codeName(int code) {
    return code < CODES.size() ? CODES.get(code) : "RESERVED" + code;
  }

  /// The first question; null when there is none.
  public @Nullable DnsQuestion question() {
    return questions.isEmpty() ? null : questions.getFirst();
  }

  /// What EDNS adds; null without.
  public @Nullable DnsRecord edns() {
    for (DnsRecord extra : additionals) {
      if (extra.type() == DnsType.OPT) {
        return extra;
      }
    }
    return null;
  }

  /// How many bytes a response to this query may have in a datagram.
  public int datagramBytes() {
    DnsRecord edns = edns();
    return edns == null ? DATAGRAM_BYTES : Math.max(DATAGRAM_BYTES, edns.recordClass());
  }
}
