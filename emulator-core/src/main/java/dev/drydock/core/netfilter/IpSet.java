package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A set of addresses, networks, or addresses with ports, which rules ask (Linux
/// `net/netfilter/ipset`, types `hash:ip`, `hash:net`, `hash:ip,port`). Its entries keep the order
/// in which they came.
public final class IpSet {
  /// What an entry is.
  public enum Type {
    /// An address.
    IP("hash:ip", 1, 6),
    /// A network; the longest one that has an address counts.
    NET("hash:net", 1, 7),
    /// An address and a port of a protocol.
    IP_PORT("hash:ip,port", 2, 7);

    private final String word;
    private final int dimension;
    private final int revision;

    Type(String word, int dimension, int revision) {
      this.word = word;
      this.dimension = dimension;
      this.revision = revision;
    }

    /// The name: `hash:ip`.
    public String word() {
      return word;
    }

    /// The revision of the kernel's module.
    public int revision() {
      return revision;
    }

    /// The memory of a set with some entries, as `ipset list` says it.
    public int bytes(int entries) {
      return (this == NET ? 456 : 216) + entries * (this == IP ? 40 : 48);
    }
  }

  /// One entry.
  ///
  /// @param prefix the network; of 32 bits for an address
  /// @param protocol the protocol of the port; 0 where there is none
  /// @param port the port
  public record Entry(Ipv4Prefix prefix, int protocol, int port) {
    /// As `ipset` prints it: `10.0.0.0/8`, `10.0.0.1,tcp:80`.
    public String text() {
      boolean single = prefix.length() == 32;
      String address = single ? Ipv4Address.format(prefix.address()) : prefix.toString();
      return protocol == 0 ? address : address + "," + Protocols.name(protocol) + ":" + port;
    }
  }

  private final Type type;
  private final int hashSize;
  private final int most;
  private final Map<Entry, Boolean> entries = new LinkedHashMap<>();

  /// An empty set.
  ///
  /// @param hashSize how large its table begins, only shown
  /// @param most how many entries it may have
  public IpSet(Type type, int hashSize, int most) {
    this.type = type;
    this.hashSize = hashSize;
    this.most = most;
  }

  /// What its entries are.
  public Type type() {
    return type;
  }

  /// How large its table began.
  public int hashSize() {
    return hashSize;
  }

  /// How many entries it may have.
  public int most() {
    return most;
  }

  /// The entries, oldest first.
  public List<Entry> entries() {
    return new ArrayList<>(entries.keySet());
  }

  /// Whether it has just this entry.
  public boolean has(Entry entry) {
    return entries.containsKey(entry);
  }

  /// Whether an entry says that what it holds is not in the set.
  public boolean isException(Entry entry) {
    return entries.getOrDefault(entry, false);
  }

  /// Adds an entry.
  ///
  /// @param exception whether what it holds shall not be in the set (`nomatch`)
  /// @return false when the set is full
  public boolean add(Entry entry, boolean exception) {
    if (!has(entry) && entries.size() >= most) {
      return false;
    }
    entries.put(entry, exception);
    return true;
  }

  /// Removes an entry.
  ///
  /// @return whether it was there
  public boolean remove(Entry entry) {
    return entries.remove(entry) != null;
  }

  /// Removes all entries.
  public void flush() {
    entries.clear();
  }

  /// Whether an address is in the set, with a port where the set has ports.
  public boolean contains(int address, int protocol, int port) {
    if (type == Type.IP_PORT) {
      return has(new Entry(new Ipv4Prefix(address, 32), protocol, port));
    }
    int shortest = type == Type.NET ? 1 : 32;
    for (int length = 32; length >= shortest; length--) {
      Boolean exception = entries.get(new Entry(new Ipv4Prefix(address, length).masked(), 0, 0));
      if (exception != null) {
        return !exception;
      }
    }
    return false;
  }

  /// Whether a packet's source or destination is in the set.
  ///
  /// @param sources for each dimension, whether the source is asked for
  public boolean contains(Packet packet, List<Boolean> sources) {
    if (sources.size() < type.dimension) {
      return false;
    }
    int address = sources.get(0) ? packet.source() : packet.destination();
    if (type != Type.IP_PORT) {
      return contains(address, 0, 0);
    }
    int protocol = packet.protocol();
    boolean hasPorts = protocol == Ipv4.TCP || protocol == Ipv4.UDP;
    if (!hasPorts || packet.isLaterFragment() || packet.transportBytes() < 4) {
      return false;
    }
    int at = packet.transportAt() + (sources.get(1) ? 0 : 2);
    byte[] data = packet.data();
    return contains(address, protocol, ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff));
  }
}
