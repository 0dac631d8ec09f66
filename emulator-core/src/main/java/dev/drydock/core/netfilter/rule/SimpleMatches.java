package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import java.util.ArrayList;
import java.util.List;

/// The matches that need no more than a few lines each.
final class SimpleMatches {
  private SimpleMatches() {}

  /// `-m comment`: always true.
  record Comment(String text) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return true;
    }

    @Override
    public String save() {
      return "-m comment --comment " + Quoted.of(text);
    }

    @Override
    public String list(boolean numeric) {
      return "/* " + text + " */";
    }
  }

  /// `-m mark`: the firewall mark of the packet.
  record Mark(int value, int mask, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return ((packet.frame.mark & mask) == value) != negated;
    }

    private String number() {
      String text = "0x" + Integer.toHexString(value);
      return mask == -1 ? text : text + "/0x" + Integer.toHexString(mask);
    }

    @Override
    public String save() {
      return "-m mark" + (negated ? " !" : "") + " --mark " + number();
    }

    @Override
    public String list(boolean numeric) {
      return "mark match " + (negated ? "!" : "") + number();
    }
  }

  /// `-m ipvs --ipvs`: whether the load balancer chose the connection's destination.
  record VirtualServer(boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      Connection connection = packet.connection();
      return (connection != null && connection.isBalanced()) != negated;
    }

    @Override
    public String save() {
      return "-m ipvs" + (negated ? " !" : "") + " --ipvs";
    }

    @Override
    public String list(boolean numeric) {
      return (negated ? "! " : "") + "ipvs";
    }
  }

  /// `-m icmp`: type and code; 255 is any type.
  record IcmpType(int type, int firstCode, int lastCode, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      if (packet.isLaterFragment() || packet.transportBytes() < Icmp.HEADER_BYTES) {
        return false;
      }
      int actual = Icmp.type(packet.data(), packet.transportAt());
      int code = Icmp.code(packet.data(), packet.transportAt());
      boolean fits = type == 255 || (actual == type && code >= firstCode && code <= lastCode);
      return fits != negated;
    }

    private String number() {
      return type + (firstCode == lastCode ? "/" + firstCode : "");
    }

    @Override
    public String save() {
      String value = type == 255 ? "any" : number();
      return "-m icmp" + (negated ? " !" : "") + " --icmp-type " + value;
    }

    @Override
    public String list(boolean numeric) {
      String name = numeric ? "" : type == 255 ? "any" : IcmpNames.nameOf(number());
      if (!name.isEmpty()) {
        return "icmp " + (negated ? "!" : "") + name; // print_icmptype
      }
      String code = firstCode == lastCode ? " code " + firstCode : "";
      return (negated ? "icmp !type " : "icmptype ") + type + code;
    }
  }

  /// `-m multiport`: one of several ports.
  record Multiport(String option, List<PortRange> ranges, boolean negated) implements Match {
    Multiport {
      ranges = List.copyOf(ranges);
    }

    @Override
    public boolean matches(Packet packet) {
      if (packet.isLaterFragment() || packet.transportBytes() < 8) {
        return false;
      }
      int source = Bytes.u16(packet.data(), packet.transportAt());
      int destination = Bytes.u16(packet.data(), packet.transportAt() + 2);
      boolean found = false;
      for (int i = 0; i < ranges.size() && !found; i++) {
        PortRange range = ranges.get(i);
        found = !option.equals("--dports") && range.contains(source);
        found |= !option.equals("--sports") && range.contains(destination);
      }
      return found != negated;
    }

    private String named() {
      List<String> texts = new ArrayList<>();
      for (PortRange range : ranges) {
        texts.add(range.named(':'));
      }
      return String.join(",", texts);
    }

    private String list() {
      List<String> texts = new ArrayList<>();
      for (PortRange range : ranges) {
        texts.add(range.text(':'));
      }
      return String.join(",", texts);
    }

    @Override
    public String save() {
      return "-m multiport" + (negated ? " !" : "") + " " + option + " " + list();
    }

    @Override
    public String list(boolean numeric) {
      String all = numeric ? list() : named();
      return "multiport " + option.substring(2) + " " + (negated ? " !" : "") + all;
    }
  }

  /// `-m physdev`: the bridge ports of a bridged packet.
  record PhysicalDevice(RuleHeader.Interface in, RuleHeader.Interface out, Has has)
      implements Match {
    /// Whether the packet came in by a port, goes out by one, is bridged: 1 must be, -1 must not, 0
    /// does not matter.
    record Has(int in, int out, int bridged) {}

    @Override
    public boolean matches(Packet packet) {
      boolean isIn = packet.physicalIn != null;
      boolean isOut = packet.physicalOut != null;
      return in.matches(packet.physicalIn)
          && out.matches(packet.physicalOut)
          && fits(has.in, isIn)
          && fits(has.out, isOut)
          && fits(has.bridged, isIn && isOut);
    }

    private static boolean fits(int wanted, boolean is) {
      return wanted == 0 || is == (wanted > 0);
    }

    private static void device(StringBuilder text, String option, RuleHeader.Interface device) {
      if (!device.name().isEmpty()) {
        text.append(device.negated() ? " !" : "").append(option).append(device.name());
      }
    }

    private static void flag(StringBuilder text, String option, int wanted) {
      text.append(wanted < 0 ? " !" : "").append(wanted == 0 ? "" : option);
    }

    private String options() {
      StringBuilder text = new StringBuilder();
      flag(text, " --physdev-is-in", has.in);
      device(text, " --physdev-in ", in);
      flag(text, " --physdev-is-out", has.out);
      device(text, " --physdev-out ", out);
      flag(text, " --physdev-is-bridged", has.bridged);
      return text.toString();
    }

    @Override
    public String save() {
      return "-m physdev" + options();
    }

    @Override
    public String list(boolean numeric) {
      return "PHYSDEV match" + options();
    }
  }
}
