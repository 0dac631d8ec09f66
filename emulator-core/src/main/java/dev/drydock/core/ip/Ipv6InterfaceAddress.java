package dev.drydock.core.ip;

import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;

/// An IPv6 address of an interface (Linux `struct inet6_ifaddr`). It is tentative until duplicate
/// address detection has ended, and is the timer of that itself.
public final class Ipv6InterfaceAddress extends Event {
  private final Ipv6Interfaces interfaces;
  private final Ipv6Interface owner;
  private final Ipv6Prefix prefix;
  private final boolean noDad;
  private long nonce;
  private boolean tentative = true;
  private boolean duplicate;
  private boolean asked;
  private boolean inGroup;

  Ipv6InterfaceAddress(
      Ipv6Interfaces interfaces, Ipv6Interface owner, Ipv6Prefix prefix, boolean noDad) {
    this.interfaces = interfaces;
    this.owner = owner;
    this.prefix = prefix;
    this.noDad = noDad;
  }

  /// The interface it belongs to.
  public Ipv6Interface owner() {
    return owner;
  }

  /// The address with the length of its network.
  public Ipv6Prefix prefix() {
    return prefix;
  }

  /// The address.
  public Ipv6Address address() {
    return prefix.address();
  }

  /// How far the address is valid.
  public Scope scope() {
    if (address().equals(Ipv6Address.LOOPBACK)) {
      return Scope.HOST;
    }
    return address().isLinkLocal() ? Scope.LINK : Scope.GLOBAL;
  }

  /// Whether it was added without duplicate address detection.
  public boolean isWithoutDad() {
    return noDad;
  }

  /// Whether it cannot be used yet, as somebody else may have it.
  public boolean isTentative() {
    return tentative;
  }

  /// Whether somebody else was found to have it, so that it never becomes usable (`dadfailed`).
  public boolean isDuplicate() {
    return duplicate;
  }

  void makeDuplicate() {
    duplicate = true;
  }

  void makeUsable() {
    tentative = false;
  }

  /// The number in our probe, by which it is known when it comes back (RFC 7527).
  long nonce() {
    return nonce;
  }

  void setNonce(long number) {
    nonce = number;
    asked = false;
  }

  /// Whether the group in which it is asked for is joined now: once only.
  boolean joinsItsGroup() {
    boolean first = !inGroup;
    inGroup = true;
    return first;
  }

  /// It is time to ask, or nobody objected.
  @Override
  protected void fire() {
    if (asked) {
      interfaces.detectionEnded(this);
    } else {
      asked = true;
      interfaces.ask(this);
    }
  }
}
