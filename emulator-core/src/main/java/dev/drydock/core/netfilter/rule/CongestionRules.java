package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// What concerns explicit congestion notification (RFC 3168): `-m ecn`, `-j ECN` (Linux `xt_ecn.c`,
/// `ipt_ECN.c`).
final class CongestionRules {
  private static final int ECE = 0x40;
  private static final int CWR = 0x80;
  private static final int FLAGS_AT = 13; // in the TCP header

  private CongestionRules() {}

  /// Something a rule says, or leaves open.
  ///
  /// @param value of the field; -1 when nothing is said
  record Said(int value, boolean negated) {
    static final Said NOTHING = new Said(-1, false);

    boolean isSaid() {
      return value >= 0;
    }

    private boolean holds(int actual) {
      return value < 0 || (actual == value) != negated;
    }

    private String mark() {
      return negated ? "!" : "";
    }
  }

  /// The bits of a TCP header; 0 where there is none.
  private static int flags(Packet packet) {
    boolean isWhole = packet.transportBytes() >= Tcp.HEADER_BYTES && !packet.isLaterFragment();
    return isWhole ? packet.data()[packet.transportAt() + FLAGS_AT] & 0xff : 0;
  }

  /// `-m ecn`.
  record Ecn(Said ece, Said cwr, Said ect) implements Match {
    /// Whether it looks at TCP, as only rules for TCP may.
    boolean isAboutTcp() {
      return ece.isSaid() || cwr.isSaid();
    }

    @Override
    public boolean matches(Packet packet) {
      int flags = flags(packet);
      return ect.holds(DiffServ.of(packet) & 3)
          && ece.holds((flags & ECE) == 0 ? 0 : 1)
          && cwr.holds((flags & CWR) == 0 ? 0 : 1);
    }

    private static String option(Said said, String text) {
      return said.isSaid() ? (said.negated ? " !" : "") + text : "";
    }

    @Override
    public String save() {
      return "-m ecn"
          + option(ece, " --ecn-tcp-ece")
          + option(cwr, " --ecn-tcp-cwr")
          + option(ect, " --ecn-ip-ect " + ect.value);
    }

    @Override
    public String list(boolean numeric) {
      return "ECN match"
          + (ece.isSaid() ? " " + ece.mark() + "ECE" : "")
          + (cwr.isSaid() ? " " + cwr.mark() + "CWR" : "")
          + (ect.isSaid() ? " " + ect.mark() + "ECT=" + ect.value : "");
    }
  }

  static final class EcnReader implements Matches.Reader {
    private Said ece = Said.NOTHING;
    private Said cwr = Said.NOTHING;
    private Said ect = Said.NOTHING;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--ecn-tcp-ece" -> ece = new Said(1, negated);
        case "--ecn-tcp-cwr" -> cwr = new Said(1, negated);
        case "--ecn-ip-ect" ->
            ect = new Said(Guided.number("ecn", option, words.value(), 3), negated);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (!ece.isSaid() && !cwr.isSaid() && !ect.isSaid()) {
        throw RuleException.usage("ECN match: some option required");
      }
      return new Ecn(ece, cwr, ect);
    }
  }

  /// `-j ECN`: sets the bits that are said.
  record SetEcn(int ece, int cwr, int ect) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      if (ect >= 0) {
        DiffServ.set(packet, (DiffServ.of(packet) & ~3) | ect);
      }
      boolean isTcp = packet.protocol() == Ipv4.TCP && !packet.isLaterFragment();
      if (isTcp && packet.transportBytes() >= Tcp.HEADER_BYTES && (ece >= 0 || cwr >= 0)) {
        setFlags(packet.data(), packet.transportAt());
      }
      return Verdict.CONTINUE;
    }

    private void setFlags(byte[] data, int at) {
      int before = Bytes.u16(data, at + FLAGS_AT - 1);
      int after = ece < 0 ? before : (before & ~ECE) | (ece * ECE);
      after = cwr < 0 ? after : (after & ~CWR) | (cwr * CWR);
      Bytes.put16(data, at + FLAGS_AT - 1, after);
      Bytes.put16(data, at + 16, Checksum.update16(Bytes.u16(data, at + 16), before, after));
    }

    /// Whether it changes TCP, as only rules for TCP may.
    boolean isAboutTcp() {
      return ece >= 0 || cwr >= 0;
    }

    private boolean removes() {
      return ece == 0 && cwr == 0 && ect < 0;
    }

    @Override
    public String name() {
      return "ECN";
    }

    @Override
    public String save() {
      return removes()
          ? " --ecn-tcp-remove"
          : (ece < 0 ? "" : " --ecn-tcp-ece " + ece)
              + (cwr < 0 ? "" : " --ecn-tcp-cwr " + cwr)
              + (ect < 0 ? "" : " --ecn-ip-ect " + ect);
    }

    @Override
    public String list() {
      return "ECN"
          + (removes()
              ? " TCP remove"
              : (ece < 0 ? "" : " ECE=" + ece)
                  + (cwr < 0 ? "" : " CWR=" + cwr)
                  + (ect < 0 ? "" : " ECT codepoint=" + ect));
    }
  }

  static final class SetEcnReader implements Targets.Options {
    private int ece = -1;
    private int cwr = -1;
    private int ect = -1;
    private @Nullable String removing;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--ecn-tcp-remove" -> {
          removing = option;
          ece = 0;
          cwr = 0;
        }
        case "--ecn-tcp-ece" -> ece = bit(option, words);
        case "--ecn-tcp-cwr" -> cwr = bit(option, words);
        case "--ecn-ip-ect" -> ect = Guided.number("ECN", option, words.value(), 3);
        default -> {
          return false;
        }
      }
      return true;
    }

    private int bit(String option, Words words) throws RuleException {
      if (removing != null) {
        throw RuleException.usage(
            "ECN: option \"" + removing + "\" cannot be used together with \"" + option + "\".\n");
      }
      return Guided.number("ECN", option, words.value(), 1);
    }

    @Override
    public Target build() throws RuleException {
      if (ece < 0 && cwr < 0 && ect < 0) {
        throw RuleException.usage("ECN target: An operation is required");
      }
      return new SetEcn(ece, cwr, ect);
    }
  }
}
