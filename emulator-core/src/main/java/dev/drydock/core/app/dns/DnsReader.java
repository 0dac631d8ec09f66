package dev.drydock.core.app.dns;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads messages. Any bytes may come; what is no message gives null.
public final class DnsReader {
  /// A name points no further than this many times.
  private static final int POINTERS_MAX = 126;

  private final byte[] data;
  private final int start;
  private final int end;
  private int at;

  /// Whether something did not fit; then whatever was read is of no use.
  private boolean broken;

  private DnsReader(byte[] data, int start, int length) {
    this.data = data;
    this.start = start;
    this.end = start + length;
    this.at = start;
  }

  /// The message in a range of bytes; null when it is none. Bytes behind it do not matter.
  public static @Nullable DnsMessage read(byte[] data, int offset, int length) {
    return new DnsReader(data, offset, length).message();
  }

  private @Nullable DnsMessage message() {
    if (end - at < DnsMessage.HEADER_BYTES) {
      return null;
    }
    int id = u16();
    int flags = u16();
    int[] counts = {u16(), u16(), u16(), u16()};
    List<DnsQuestion> questions = new ArrayList<>();
    for (int i = 0; i < counts[0] && !broken; i++) {
      questions.add(new DnsQuestion(name(end), u16(), u16()));
    }
    List<DnsRecord> answers = records(counts[1]);
    List<DnsRecord> authorities = records(counts[2]);
    List<DnsRecord> additionals = records(counts[3]);
    return broken ? null : new DnsMessage(id, flags, questions, answers, authorities, additionals);
  }

  private List<DnsRecord> records(int count) {
    List<DnsRecord> records = new ArrayList<>();
    for (int i = 0; i < count && !broken; i++) {
      String name = name(end);
      int type = u16();
      int recordClass = u16();
      long ttl = u32();
      int length = u16();
      int stop = at + length;
      if (broken || stop > end) {
        broken = true;
        break;
      }
      DnsData content = data(type, stop);
      broken |= at != stop;
      records.add(new DnsRecord(name, type, recordClass, ttl, content));
    }
    return records;
  }

  private DnsData data(int type, int stop) {
    int length = stop - at;
    return switch (type) {
      case DnsType.A -> length == 4 ? new DnsData.Address(IpAddress.v4((int) u32())) : opaque(stop);
      case DnsType.AAAA ->
          length == 16
              ? new DnsData.Address(
                  new IpAddress((u32() << 32) | u32(), (u32() << 32) | u32(), true))
              : opaque(stop);
      case DnsType.NS, DnsType.CNAME, DnsType.PTR -> new DnsData.Name(name(stop));
      case DnsType.MX -> new DnsData.MailServer(u16(), name(stop));
      case DnsType.SRV -> new DnsData.Service(u16(), u16(), u16(), name(stop));
      case DnsType.SOA -> zoneStart(stop);
      case DnsType.TXT -> text(stop);
      default -> opaque(stop);
    };
  }

  private DnsData zoneStart(int stop) {
    String name = name(stop);
    String mailbox = name(stop);
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < DnsData.ZoneStart.NUMBERS; i++) {
      numbers.add(u32());
    }
    return new DnsData.ZoneStart(name, mailbox, numbers);
  }

  private DnsData text(int stop) {
    List<String> strings = new ArrayList<>();
    while (at < stop && !broken) {
      int length = data[at] & 0xff;
      if (at + 1 + length > stop) {
        broken = true;
        break;
      }
      strings.add(new String(data, at + 1, length, StandardCharsets.ISO_8859_1));
      at += 1 + length;
    }
    return new DnsData.Text(strings);
  }

  private DnsData opaque(int stop) {
    String hex = HexFormat.of().formatHex(data, at, stop);
    at = stop;
    return new DnsData.Opaque(hex);
  }

  /// A name that may end in a pointer (RFC 1035 section 4.1.4).
  ///
  /// @param limit where it must have ended, as far as it stands here
  private String name(int limit) {
    StringBuilder name = new StringBuilder();
    int from = at;
    int stop = limit;
    int pointers = 0;
    int bytes = 1;
    boolean jumped = false;
    while (!broken) {
      int length = from < stop ? data[from] & 0xff : -1;
      if (length == 0) {
        at = jumped ? at : from + 1;
        return name.toString();
      }
      if (length >= 0xc0 && from + 1 < stop && ++pointers <= POINTERS_MAX) {
        at = jumped ? at : from + 2;
        jumped = true;
        from = start + (Bytes.u16(data, from) & 0x3fff);
        stop = end;
        continue;
      }
      bytes += length + 1;
      if (length < 0
          || length > DnsName.LABEL_BYTES_MAX
          || from + 1 + length > stop
          || bytes > DnsName.NAME_BYTES_MAX) {
        broken = true;
        break;
      }
      DnsName.append(name, data, from + 1, length);
      from += 1 + length;
    }
    return "";
  }

  private int u16() {
    if (end - at < 2) {
      broken = true;
      return 0;
    }
    at += 2;
    return Bytes.u16(data, at - 2);
  }

  private long u32() {
    long high = u16();
    return (high << 16) | u16();
  }
}
