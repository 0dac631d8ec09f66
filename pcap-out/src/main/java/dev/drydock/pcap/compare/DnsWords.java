package dev.drydock.pcap.compare;

import dev.drydock.pcap.print.DnsNames;
import dev.drydock.pcap.print.Octets;
import java.util.ArrayList;
import java.util.List;

/// A DNS message (RFC 1035): names and types asked for, answers with their times to live, sorted.
final class DnsWords {
  private static final int HEADER_BYTES = 12;
  private static final int A = 1;
  private static final int AAAA = 28;

  private final Octets message;
  private int at = HEADER_BYTES;

  private DnsWords(Octets message) {
    this.message = message;
  }

  static String of(Octets message) {
    try {
      return new DnsWords(message).text();
    } catch (Octets.CutOff e) {
      return "dns malformed";
    }
  }

  private String text() {
    int flags = message.u16(2);
    List<String> questions = new ArrayList<>();
    for (int i = message.u16(4); i > 0; i--) {
      questions.add(name() + "/" + message.u16(at));
      at += 4;
    }
    List<String> answers = new ArrayList<>();
    for (int i = message.u16(6); i > 0; i--) {
      name();
      answers.add(answer());
    }
    answers.sort(null);
    String word = (flags & 0x8000) != 0 ? "resp" : "query";
    String asked = String.join(" ", questions);
    String told = String.join(" ", answers);
    return "dns " + word + " rcode " + (flags & 15) + " " + asked + " -> " + told;
  }

  private String answer() {
    int type = message.u16(at);
    long lifetime = message.u32(at + 4);
    int length = message.u16(at + 8);
    int data = at + 10;
    message.need(data + length);
    at = data + length;
    String value =
        switch (type) {
          case A -> message.ipv4(data);
          case AAAA -> message.ipv6(data);
          default -> hex(data, length);
        };
    return type + ":" + lifetime + ":" + value;
  }

  private String hex(int from, int length) {
    StringBuilder text = new StringBuilder(2 * length);
    for (int i = 0; i < length; i++) {
      text.append("%02x".formatted(message.u8(from + i)));
    }
    return text.toString();
  }

  /// Reads a name, and goes on behind it.
  private String name() {
    String name = DnsNames.read(message, at);
    if (name.endsWith(DnsNames.LOOP)) {
      throw new Octets.CutOff();
    }
    at = DnsNames.end(message, at);
    return name.equals(".") ? name : name.substring(0, name.length() - 1);
  }
}
