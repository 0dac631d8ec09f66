package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Matches that look at headers of IPv6: frag, rt, eui64 (Linux `ip6t_*.c`).
final class HeaderMatches6 {
  private static final int ROUTING = 43;

  private HeaderMatches6() {}

  /// Numbers from the first to the last, as these modules write them.
  record Span(String option, String word, long first, long last, boolean negated) {
    private static final long MOST = 0xffff_ffffL;

    boolean holds(long number) {
      return (number >= first && number <= last) != negated;
    }

    static Span read(String module, String option, String text, boolean negated)
        throws RuleException {
      int colon = text.indexOf(':');
      String begin = colon < 0 ? text : text.substring(0, colon);
      String end = colon < 0 ? text : text.substring(colon + 1);
      Long first = begin.isEmpty() && colon >= 0 ? Long.valueOf(0) : Guided.decoded(begin);
      Long last = end.isEmpty() && colon >= 0 ? Long.valueOf(MOST) : Guided.decoded(end);
      if (first == null || last == null || first > MOST || last > MOST) {
        throw RuleException.usage(
            module
                + ": bad value for option \""
                + option
                + "\" near \""
                + text
                + "\", or out of range (0-4294967295).\n");
      }
      String word = option.substring(2).replaceFirst("^(frag|rt-|ah|esp)", "");
      return new Span(option, word, first, last, negated);
    }

    String text() {
      return first == last ? Long.toString(first) : first + ":" + last;
    }

    String save() {
      return (negated ? " !" : "") + " " + option + " " + text();
    }

    String list() {
      return " " + word + (first == last ? ":" : "s:") + (negated ? "!" : "") + text();
    }
  }

  /// `-m frag`: the fragment header.
  ///
  /// @param id which identifications; null for all
  /// @param flags options as given: `--fragfirst`, `--fragmore`, `--fraglast`, `--fragres`
  record Fragment(@Nullable Span id, int length, Flags flags) implements Match {
    /// Which pieces; `more` is 1 for all but the last, -1 for the last.
    record Flags(boolean first, int more, boolean reserved) {}

    @Override
    public boolean matches(Packet packet) {
      byte[] data = packet.data();
      int end = packet.at() + packet.totalBytes();
      int at = Ipv6Headers.fragmentAt(data, packet.at(), end);
      if (at < 0) {
        return false;
      }
      int place = Bytes.u16(data, at + 2);
      boolean isFirst = (place & 0xfff8) == 0;
      boolean hasMore = (place & 1) != 0;
      return (id == null || id.holds(Bytes.i32(data, at + 4) & 0xffff_ffffL))
          && (!flags.first || isFirst)
          && (flags.more == 0 || hasMore == (flags.more > 0));
    }

    @Override
    public String save() {
      return "-m frag"
          + (id == null ? "" : id.save())
          + (length == 0 ? "" : " --fraglen " + length)
          + (flags.reserved ? " --fragres" : "")
          + (flags.first ? " --fragfirst" : "")
          + (flags.more > 0 ? " --fragmore" : "")
          + (flags.more < 0 ? " --fraglast" : "");
    }

    @Override
    public String list(boolean numeric) {
      return "frag"
          + (id == null ? " " : id.list())
          + (length == 0 ? "" : " length:" + length)
          + (flags.reserved ? " reserved" : "")
          + (flags.first ? " first" : "")
          + (flags.more > 0 ? " more" : "")
          + (flags.more < 0 ? " last" : "");
    }
  }

  static final class FragmentReader implements Matches.Reader {
    private @Nullable Span id;
    private int length;
    private boolean first;
    private int more;
    private boolean reserved;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--fragid" -> id = Span.read("frag", option, words.value(), negated);
        case "--fraglen" ->
            length = Guided.number("frag", option, words.value(), Integer.MAX_VALUE);
        case "--fragres" -> reserved = true;
        case "--fragfirst" -> first = true;
        case "--fragmore", "--fraglast" -> {
          int way = option.equals("--fragmore") ? 1 : -1;
          if (more == -way) {
            throw RuleException.usage(
                "frag: option \"--fragmore\" cannot be used together with \"--fraglast\".\n");
          }
          more = way;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() {
      return new Fragment(id, length, new Fragment.Flags(first, more, reserved));
    }
  }

