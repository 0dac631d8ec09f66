package dev.drydock.core.wire;

/// Messages of the spanning tree (IEEE 802.1D-1998, section 9), in an 802.3 frame with an LLC
/// header.
///
/// ```
///   0     6     12     14       17       20      21     22      30    34        42      44
///   | dst | src | len  | 424203 | 000000 | type  | flags | root  | cost | bridge | port  |
///   44           46        48           50
///   | message age | max age | hello time | forward delay |      each in 1/256 s
/// ```
///
/// A message of a topology change ends behind the type.
///
/// @param flags [#CHANGING] and [#ACKNOWLEDGED]
/// @param root the root: its priority in the upper 16 bits, then its address
/// @param cost what the sender's way to the root costs
/// @param bridge the sender, in the form of `root`
/// @param port the sender's port
/// @param messageAge how old the news of the root is, in 1/256 s like the times that follow
/// @param maxAge how old it may become
/// @param helloTime how often the root speaks
/// @param forwardDelay how long ports listen, and how long they learn
public record Bpdu(
    int flags,
    long root,
    int cost,
    long bridge,
    int port,
    int messageAge,
    int maxAge,
    int helloTime,
    int forwardDelay) {
  /// Where they are sent to: the bridge group address.
  public static final long GROUP = 0x0180_c200_0000L;

  /// Where those of provider bridges (802.1ad) are sent to.
  public static final long PROVIDER_GROUP = GROUP + 8;

  /// The type of a configuration message.
  public static final int CONFIG = 0x00;

  /// The type of a notice that the topology changed.
  public static final int TOPOLOGY_CHANGE = 0x80;

  /// Bytes of a frame with a configuration message.
  public static final int CONFIG_BYTES = 52;

  /// Bytes of a frame with the notice of a change.
  public static final int TOPOLOGY_CHANGE_BYTES = 21;

  /// Flag: the topology is changing.
  public static final int CHANGING = 0x01;

  /// Flag: the notice of a change has arrived.
  public static final int ACKNOWLEDGED = 0x80;

  /// Parts of a second in which times are told.
  public static final int TICKS_PER_SECOND = 256;

  private static final int LLC = 0x424203;
  private static final int LLC_BYTES = 3;
  private static final int BODY = Ethernet.HEADER_BYTES + LLC_BYTES;
  private static final int FLAGS = BODY + 4;
  private static final int ROOT = FLAGS + 1;
  private static final int COST = ROOT + 8;
  private static final int BRIDGE = COST + 4;
  private static final int PORT = BRIDGE + 8;
  private static final int MESSAGE_AGE = PORT + 2;
  private static final int MAX_AGE = MESSAGE_AGE + 2;
  private static final int HELLO_TIME = MAX_AGE + 2;
  private static final int FORWARD_DELAY = HELLO_TIME + 2;

  /// Bytes from the protocol number on that a receiver wants of a configuration (`br_stp_rcv`).
  private static final int CONFIG_BODY_MIN = 35;

  /// Whether a frame to the group address holds a message of this protocol, complete.
  public static boolean isValid(byte[] data, int at, int length) {
    if (length < TOPOLOGY_CHANGE_BYTES
        || (Bytes.i32(data, at + Ethernet.HEADER_BYTES) >>> 8) != LLC
        || (Bytes.i32(data, at + BODY) >>> 8) != 0) {
      return false;
    }
    return type(data, at) == TOPOLOGY_CHANGE
        || (type(data, at) == CONFIG && length >= BODY + CONFIG_BODY_MIN);
  }

  /// The type of the message in a frame.
  public static int type(byte[] data, int at) {
    return Bytes.u8(data, at + BODY + 3);
  }

  /// The configuration in a frame.
  public static Bpdu read(byte[] data, int at) {
    return new Bpdu(
        Bytes.u8(data, at + FLAGS),
        Bytes.i64(data, at + ROOT),
        Bytes.i32(data, at + COST),
        Bytes.i64(data, at + BRIDGE),
        Bytes.u16(data, at + PORT),
        Bytes.u16(data, at + MESSAGE_AGE),
        Bytes.u16(data, at + MAX_AGE),
        Bytes.u16(data, at + HELLO_TIME),
        Bytes.u16(data, at + FORWARD_DELAY));
  }

  /// Writes all in front of what is told: addresses, length, LLC header, protocol and type.
  public static void writeHeader(byte[] data, int at, long source, int type) {
    int bytes = type == CONFIG ? CONFIG_BYTES : TOPOLOGY_CHANGE_BYTES;
    Ethernet.write(data, at, GROUP, source, bytes - Ethernet.HEADER_BYTES);
    Bytes.put32(data, at + Ethernet.HEADER_BYTES, LLC << 8);
    Bytes.put16(data, at + BODY + 1, 0);
    Bytes.put8(data, at + BODY + 3, type);
  }

  /// Writes the configuration behind its header.
  public void write(byte[] data, int at) {
    Bytes.put8(data, at + FLAGS, flags);
    Bytes.put64(data, at + ROOT, root);
    Bytes.put32(data, at + COST, cost);
    Bytes.put64(data, at + BRIDGE, bridge);
    Bytes.put16(data, at + PORT, port);
    Bytes.put16(data, at + MESSAGE_AGE, messageAge);
    Bytes.put16(data, at + MAX_AGE, maxAge);
    Bytes.put16(data, at + HELLO_TIME, helloTime);
    Bytes.put16(data, at + FORWARD_DELAY, forwardDelay);
  }
}
