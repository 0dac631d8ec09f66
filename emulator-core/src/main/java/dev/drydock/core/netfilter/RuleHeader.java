package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What every rule can ask of a packet without a match module: addresses, interfaces, protocol,
/// fragment (Linux `struct ipt_ip`).
///
/// @param source where it comes from
/// @param destination where it goes
/// @param in the interface it came in by
/// @param out the interface it goes out by
/// @param protocol its protocol; 0 for any
/// @param fragments whether only later fragments match (`-f`)
public record RuleHeader(
    Address source,
    Address destination,
    Interface in,
    Interface out,
    Protocol protocol,
    Fragments fragments) {
  /// Asks nothing.
  public static final RuleHeader ANY =
      new RuleHeader(
          Address.ANY, Address.ANY, Interface.ANY, Interface.ANY, Protocol.ANY, Fragments.ANY);

  /// An address condition; without a prefix it holds for every packet.
  public record Address(@Nullable Ipv4Prefix v4, @Nullable Ipv6Prefix v6, boolean negated) {
    /// Any address.
    public static final Address ANY = new Address(null, null, false);

    /// Addresses of a prefix, or with `negated` all others.
    public static Address of(IpPrefix prefix, boolean negated) {
      if (prefix.length() == 0 && !negated) {
        return ANY;
      }
      return prefix.isV6()
          ? new Address(null, new Ipv6Prefix(prefix.address().v6(), prefix.length()), negated)
          : new Address(prefix.v4(), null, negated);
    }

    /// Whether every address fits.
    boolean isAny() {
      return v4 == null && v6 == null && !negated;
    }

    /// An address of IPv4 in the prefix, and its mask: packets whose address differs under it do
    /// not fit. The mask is 0 where that cannot be said so simply.
    int first() {
      return v4 == null ? 0 : v4.address();
    }

    int mask() {
      return v4 == null || negated ? 0 : v4.mask();
    }

    boolean matchesSource(Packet packet) {
      if (v4 != null) {
        return v4.contains(packet.source()) != negated;
      }
      if (v6 == null) {
        return true;
      }
      byte[] data = packet.data();
      int at = packet.at();
      return v6.contains(Ipv6.sourceHigh(data, at), Ipv6.sourceLow(data, at)) != negated;
    }

    boolean matchesDestination(Packet packet) {
      if (v4 != null) {
        return v4.contains(packet.destination()) != negated;
      }
      if (v6 == null) {
        return true;
      }
      byte[] data = packet.data();
      int at = packet.at();
      return v6.contains(Ipv6.destinationHigh(data, at), Ipv6.destinationLow(data, at)) != negated;
    }

    // Written out: records link theirs when first used, which a start-up cache cannot keep.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Address that
          && negated == that.negated
          && Objects.equals(v4, that.v4)
          && Objects.equals(v6, that.v6);
    }

    @Override
    public int hashCode() {
      return (((Objects.hashCode(v4) * 31) + Objects.hashCode(v6)) * 31)
          + Boolean.hashCode(negated);
    }

    /// The prefix in words, its length always told; empty for any address.
    public String text() {
      return v4 != null ? v4.toString() : v6 != null ? v6.toString() : "";
    }
  }

  /// An interface condition; the empty name is any, a last `+` stands for any rest.
  public record Interface(String name, boolean negated) {
    /// Any interface.
    public static final Interface ANY = new Interface("", false);

    /// Whether a device's name fits; no device has the empty name.
    public boolean matches(@Nullable NetDevice device) {
      if (name.isEmpty()) {
        return true;
      }
      String actual = device == null ? "" : device.name();
      boolean same =
          name.charAt(name.length() - 1) == '+'
              ? actual.regionMatches(0, name, 0, name.length() - 1)
              : actual.equals(name);
      return same != negated;
    }
  }

  /// A protocol condition.
  public record Protocol(int number, boolean negated) {
    /// Any protocol.
    public static final Protocol ANY = new Protocol(0, false);

    boolean matches(int actual) {
      return number == 0 || (actual == number) != negated;
    }
  }

  /// A fragment condition.
  public enum Fragments {
    /// Any packet.
    ANY,
    /// Second and further fragments (`-f`).
    LATER,
    /// Whole packets and first fragments (`! -f`).
    NOT_LATER
  }

  /// Whether a packet meets all of it.
  boolean matches(Packet packet) {
    return source.matchesSource(packet)
        && destination.matchesDestination(packet)
        && in.matches(packet.in)
        && out.matches(packet.out)
        && protocol.matches(packet.protocol())
        && (fragments == Fragments.ANY
            || packet.isLaterFragment() == (fragments == Fragments.LATER));
  }
}