  /// `-m rt`: the routing header.
  record Routing(
      @Nullable Span type, @Nullable Span segments, @Nullable Span length, boolean reserved)
      implements Match {
    @Override
    public boolean matches(Packet packet) {
      byte[] data = packet.data();
      int at = find(packet);
      return at >= 0
          && (type == null || type.holds(data[at + 2] & 0xff))
          && (segments == null || segments.holds(data[at + 3] & 0xff))
          && (length == null || length.holds(((data[at + 1] & 0xff) + 1) * 8L));
    }

    /// Where the routing header stands; negative for none.
    private static int find(Packet packet) {
      byte[] data = packet.data();
      int end = packet.at() + packet.totalBytes();
      int next = Ipv6.nextHeader(data, packet.at());
      int at = packet.at() + Ipv6.HEADER_BYTES;
      while ((next == Ipv6.HOP_BY_HOP || next == Ipv6.DESTINATION_OPTIONS) && at + 8 <= end) {
        next = data[at] & 0xff;
        at += ((data[at + 1] & 0xff) + 1) * 8;
      }
      return next == ROUTING && at + 8 <= end ? at : -1;
    }

    @Override
    public String save() {
      return "-m rt"
          + (type == null ? "" : type.save())
          + (segments == null ? "" : segments.save())
          + (length == null ? "" : length.save())
          + (reserved ? " --rt-0-res" : "");
    }

    @Override
    public String list(boolean numeric) {
      return "rt"
          + (type == null ? "" : type.list())
          + (segments == null ? "" : segments.list())
          + (length == null ? "" : length.list().replaceFirst("^ len", " length"))
          + (reserved ? " reserved" : "");
    }
  }

  static final class RoutingReader implements Matches.Reader {
    private @Nullable Span type;
    private @Nullable Span segments;
    private @Nullable Span length;
    private boolean reserved;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--rt-type" -> type = Span.read("rt", option, words.value(), negated);
        case "--rt-segsleft" -> segments = Span.read("rt", option, words.value(), negated);
        case "--rt-len" -> length = Span.read("rt", option, words.value(), negated);
        case "--rt-0-res" -> reserved = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() {
      return new Routing(type, segments, length, reserved);
    }
  }

  /// `-m eui64`: the source's last half is made of the frame's MAC.
  record MacInside() implements Match {
    @Override
    public boolean matches(Packet packet) {
      byte[] data = packet.data();
      long mac = Ethernet.source(data, packet.frame.offset());
      boolean received = packet.frame.inputIndex != 0 || packet.physicalIn != null;
      return received && Ipv6.sourceLow(data, packet.at()) == Ipv6Address.eui64(mac);
    }

    @Override
    public String save() {
      return "-m eui64";
    }

    @Override
    public String list(boolean numeric) {
      return "";
    }
  }

  static final class MacInsideReader implements Matches.Reader {
    @Override
    public boolean option(String option, boolean negated, Words words) {
      return false;
    }

    @Override
    public Match build() {
      return new MacInside();
    }
  }

  /// `-m esp`, `-m ah`: the security parameters index.
  record SecurityIndex(String module, boolean isV6, @Nullable Span index) implements Match {
    private static final int AH = 51;
    private static final int ESP = 50;

    /// Whether the kernel takes it in a rule of a protocol: `ah` of IPv6 is an extension header.
    boolean fits(int protocol) {
      return protocol == (module.equals("ah") ? AH : ESP) || (isV6 && module.equals("ah"));
    }

    @Override
    public boolean matches(Packet packet) {
      boolean isAh = module.equals("ah");
      boolean has = packet.protocol() == (isAh ? AH : ESP) && packet.transportBytes() >= 8;
      int at = packet.transportAt() + (isAh ? 4 : 0);
      return has
          && !packet.isLaterFragment()
          && (index == null || index.holds(Bytes.i32(packet.data(), at) & 0xffff_ffffL));
    }

    @Override
    public String save() {
      return "-m " + module + (index == null ? "" : index.save());
    }

    @Override
    public String list(boolean numeric) {
      return module + (index == null ? "" : index.list());
    }
  }

  static final class SecurityIndexReader implements Matches.Reader {
    private final String module;
    private @Nullable Span index;

    private final boolean isV6;

    SecurityIndexReader(String module, boolean isV6) {
      this.module = module;
      this.isV6 = isV6;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--" + module + "spi")) {
        return false;
      }
      index = Span.read(module.toLowerCase(Locale.ROOT), option, words.value(), negated);
      return true;
    }

    @Override
    public Match build() {
      return new SecurityIndex(module, isV6, index);
    }
  }
}
