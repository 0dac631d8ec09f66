package dev.drydock.core.ip.v6;

import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import org.jspecify.annotations.Nullable;

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
  private final boolean managed;
  private final boolean stable;

  /// Null while it is good for ever.
  private @Nullable AddressLifetime lifetime;

  Ipv6InterfaceAddress(
      Ipv6Interfaces interfaces, Ipv6Interface owner, Ipv6Prefix prefix, Origin origin) {
    this.interfaces = interfaces;
    this.owner = owner;
    this.prefix = prefix;
    this.noDad = origin.noDad;
    this.managed = origin.managed;
    this.stable = origin.stable;
    if (origin.validSeconds != RouterAdvertisement.INFINITE_SECONDS
        || origin.preferredSeconds != RouterAdvertisement.INFINITE_SECONDS) {
      setLifetime(origin.validSeconds, origin.preferredSeconds);
    }
  }

  /// Where an address comes from.
  ///
  /// @param noDad whether to use it without duplicate address detection
  /// @param managed whether the kernel made it of an advertised network (`mngtmpaddr`)
  /// @param stable whether its identifier was made of a secret (`stable-privacy`)
  /// @param validSeconds how long it is good
  /// @param preferredSeconds how long it is preferred
  public record Origin(
      boolean noDad, boolean managed, boolean stable, long validSeconds, long preferredSeconds) {
    /// Set by hand, for ever.
    public static final Origin MANUAL = forever(false, false);

    /// Set by hand, for ever, and used at once.
    public static final Origin WITHOUT_DAD = forever(true, false);

    /// An address for ever.
    static Origin forever(boolean noDad, boolean stable) {
      long forever = RouterAdvertisement.INFINITE_SECONDS;
      return new Origin(noDad, false, stable, forever, forever);
    }
  }

  /// How long it is good; null for ever.
  public @Nullable AddressLifetime lifetime() {
    return lifetime;
  }

  void setLifetime(long validSeconds, long preferredSeconds) {
    if (lifetime == null) {
      lifetime = new AddressLifetime(this, owner.stack().loop());
    }
    lifetime.set(validSeconds, preferredSeconds);
  }

  /// Whether it goes some day (not `IFA_F_PERMANENT`).
  public boolean isDynamic() {
    return lifetime != null && lifetime.ends();
  }

  /// Whether it is not used for new connections any more.
  public boolean isDeprecated() {
    return lifetime != null && lifetime.isOver();
  }

  /// Whether the kernel made it of an advertised network.
  public boolean isManaged() {
    return managed;
  }

  /// Whether its identifier was made of a secret.
  public boolean isStable() {
    return stable;
  }

  void expired() {
    interfaces.removeAddress(owner.device(), prefix);
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
      interfaces.detection().ended(this);
    } else {
      asked = true;
      interfaces.detection().ask(this);
    }
  }
}
