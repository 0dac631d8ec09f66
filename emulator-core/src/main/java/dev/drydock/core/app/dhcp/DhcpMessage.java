package dev.drydock.core.app.dhcp;

import dev.drydock.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A DHCP message (RFC 2131 section 2): what a client and a server say to each other, in a UDP
/// datagram between ports 68 and 67.
///
/// ```
///   0    1       2      3      4     8      10      12
///   | op | htype | hlen | hops | xid | secs | flags | ciaddr | yiaddr | siaddr | giaddr |
///   28       44      108    236           240
///   | chaddr | sname | file | 63 82 53 63 | options: code, length, bytes ... | 255
/// ```
public final class DhcpMessage {
  /// The server's port.
  public static final int SERVER_PORT = 67;

  /// The client's port.
  public static final int CLIENT_PORT = 68;

  /// The kinds of messages (RFC 2132 section 9.6).
  public static final int DISCOVER = 1;

  static final int OFFER = 2;
  static final int REQUEST = 3;
  static final int DECLINE = 4;
  static final int ACK = 5;
  static final int NAK = 6;
  static final int RELEASE = 7;
  static final int INFORM = 8;

  static final int NETMASK = 1;
  static final int ROUTER = 3;
  static final int DNS = 6;
  static final int HOSTNAME = 12;
  static final int DOMAIN = 15;
  static final int BROADCAST = 28;
  static final int REQUESTED = 50;
  static final int LEASE_SECONDS = 51;
  static final int TYPE = 53;
  static final int SERVER_ID = 54;
  static final int PARAMETERS = 55;
  static final int MESSAGE = 56;
  static final int SIZE_MAX = 57;
  static final int RENEW_SECONDS = 58;
  static final int REBIND_SECONDS = 59;
  static final int VENDOR = 60;
  static final int CLIENT_ID = 61;

  /// The flag of a client that cannot take unicasts before it has an address.
  static final int BROADCAST_FLAG = 0x8000;

  private static final int ETHERNET = 1;
  private static final int MAC_BYTES = 6;
  private static final int FIXED_BYTES = 236;
  private static final int COOKIE = 0x63825363;
  private static final int PAD = 0;
  private static final int END = 255;

  /// The smallest message that every relay passes on (RFC 1542 section 2.1).
  private static final int BYTES_MIN = 300;

  /// Whether it is from a client.
  public final boolean isRequest;

  /// The number that joins questions and answers.
  public final int xid;

  /// The client's hardware address.
  public final long mac;

  int secs;
  int flags;
  int ciaddr;
  int yiaddr;
  int giaddr;
  private int siaddr;
  private final LinkedHashMap<Integer, byte[]> options = new LinkedHashMap<>();

  private DhcpMessage(boolean isRequest, int xid, long mac) {
    this.isRequest = isRequest;
    this.xid = xid;
    this.mac = mac;
  }

  /// A client's message.
  static DhcpMessage request(int type, int xid, long mac) {
    return new DhcpMessage(true, xid, mac).put8(TYPE, type);
  }

  /// A server's answer.
  static DhcpMessage reply(DhcpMessage to, int type, int server) {
    DhcpMessage made = new DhcpMessage(false, to.xid, to.mac).put8(TYPE, type);
    made.flags = to.flags;
    made.giaddr = to.giaddr;
    made.siaddr = type == NAK ? 0 : server;
    return made.put32(SERVER_ID, server);
  }

  /// Reads a message.
  ///
  /// @return null when it is none
  public static @Nullable DhcpMessage parse(byte[] data, int at, int length) {
    boolean isDhcp =
        length >= FIXED_BYTES + 4
            && Bytes.u8(data, at + 1) == ETHERNET
            && Bytes.u8(data, at + 2) == MAC_BYTES
            && Bytes.i32(data, at + FIXED_BYTES) == COOKIE;
    if (!isDhcp) {
      return null;
    }
    boolean isRequest = Bytes.u8(data, at) == 1;
    DhcpMessage message =
        new DhcpMessage(isRequest, Bytes.i32(data, at + 4), Bytes.u48(data, at + 28));
    message.secs = Bytes.u16(data, at + 8);
    message.flags = Bytes.u16(data, at + 10);
    message.ciaddr = Bytes.i32(data, at + 12);
    message.yiaddr = Bytes.i32(data, at + 16);
    message.siaddr = Bytes.i32(data, at + 20);
    message.giaddr = Bytes.i32(data, at + 24);
    message.readOptions(data, at + FIXED_BYTES + 4, at + length);
    return message.type() == 0 ? null : message;
  }

