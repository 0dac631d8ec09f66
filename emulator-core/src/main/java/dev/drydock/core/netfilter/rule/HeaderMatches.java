package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// Matches that look at a field of the header: length, dscp, tos, tcpmss.
final class HeaderMatches {
  private HeaderMatches() {}

  /// `-m length`: bytes of the whole packet.
  record Length(PortRange range, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return range.contains(packet.totalBytes()) != negated;
    }

    @Override
    public String save() {
      return "-m length" + (negated ? " !" : "") + " --length " + range.text(':');
    }

    @Override
    public String list(boolean numeric) {
      return "length " + (negated ? "!" : "") + range.text(':');
    }
  }

  static final class LengthReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--length")) {
        return false;
      }
      match = new Length(Guided.range("length", option, words.value()), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("length", "--length"));
    }
  }

  /// `-m dscp`: the upper six bits of the type of service.
  record Dscp(int value, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return ((DiffServ.of(packet) >>> 2) == value) != negated;
    }

    @Override
    public String save() {
      return "-m dscp" + (negated ? " !" : "") + " --dscp " + DiffServ.hex(value);
    }

    @Override
    public String list(boolean numeric) {
      return "DSCP match " + (negated ? "!" : "") + DiffServ.hex(value);
    }
  }

  static final class DscpReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--dscp" ->
            match = new Dscp(Guided.number("dscp", option, words.value(), 63), negated);
        case "--dscp-class" -> match = new Dscp(DiffServ.classValue(words.value()), negated);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, "DSCP match: Parameter --dscp is required");
    }
  }

  /// `-m tos`.
  record Tos(Guided.Marking tos, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return ((DiffServ.of(packet) & tos.mask()) == tos.value()) != negated;
    }

    @Override
    public String save() {
      return "-m tos" + (negated ? " !" : "") + " --tos " + DiffServ.text(tos);
    }

    @Override
    public String list(boolean numeric) {
      return "tos match" + (negated ? "!" : "") + DiffServ.text(tos);
    }
  }

  static final class TosReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--tos")) {
        return false;
      }
      match = new Tos(DiffServ.tos("tos", option, words.value()), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("tos", "--tos"));
    }
  }

  /// `-m tcpmss`: the maximum segment size a SYN announces.
  record TcpMss(PortRange range, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      byte[] data = packet.data();
      int at = packet.transportAt();
      if (packet.isLaterFragment() || !Tcp.isValid(data, at, packet.transportBytes())) {
        return false;
      }
      int option = Tcp.option(data, at, Tcp.OPTION_MSS);
      return option < 0 ? negated : range.contains(Bytes.u16(data, option + 2)) != negated;
    }

    @Override
    public String save() {
      return "-m tcpmss" + (negated ? " !" : "") + " --mss " + range.text(':');
    }

    @Override
    public String list(boolean numeric) {
      return "tcpmss match " + (negated ? "!" : "") + range.text(':');
    }
  }

  static final class TcpMssReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--mss")) {
        return false;
      }
      match = new TcpMss(Guided.range("tcpmss", option, words.value()), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("tcpmss", "--mss"));
    }
  }
}
