package dev.drydock.pcap.dissect;

import org.pcap4j.packet.DnsDomainName;
import org.pcap4j.packet.DnsPacket;
import org.pcap4j.packet.DnsPacket.DnsHeader;
import org.pcap4j.packet.DnsQuestion;
import org.pcap4j.packet.DnsRDataA;
import org.pcap4j.packet.DnsRDataAaaa;
import org.pcap4j.packet.DnsRDataCName;
import org.pcap4j.packet.DnsRDataPtr;
import org.pcap4j.packet.DnsResourceRecord;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.namednumber.DnsResourceRecordType;

/// What a DNS message says (RFC 1035).
final class DnsText {
  /// The record that tells the sender's abilities (RFC 6891).
  private static final short OPT = 41;

  private DnsText() {}

  static String of(DnsPacket dns) {
    DnsHeader header = dns.getHeader();
    byte[] message = header.getRawData();
    StringBuilder text = new StringBuilder("Standard query");
    text.append(header.isResponse() ? " response" : "");
    text.append(" 0x%04x".formatted(header.getId() & 0xffff));
    text.append(header.isResponse() ? outcome(header.getrCode().value()) : "");
    for (DnsQuestion question : header.getQuestions()) {
      text.append(' ').append(type(question.getQType()));
      text.append(' ').append(name(question.getQName(), message));
    }
    for (DnsResourceRecord answer : header.getAnswers()) {
      text.append(' ').append(type(answer.getDataType())).append(data(answer, message));
    }
    for (DnsResourceRecord more : header.getAdditionalInfo()) {
      text.append(more.getDataType().value() == OPT ? " OPT" : "");
    }
    return text.toString();
  }

  private static String outcome(byte code) {
    return switch (code) {
      case 0 -> "";
      case 1 -> " Format error";
      case 2 -> " Server failure";
      case 3 -> " No such name";
      case 4 -> " Not implemented";
      case 5 -> " Refused";
      default -> " error " + code;
    };
  }

  private static String type(DnsResourceRecordType type) {
    return switch (type.value()) {
      case 1 -> "A";
      case 2 -> "NS";
      case 5 -> "CNAME";
      case 6 -> "SOA";
      case 12 -> "PTR";
      case 15 -> "MX";
      case 16 -> "TXT";
      case 28 -> "AAAA";
      case 33 -> "SRV";
      default -> "type " + (type.value() & 0xffff);
    };
  }

  private static String data(DnsResourceRecord record, byte[] message) {
    return switch (record.getRData()) {
      case DnsRDataA a -> " " + AddressText.of(a.getAddress());
      case DnsRDataAaaa a -> " " + AddressText.of(a.getAddress());
      case DnsRDataCName other -> " " + name(other.getCName(), message);
      case DnsRDataPtr other -> " " + name(other.getPtrDName(), message);
      case null, default -> "";
    };
  }

  private static String name(DnsDomainName name, byte[] message) {
    try {
      String text = name.decompress(message);
      return text.isEmpty() ? "<Root>" : text;
    } catch (IllegalRawDataException e) {
      return "<malformed name>";
    }
  }
}
