package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import java.util.Locale;

/// The type of service of packets: names of its values, reading and writing it.
final class DiffServ {
  private static final String[] TOS_NAMES = {
    "Minimize-Delay", "Maximize-Throughput", "Maximize-Reliability", "Minimize-Cost"
  };

  private DiffServ() {}

  /// The type of service, or the traffic class of IPv6.
  static int of(Packet packet) {
    byte[] data = packet.data();
    int at = packet.at();
    if (packet.isV6()) {
      return ((data[at] & 0xf) << 4) | ((data[at + 1] & 0xf0) >>> 4);
    }
    return Ipv4.tos(data, at);
  }

  static void set(Packet packet, int tos) {
    byte[] data = packet.data();
    int at = packet.at();
    if (packet.isV6()) {
      data[at] = (byte) ((data[at] & 0xf0) | (tos >>> 4));
      data[at + 1] = (byte) ((data[at + 1] & 0xf) | ((tos & 0xf) << 4));
    } else {
      int before = Bytes.u16(data, at);
      Ipv4.putTos(data, at, tos);
      int sum = Checksum.update16(Bytes.u16(data, at + 10), before, Bytes.u16(data, at));
      Bytes.put16(data, at + 10, sum);
    }
  }

  /// The value of a class: `EF`, `AF21`, `CS3`, `BE`.
  static int classValue(String name) throws RuleException {
    String word = name.toUpperCase(Locale.ROOT);
    if (word.equals("BE")) {
      return 0;
    }
    if (word.equals("EF")) {
      return 0x2e;
    }
    if (word.matches("CS[0-7]")) {
      return (word.charAt(2) - '0') << 3;
    }
    if (word.matches("AF[1-4][1-3]")) {
      return ((word.charAt(2) - '0') << 3) | ((word.charAt(3) - '0') << 1);
    }
    throw RuleException.usage("Invalid DSCP value `" + name + "'\n");
  }

  /// A type of service with its mask: `0x10`, `0x10/0x3f`, `Minimize-Delay`.
  static Guided.Marking tos(String module, String option, String text) throws RuleException {
    for (int i = 0; i < TOS_NAMES.length; i++) {
      if (TOS_NAMES[i].equalsIgnoreCase(text)) {
        return new Guided.Marking(0x10 >>> i, 0x3f);
      }
    }
    if (text.equalsIgnoreCase("Normal-Service")) {
      return new Guided.Marking(0, 0x3f);
    }
    int slash = text.indexOf('/');
    Long value = Guided.decoded(slash < 0 ? text : text.substring(0, slash));
    Long mask = slash < 0 ? Long.valueOf(0xff) : Guided.decoded(text.substring(slash + 1));
    if (value == null || mask == null || value > 0xff || mask > 0xff) {
      throw RuleException.usage(
          module + ": bad value for option \"" + option + "\", or out of range (0-255).\n");
    }
    return new Guided.Marking(value.intValue(), mask.intValue());
  }

  /// Two digits: `0x0a`.
  static String hex(int value) {
    return String.format(Locale.ROOT, "0x%02x", value);
  }

  /// `0x10/0xff`.
  static String text(Guided.Marking tos) {
    return hex(tos.value()) + "/" + hex(tos.mask());
  }
}
