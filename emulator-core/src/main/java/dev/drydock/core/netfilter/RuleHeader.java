package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4Prefix;
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

  /// An address condition.
  public record Address(Ipv4Prefix prefix, boolean negated) {
    /// Any address.
    public static final Address ANY = new Address(Ipv4Prefix.ANY, false);

    boolean matches(int address) {
      return prefix.contains(address) != negated;
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
    return source.matches(packet.source())
        && destination.matches(packet.destination())
        && in.matches(packet.in)
        && out.matches(packet.out)
        && protocol.matches(packet.protocol())
        && (fragments == Fragments.ANY
            || packet.isLaterFragment() == (fragments == Fragments.LATER));
  }
}
