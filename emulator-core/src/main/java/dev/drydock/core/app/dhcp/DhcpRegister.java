package dev.drydock.core.app.dhcp;

import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.sim.EventLoop;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who has which address of a DHCP server, and whether a client may have the one it asks for, as
/// dnsmasq judges it (`src/rfc2131.c`, `dhcp_reply`).
final class DhcpRegister {
  /// How long a declined address is not reserved for its client (`DECLINE_BACKOFF`).
  private static final long DECLINED_NANOS = 600_000_000_000L;

  private final EventLoop loop;
  private final DhcpPool pool;
  private final Map<String, DhcpServer.Given> leases = new LinkedHashMap<>();
  private final Map<Integer, Long> avoidedUntilNanos = new LinkedHashMap<>();
  private int declined;

  DhcpRegister(EventLoop loop, DhcpPool pool) {
    this.loop = loop;
    this.pool = pool;
  }

  private void removeEnded() {
    leases.values().removeIf(given -> given.untilNanos() <= loop.nowNanos());
  }

  /// What a client has, null for nothing.
  DhcpServer.@Nullable Given of(DhcpMessage message) {
    removeEnded();
    return leases.get(client(message));
  }

  /// Who has an address, null for nobody.
  DhcpServer.@Nullable Given holder(int address) {
    for (DhcpServer.Given given : leases.values()) {
      if (given.address() == address && given.untilNanos() > loop.nowNanos()) {
        return given;
      }
    }
    return null;
  }

  /// Gives a client an address in place of any other.
  void give(DhcpMessage message, int address) {
    take(message);
    long until = loop.nowNanos() + pool.leaseSeconds() * 1_000_000_000L;
    leases.put(client(message), new DhcpServer.Given(address, message.mac, until));
  }

  /// Takes away what a client has.
  void take(DhcpMessage message) {
    leases.remove(client(message));
  }

  /// Not every client says its name when it gives an address back.
  void release(long mac, int address) {
    leases.values().removeIf(given -> given.mac() == mac && given.address() == address);
  }

  /// A reserved address is not offered for a while; another makes all searches begin one further
  /// on, so that this client is offered another the next time, if there is one (`addr_epoch`).
  void decline(DhcpMessage message) {
    int address = message.value(DhcpMessage.REQUESTED);
    release(message.mac, address);
    Integer reserved = pool.reserved().get(message.mac);
    if (reserved != null && reserved == address) {
      avoid(address, DECLINED_NANOS);
    } else {
      declined++;
    }
  }

  /// How many addresses have been declined.
  int declined() {
    return declined;
  }

  /// Leaves an address alone for a while.
  void avoid(int address, long nanos) {
    avoidedUntilNanos.put(address, loop.nowNanos() + nanos);
  }

  boolean isAvoided(int address) {
    Long until = avoidedUntilNanos.get(address);
    return until != null && until >= loop.nowNanos();
  }

  /// Whether an address may be offered to anybody.
  boolean isFree(int address, InterfaceAddress own) {
    return isServed(address, own)
        && DhcpPool.isUsable(address)
        && holder(address) == null
        && !pool.reserved().containsValue(address)
        && !pool.routers().contains(address)
        && !isAvoided(address);
  }

  static boolean isServed(int address, InterfaceAddress own) {
    return own.prefix().contains(address) && address != own.address();
  }

  /// Who a client is: what it calls itself, else its MAC.
  private static String client(DhcpMessage message) {
    byte[] id = message.option(DhcpMessage.CLIENT_ID);
    return id == null ? Long.toHexString(message.mac) : HexFormat.of().formatHex(id);
  }

  // ---- requests ----------------------------------------------------------------------------

  /// What to say to a request.
  ///
  /// @param isUnicast whether it came to the server's own address
  DhcpAnswer judge(DhcpMessage message, InterfaceAddress own, boolean isUnicast) {
    removeEnded();
    DhcpAnswer claim = claim(message, own, isUnicast);
    return claim == DhcpAnswer.YES ? availability(message, own) : claim;
  }

  /// The address a request is about: the one asked for, or the one the client has.
  static int asked(DhcpMessage message) {
    int wanted = message.value(DhcpMessage.REQUESTED);
    return wanted != 0 ? wanted : message.ciaddr;
  }

  /// Whether the client may ask us for that address (RFC 2131 section 4.3.2). After an offer it
  /// names the server; from before (INIT-REBOOT) it only names the address; while it has one
  /// (RENEWING by unicast, REBINDING) it says so.
  private DhcpAnswer claim(DhcpMessage message, InterfaceAddress own, boolean isUnicast) {
    int wanted = message.value(DhcpMessage.REQUESTED);
    int server = message.value(DhcpMessage.SERVER_ID);
    DhcpServer.Given had = leases.get(client(message));
    boolean isOther = had != null && had.address() != asked(message);
    boolean isStrange = had == null && !pool.authoritative();
    if (wanted != 0 && server != 0) {
      if (server != own.address()) {
        return pool.authoritative() ? DhcpAnswer.WRONG_SERVER : DhcpAnswer.NOTHING;
      }
      if (isOther) {
        take(message);
      }
      return DhcpAnswer.YES;
    }
    if (wanted != 0) {
      return isStrange ? DhcpAnswer.NOTHING : isOther ? DhcpAnswer.WRONG_ADDRESS : DhcpAnswer.YES;
    }
    if (isOther || isStrange) {
      return isUnicast ? DhcpAnswer.NOT_FOUND : DhcpAnswer.NOTHING;
    }
    return DhcpAnswer.YES;
  }

  /// Whether that address can be had here, by this client.
  private DhcpAnswer availability(DhcpMessage message, InterfaceAddress own) {
    int address = asked(message);
    if (!own.prefix().contains(address)) {
      return DhcpAnswer.WRONG_NETWORK;
    }
    Integer reserved = pool.reserved().get(message.mac);
    boolean isReserved = reserved != null && reserved == address;
    boolean isOurs =
        pool.holds(address) && isServed(address, own) && !pool.routers().contains(address);
    DhcpServer.Given had = leases.get(client(message));
    DhcpServer.Given holder = holder(address);
    boolean isNew = message.value(DhcpMessage.SERVER_ID) != 0;
    if (!isOurs && !isReserved) {
      return DhcpAnswer.NOT_AVAILABLE;
    }
    if (!isReserved && !isNew && reserved != null && !isAvoided(reserved)) {
      DhcpServer.Given other = holder(reserved);
      if (other == null || other == had) {
        return DhcpAnswer.STATIC;
      }
    }
    if (!isReserved && pool.reserved().containsValue(address)) {
      return DhcpAnswer.RESERVED;
    }
    return had == null && holder != null ? DhcpAnswer.IN_USE : DhcpAnswer.YES;
  }
}
