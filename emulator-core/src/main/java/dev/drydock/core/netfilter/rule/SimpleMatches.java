package dev.drydock.core.netfilter.rule;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      if (type == 255) {
        return "";
      }
      String code = firstCode == lastCode ? " code " + firstCode : "";
      return (negated ? "!" : "") + "icmptype " + type + code;
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
      return "multiport " + option.substring(2) + " " + (negated ? "!" : "") + list();
    }
  }

  /// `-m physdev`: the bridge ports of a bridged packet.
  record PhysicalDevice(
      RuleHeader.Interface in, RuleHeader.Interface out, boolean bridged, boolean notBridged)
      implements Match {
    @Override
    public boolean matches(Packet packet) {
      boolean isBridged = packet.physicalIn != null && packet.physicalOut != null;
      return fits(in, packet.physicalIn)
          && fits(out, packet.physicalOut)
          && (!bridged || isBridged)
          && (!notBridged || !isBridged);
    }

    private static boolean fits(RuleHeader.Interface wanted, @Nullable NetDevice actual) {
      return wanted.matches(actual);
    }

    private String options(String dash) {
      StringBuilder text = new StringBuilder();
      if (!in.name().isEmpty()) {
        text.append(in.negated() ? " !" : "").append(dash).append("physdev-in ");
        text.append(in.name());
      }
      if (!out.name().isEmpty()) {
        text.append(out.negated() ? " !" : "").append(dash).append("physdev-out ");
        text.append(out.name());
      }
      text.append(notBridged ? " !" : "");
      text.append(bridged || notBridged ? dash + "physdev-is-bridged" : "");
      return text.toString();
    }

    @Override
    public String save() {
      return "-m physdev" + options(" --");
    }

    @Override
    public String list(boolean numeric) {
      return "PHYSDEV match" + options(" --");
    }
  }
}
