package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.PacketLine;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import java.util.List;

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
      return "MARK " + MarkWords.of(value, mask);
    }
  }

  /// `-j NOTRACK`, and `-j CT --notrack`, which does the same.
  record NoTrack(String word) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      packet.frame.flow = null;
      packet.frame.flowState = Conntrack.UNTRACKED;
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return word;
    }

    @Override
    public String listName() {
      return "CT";
    }

    @Override
    public String save() {
      return word.equals("CT") ? " --notrack" : "";
    }

    @Override
    public String list() {
      return word.equals("CT") ? "CT notrack" : "NOTRACK";
    }
  }

  /// `-j LOG`: the packet goes on; a line about it stands in the kernel's log, and in the trail.
  record Log(String prefix, int level, int flags) implements Target {
    private static final String[] FLAGS = {
      "--log-tcp-sequence",
      "--log-tcp-options",
      "--log-ip-options",
      "--log-uid",
      "",
      "--log-macdecode"
    };

    private static final List<String> LEVELS =
        List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");

    private static final List<String> SHOWN =
        List.of("tcp-sequence", "tcp-options", "ip-options", "uid", "nflog", "macdecode");

    /// The bit of an option; 0 for none.
    static int flag(String option) {
      for (int i = 0; i < FLAGS.length; i++) {
        if (!option.isEmpty() && FLAGS[i].equals(option)) {
          return 1 << i;
        }
      }
      return 0;
    }

    @Override
    public Verdict apply(Packet packet) {
      var softnet = packet.netfilter().softnet();
      softnet.log().add(softnet.loop().nowNanos(), PacketLine.of(packet, prefix, flags));
      var listener = softnet.dropListener();
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
      StringBuilder text = new StringBuilder();
      text.append(prefix.isEmpty() ? "" : " --log-prefix " + Quoted.of(prefix));
      text.append(level == 4 ? "" : " --log-level " + level);
      for (int i = 0; i < FLAGS.length; i++) {
        text.append((flags & (1 << i)) == 0 ? "" : " " + FLAGS[i]);
      }
      return text.toString();
    }

    @Override
    public String list() {
      String end = prefix.isEmpty() ? "" : " prefix \"" + prefix + "\"";
      return "LOG flags " + flags + " level " + level + end;
    }

    /// `LOG_print` of `extensions/libxt_LOG.c`.
    @Override
    public String listNamed() {
      StringBuilder text = new StringBuilder("LOG level ").append(LEVELS.get(level));
      for (int i = 0; i < SHOWN.size(); i++) {
        text.append((flags & (1 << i)) == 0 ? "" : " " + SHOWN.get(i));
      }
      return text + (prefix.isEmpty() ? "" : " prefix \"" + prefix + "\"");
    }
  }

  /// `-j TRACE`: whoever follows packets is told of each rule this one meets from now on.
  record Trace() implements Target {
    @Override
    public Verdict apply(Packet packet) {
      packet.netfilter().traces().begin(packet);
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
  /// @param mss the size, or 0 to fit the device the packet leaves by and the way back
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
        int mtu = Math.min(out.mtuBytes(), packet.netfilter().surroundings().mtuBack(packet));
        most = mtu - ip - Tcp.HEADER_BYTES;
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
