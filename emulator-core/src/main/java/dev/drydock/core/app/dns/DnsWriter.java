package dev.drydock.core.app.dns;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Writes messages.
public final class DnsWriter {
  /// The first byte of a pointer has its two high bits set.
  private static final int POINTER = 0xc000;

  private final boolean compress;
  private final TreeMap<String, Integer> places = new TreeMap<>();
  private byte[] data = new byte[DnsMessage.DATAGRAM_BYTES];
  private int at;

  private DnsWriter(boolean compress) {
    this.compress = compress;
  }

  /// The bytes of a message; its names are valid.
  ///
  /// @param compress whether names that stood before are pointed to
  public static byte[] write(DnsMessage message, boolean compress) {
    DnsWriter writer = new DnsWriter(compress);
    writer.message(message);
    return Arrays.copyOf(writer.data, writer.at);
  }

  private void message(DnsMessage message) {
    put16(message.id());
    put16(message.flags());
    put16(message.questions().size());
    put16(message.answers().size());
    put16(message.authorities().size());
    put16(message.additionals().size());
    for (DnsQuestion question : message.questions()) {
      putName(question.name());
      put16(question.type());
      put16(question.questionClass());
    }
    message.answers().forEach(this::putRecord);
    message.authorities().forEach(this::putRecord);
    message.additionals().forEach(this::putRecord);
  }

  private void putRecord(DnsRecord item) {
    putName(item.name());
    put16(item.type());
    put16(item.recordClass());
    put32(item.ttlSeconds());
    int lengthAt = at;
    put16(0);
    putData(item.data());
    Bytes.put16(data, lengthAt, at - lengthAt - 2);
  }

  private void putData(DnsData content) {
    switch (content) {
      case DnsData.Address(IpAddress address) -> {
        if (address.isV6()) {
          put32(address.high() >>> 32);
          put32(address.high());
          put32(address.low() >>> 32);
        }
        put32(address.low());
      }
      case DnsData.Name(String name) -> putName(name);
      case DnsData.MailServer(int preference, String name) -> {
        put16(preference);
        putName(name);
      }
      case DnsData.ZoneStart(String name, String mailbox, List<Long> numbers) -> {
        putName(name);
        putName(mailbox);
        numbers.forEach(this::put32);
      }
      case DnsData.Service(int priority, int weight, int port, String target) -> {
        put16(priority);
        put16(weight);
        put16(port);
        putPlainName(target); // RFC 2782: not compressed
      }
      case DnsData.Text(List<String> strings) -> {
        for (String string : strings) {
          byte[] bytes = string.getBytes(StandardCharsets.ISO_8859_1);
          putCounted(bytes);
        }
      }
      case DnsData.Opaque(String hex) -> putBytes(HexFormat.of().parseHex(hex));
    }
  }

  private void putName(String name) {
    List<byte[]> labels = DnsName.labels(name);
    for (int i = 0; i < labels.size(); i++) {
      String rest = restOf(labels, i);
      Integer place = compress ? places.get(rest) : null;
      if (place != null) {
        put16(POINTER | place);
        return;
      }
      if (at < POINTER >>> 2) {
        places.put(rest, at);
      }
      putCounted(labels.get(i));
    }
    putCounted(new byte[0]);
  }

  private void putPlainName(String name) {
    DnsName.labels(name).forEach(this::putCounted);
    putCounted(new byte[0]);
  }

  private static String restOf(List<byte[]> labels, int first) {
    StringBuilder rest = new StringBuilder();
    for (byte[] label : labels.subList(first, labels.size())) {
      DnsName.append(rest, label, 0, label.length);
    }
    return DnsName.key(rest.toString());
  }

  private void putCounted(byte[] bytes) {
    room(1);
    data[at++] = (byte) bytes.length;
    putBytes(bytes);
  }

  private void putBytes(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, data, at, bytes.length);
    at += bytes.length;
  }

  private void put16(int value) {
    room(2);
    Bytes.put16(data, at, value);
    at += 2;
  }

  private void put32(long value) {
    room(4);
    Bytes.put32(data, at, (int) value);
    at += 4;
  }

  private void room(int bytes) {
    if (at + bytes > data.length) {
      data = Arrays.copyOf(data, Math.max(data.length * 2, at + bytes));
    }
  }
}