  private void readOptions(byte[] data, int from, int end) {
    int at = from;
    while (at < end && Bytes.u8(data, at) != END) {
      if (Bytes.u8(data, at) == PAD) {
        at++;
        continue;
      }
      int bytes = at + 1 < end ? Bytes.u8(data, at + 1) : 0;
      if (at + 2 + bytes > end) {
        return;
      }
      byte[] value = new byte[bytes];
      System.arraycopy(data, at + 2, value, 0, bytes);
      options.put(Bytes.u8(data, at), value);
      at += 2 + bytes;
    }
  }

  /// The message as a datagram's payload, filled up to the least size.
  byte[] toBytes() {
    int bytes = FIXED_BYTES + 4 + 1;
    for (byte[] value : options.values()) {
      bytes += 2 + value.length;
    }
    byte[] data = new byte[Math.max(bytes, BYTES_MIN)];
    Bytes.put8(data, 0, isRequest ? 1 : 2);
    Bytes.put8(data, 1, ETHERNET);
    Bytes.put8(data, 2, MAC_BYTES);
    Bytes.put32(data, 4, xid);
    Bytes.put16(data, 8, secs);
    Bytes.put16(data, 10, flags);
    Bytes.put32(data, 12, ciaddr);
    Bytes.put32(data, 16, yiaddr);
    Bytes.put32(data, 20, siaddr);
    Bytes.put32(data, 24, giaddr);
    Bytes.put48(data, 28, mac);
    Bytes.put32(data, FIXED_BYTES, COOKIE);
    int at = FIXED_BYTES + 4;
    for (Map.Entry<Integer, byte[]> option : options.entrySet()) {
      byte[] value = option.getValue();
      Bytes.put8(data, at, option.getKey());
      Bytes.put8(data, at + 1, value.length);
      System.arraycopy(value, 0, data, at + 2, value.length);
      at += 2 + value.length;
    }
    Bytes.put8(data, at, END);
    return data;
  }

  // ---- options ---------------------------------------------------------------------------

  /// What kind of message it is, 0 for none.
  public int type() {
    byte[] value = options.get(TYPE);
    return value == null || value.length != 1 ? 0 : value[0];
  }

  byte @Nullable [] option(int code) {
    return options.get(code);
  }

  /// A number or an address, 0 when it is not there.
  int value(int code) {
    byte[] value = options.get(code);
    return value == null || value.length < 4 ? 0 : Bytes.i32(value, 0);
  }

  String text(int code) {
    byte[] value = options.get(code);
    return value == null ? "" : new String(value, StandardCharsets.US_ASCII);
  }

  /// Whether the client asks for an option.
  boolean asksFor(int code) {
    byte[] wanted = options.get(PARAMETERS);
    if (wanted == null) {
      return true;
    }
    for (byte each : wanted) {
      if ((each & 0xff) == code) {
        return true;
      }
    }
    return false;
  }

  DhcpMessage put(int code, byte[] value) {
    options.put(code, value);
    return this;
  }

  DhcpMessage put8(int code, int value) {
    return put(code, new byte[] {(byte) value});
  }

  DhcpMessage put16(int code, int value) {
    byte[] bytes = new byte[2];
    Bytes.put16(bytes, 0, value);
    return put(code, bytes);
  }

  DhcpMessage put32(int code, int value) {
    byte[] bytes = new byte[4];
    Bytes.put32(bytes, 0, value);
    return put(code, bytes);
  }

  DhcpMessage putText(int code, String text) {
    return put(code, text.getBytes(StandardCharsets.US_ASCII));
  }
}
