package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;

/// The targets that need no more than a few lines each.
final class SimpleTargets {
  private SimpleTargets() {}

  /// `-j MARK`: sets bits of the firewall mark.
  record Mark(int value, int mask) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      packet.frame.mark = (packet.frame.mark & ~mask) ^ value;
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "MARK";
    }

    @Override
    public String save() {
      return " --set-xmark 0x" + Integer.toHexString(value) + "/0x" + Integer.toHexString(mask);
    }

    @Override
    public String list() {
      String number = Integer.toHexString(value);
      return mask == -1
          ? "MARK set 0x" + number
          : "MARK xset 0x" + number + "/0x" + Integer.toHexString(mask);
    }
  }

  /// `-j NOTRACK`, which is saved as `-j CT --notrack`.
  record NoTrack() implements Target {
    @Override
    public Verdict apply(Packet packet) {
      packet.frame.flow = null;
      packet.frame.flowState = Conntrack.UNTRACKED;
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "CT";
    }

    @Override
    public String save() {
      return " --notrack";
    }

    @Override
    public String list() {
      return "NOTRACK";
    }
  }

  /// `-j LOG`: the packet goes on; the note shows in the trail.
  record Log(String prefix, int level) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      var listener = packet.netfilter().softnet().dropListener();
      if (listener != null) {
        listener.rewritten(packet.frame, "LOG " + prefix);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "LOG";
    }

    @Override
    public String save() {
      return (prefix.isEmpty() ? "" : " --log-prefix " + Quoted.always(prefix))
          + (level == 4 ? "" : " --log-level " + level);
    }

    @Override
    public String list() {
      return "LOG flags 0 level " + level + (prefix.isEmpty() ? "" : " prefix \"" + prefix + "\"");
    }
  }

  /// `-j TRACE`: nothing but a mark for whoever follows the packet.
  record Trace() implements Target {
    @Override
    public Verdict apply(Packet packet) {
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "TRACE";
    }

    @Override
    public String save() {
      return "";
    }
  }

  /// `-j TCPMSS`: lowers the maximum segment size of a SYN (Linux `xt_TCPMSS.c`).
  ///
  /// @param mss the size, or 0 to fit the device the packet leaves by
  record ClampMss(int mss) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      byte[] data = packet.data();
      int at = packet.transportAt();
      if (!Tcp.isValid(data, at, packet.transportBytes())) {
        return Verdict.CONTINUE;
      }
      int option = Tcp.option(data, at, Tcp.OPTION_MSS);
      int most = mss;
      if (most == 0) {
        var out = packet.out;
        if (out == null) {
          return Verdict.CONTINUE;
        }
        int ip = packet.isV6() ? Ipv6.HEADER_BYTES : Ipv4.HEADER_BYTES;
        most = out.mtuBytes() - ip - Tcp.HEADER_BYTES;
      }
      if (option < 0 || Bytes.u16(data, option + 2) <= most) {
        return Verdict.CONTINUE;
      }
      int old = Bytes.u16(data, option + 2);
      Bytes.put16(data, option + 2, most);
      // An option may stand at an odd place: its bytes then count in swapped order.
      boolean odd = ((option + 2 - at) & 1) != 0;
      int sum = Bytes.u16(data, at + 16);
      sum = Checksum.update16(sum, odd ? swap(old) : old, odd ? swap(most) : most);
      Bytes.put16(data, at + 16, sum);
      return Verdict.CONTINUE;
    }

    private static int swap(int value) {
      return ((value & 0xff) << 8) | (value >>> 8);
    }

    @Override
    public String name() {
      return "TCPMSS";
    }

    @Override
    public String save() {
      return mss == 0 ? " --clamp-mss-to-pmtu" : " --set-mss " + mss;
    }

    @Override
    public String list() {
      return mss == 0 ? "TCPMSS clamp to PMTU" : "TCPMSS set " + mss;
    }
  }
}
