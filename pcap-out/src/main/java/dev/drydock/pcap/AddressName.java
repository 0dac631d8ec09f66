package dev.drydock.pcap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A name that a capture file gives to an address, so that readers can show it.
///
/// @param address an IPv4 or IPv6 address
/// @param name the name, such as `web` or `one.numbers`
public record AddressName(InetAddress address, String name) {
  /// The name of an IPv4 address.
  public static AddressName ofIpv4(int address, String name) {
    return of(ByteBuffer.allocate(4).putInt(address).array(), name);
  }

  /// The name of an IPv6 address.
  public static AddressName ofIpv6(long high, long low, String name) {
    return of(ByteBuffer.allocate(16).putLong(high).putLong(low).array(), name);
  }

  static AddressName of(byte[] address, String name) {
    try {
      return new AddressName(InetAddress.getByAddress(address), name);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes: " + address.length, e);
    }
  }

  /// Takes apart a name record: an address and any number of names that end with a zero byte.
  static void readAll(byte[] record, int addressBytes, List<AddressName> into) {
    byte[] address = Arrays.copyOf(record, addressBytes);
    int from = addressBytes;
    for (int i = from; i < record.length; i++) {
      if (record[i] == 0) {
        into.add(of(address, new String(record, from, i - from, StandardCharsets.UTF_8)));
        from = i + 1;
      }
    }
  }
}
