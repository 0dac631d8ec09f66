package dev.drydock.core.netfilter.rule;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Mac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Matches that ask who sends or is meant: mac, pkttype, iprange, owner.
final class StationMatches {
  private StationMatches() {}

  /// `-m mac`: the source MAC of the frame.
  record SourceMac(long mac, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      boolean hasHeader = packet.frame.inputIndex != 0 || packet.physicalIn != null;
      return hasHeader && (Bytes.u48(packet.data(), packet.frame.offset() + 6) == mac) != negated;
    }

    @Override
    public String save() {
      return "-m mac" + (negated ? " !" : "") + " --mac-source " + Mac.format(mac);
    }

    @Override
    public String list(boolean numeric) {
      return "MAC " + (negated ? "! " : "") + Mac.format(mac);
    }
  }

  static final class SourceMacReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--mac-source")) {
        return false;
      }
      String text = words.value();
      if (!text.matches("[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2}){5}")) {
        throw RuleException.usage("Invalid MAC address specified.");
      }
      long mac = 0;
      for (String part : text.split(":", -1)) {
        mac = (mac << 8) | Integer.parseInt(part, 16);
      }
      match = new SourceMac(mac, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("mac", "--mac-source"));
    }
  }

  /// `-m pkttype`: whom the frame was for.
  record PacketType(String type, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      String actual =
          switch (packet.frame.addressee) {
            case Frame.TO_BROADCAST -> "broadcast";
            case Frame.TO_MULTICAST -> "multicast";
            case Frame.TO_HOST -> "unicast";
            default -> "";
          };
      return actual.equals(type) != negated;
    }

    @Override
    public String save() {
      return "-m pkttype" + (negated ? " !" : "") + " --pkt-type " + type;
    }

    @Override
    public String list(boolean numeric) {
      return "PKTTYPE " + (negated ? "!=" : "=") + " " + type;
    }
  }

  static final class PacketTypeReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--pkt-type")) {
        return false;
      }
      String text = words.value();
      String type =
          switch (text) {
            case "unicast", "host" -> "unicast";
            case "broadcast", "bcast" -> "broadcast";
            case "multicast", "mcast" -> "multicast";
            default -> throw RuleException.usage("Bad packet type '" + text + "'");
          };
      match = new PacketType(type, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("pkttype", "--pkt-type"));
    }
  }

  /// One side of `-m iprange`.
  record Range(IpAddress first, IpAddress last, boolean negated) {
    boolean holds(IpAddress address) {
      boolean inside = address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
      return inside != negated;
    }

    String text() {
      return first + "-" + last;
    }
  }

  /// `-m iprange`.
  record IpRange(@Nullable Range source, @Nullable Range destination) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return (source == null || source.holds(Addresses.source(packet)))
          && (destination == null || destination.holds(Addresses.destination(packet)));
    }

    private static String option(@Nullable Range range, String name) {
      return range == null ? "" : (range.negated ? " !" : "") + name + range.text();
    }

    @Override
    public String save() {
      return "-m iprange" + option(source, " --src-range ") + option(destination, " --dst-range ");
    }

    @Override
    public String list(boolean numeric) {
      List<String> sides = new ArrayList<>();
      if (source != null) {
        sides.add("source IP range " + (source.negated ? "! " : "") + source.text());
      }
      if (destination != null) {
        sides.add("destination IP range " + (destination.negated ? "! " : "") + destination.text());
      }
      return String.join(" ", sides);
    }
  }

  static final class IpRangeReader implements Matches.Reader {
    private final boolean isV6;
    private @Nullable Range source;
    private @Nullable Range destination;

    IpRangeReader(boolean isV6) {
      this.isV6 = isV6;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--src-range" -> source = range(option, words.value(), negated);
        case "--dst-range" -> destination = range(option, words.value(), negated);
        default -> {
          return false;
        }
      }
      return true;
    }

    private Range range(String option, String text, boolean negated) throws RuleException {
      String[] ends = text.split("-", 2);
      IpAddress first = IpAddress.parseOrNull(ends[0]);
      IpAddress last = IpAddress.parseOrNull(ends[ends.length - 1]);
      if (first == null || last == null || first.isV6() != isV6 || last.isV6() != isV6) {
        throw RuleException.usage(
            "iprange: Bad value for \"" + option + "\" option: \"" + text + "\"");
      }
      return new Range(first, last, negated);
    }

    @Override
    public Match build() throws RuleException {
      if (source == null && destination == null) {
        throw RuleException.usage("iprange match: You must specify `--src-range' or `--dst-range'");
      }
      return new IpRange(source, destination);
    }
  }

  /// `-m owner`: who sends a packet of this machine. All programs here are root's.
  ///
  /// @param kind `uid`, `gid` or `socket`
  record Owner(String kind, int first, int last, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      boolean ours = packet.hasSocket();
      return (ours && (kind.equals("socket") || first == 0)) != negated;
    }

    private String span() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }

    @Override
    public String save() {
      String option =
          kind.equals("socket") ? " --socket-exists" : " --" + kind + "-owner " + span();
      return "-m owner" + (negated ? " !" : "") + option;
    }

    @Override
    public String list(boolean numeric) {
      String text =
          switch (kind) {
            case "uid" -> "owner UID match " + span();
            case "gid" -> "owner GID match " + span();
            default -> "owner socket exists";
          };
      return (negated ? "! " : "") + text;
    }
  }

  static final class OwnerReader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--uid-owner" -> match = ids("uid", option, words.value(), negated);
        case "--gid-owner" -> match = ids("gid", option, words.value(), negated);
        case "--socket-exists" -> match = new Owner("socket", 0, 0, negated);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static Match ids(String kind, String option, String text, boolean negated)
        throws RuleException {
      if (text.equals("root")) {
        return new Owner(kind, 0, 0, negated);
      }
      if (!text.matches("\\d{1,9}(-\\d{1,9})?")) {
        throw RuleException.usage(
            "owner: Bad value for \"" + option + "\" option: \"" + text + "\"");
      }
      String[] ends = text.split("-", 2);
      int first = Integer.parseInt(ends[0]);
      return new Owner(kind, first, Integer.parseInt(ends[ends.length - 1]), negated);
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(
          match, "owner: At least one of --uid-owner, --gid-owner or --socket-exists is required");
    }
  }
}
