package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Surroundings;
import org.jspecify.annotations.Nullable;

/// Matches that ask where a packet comes from, or how many there were: rpfilter, quota (Linux
/// `ipt_rpfilter.c`, `ip6t_rpfilter.c`, `xt_quota.c`).
final class PathMatches {
  private PathMatches() {}

  /// `-m rpfilter`: the way back to the source is the way the packet came.
  record ReversePath(Surroundings.WayBack way, boolean inverted) implements Match {
    @Override
    public boolean matches(Packet packet) {
      var in = packet.in;
      boolean good = in == null || packet.netfilter().surroundings().leadsBack(packet, in, way);
      return good != inverted;
    }

    private String words(String start) {
      return (way.loose() ? start + "loose" : "")
          + (way.usesMark() ? start + "validmark" : "")
          + (way.acceptsLocal() ? start + "accept-local" : "")
          + (inverted ? start + "invert" : "");
    }

    @Override
    public String save() {
      return "-m rpfilter" + words(" --");
    }

    @Override
    public String list(boolean numeric) {
      return "rpfilter" + words(" ");
    }
  }

  static final class ReversePathReader implements Matches.Reader {
    private boolean loose;
    private boolean mark;
    private boolean local;
    private boolean inverted;

    @Override
    public boolean option(String option, boolean negated, Words words) {
      switch (option) {
        case "--loose" -> loose = true;
        case "--validmark" -> mark = true;
        case "--accept-local" -> local = true;
        case "--invert" -> inverted = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() {
      return new ReversePath(new Surroundings.WayBack(loose, mark, local), inverted);
    }
  }

  /// `-m quota`: as long as bytes are left.
  static final class Quota implements Match {
    private final long bytes;
    private final boolean negated;
    private long left;

    Quota(long bytes, boolean negated) {
      this.bytes = bytes;
      this.negated = negated;
      this.left = bytes;
    }

    @Override
    public boolean matches(Packet packet) {
      boolean enough = left >= packet.totalBytes();
      left = enough ? left - packet.totalBytes() : 0;
      return enough != negated;
    }

    @Override
    public String save() {
      return "-m quota" + (negated ? " !" : "") + " --quota " + bytes;
    }

    @Override
    public String list(boolean numeric) {
      return "quota: " + bytes + " bytes";
    }
  }

  static final class QuotaReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--quota")) {
        return false;
      }
      String text = words.value();
      if (!text.matches("\\d{1,18}")) {
        throw RuleException.usage(
            "quota: bad value for option \"--quota\", or out of range (0-18446744073709551615).\n");
      }
      match = new Quota(Long.parseLong(text), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("quota", "--quota"));
    }
  }
}
