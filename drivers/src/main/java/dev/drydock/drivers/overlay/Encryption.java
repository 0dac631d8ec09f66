package dev.drydock.drivers.overlay;

import dev.drydock.core.ip.Xfrm;
import dev.drydock.core.ip.XfrmState;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.firewall.SwarmRules;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What keeps frames of encrypted networks secret between nodes: ESP around their VXLAN packets, by
/// the keys that the swarm's managers gave out (libnetwork `drivers/overlay/encryption.go`).
///
/// The keys are those of a swarm's beginning: they are not changed every twelve hours.
final class Encryption {
  /// `reqid` of associations and mark of packets.
  static final int MARK = 0xd0c4e3;

  /// What ESP adds at most, without padding: SPI, sequence number, IV, trailer, check value.
  static final int EXPANSION_BYTES = 26;

  private static final int FNV_BEGIN = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final int MAPPED_BYTES = 16;

  private final Machine machine;
  private final List<OverlayDriver.Key> keys = new ArrayList<>();
  private int port;

  Encryption(Machine machine) {
    this.machine = machine;
  }

  /// Takes new keys, the one to send with first; what was made of older ones goes.
  void setKeys(List<OverlayDriver.Key> newKeys, int vxlanPort) {
    keys.clear();
    keys.addAll(newKeys);
    port = vxlanPort;
    Xfrm xfrm = machine.root().ipv4().xfrmOrNull();
    if (xfrm != null) {
      xfrm.clear();
    }
  }

  boolean hasKeys() {
    return !keys.isEmpty();
  }

  /// Encrypts a network's frames between this node and another one.
  void between(IpAddress own, IpAddress other, int vni) {
    new SwarmRules(machine.root().ipv4().netfilter()).encrypt(port, vni, MARK);
    Xfrm xfrm = machine.root().ipv4().xfrm();
    for (int i = 0; i < keys.size(); i++) {
      OverlayDriver.Key key = keys.get(i);
      XfrmState.Ends in = new XfrmState.Ends(other.v4(), own.v4());
      xfrm.add(spec(in, spi(other, own, key.tag()), key));
      if (i == 0) {
        XfrmState.Ends out = new XfrmState.Ends(own.v4(), other.v4());
        int spi = spi(own, other, key.tag());
        xfrm.add(spec(out, spi, key));
        xfrm.add(new Xfrm.Policy(out, port, MARK, spi, MARK));
      }
    }
  }

  private static XfrmState.Spec spec(XfrmState.Ends ends, int spi, OverlayDriver.Key key) {
    String salt = HexFormat.of().toHexDigits(spi);
    return new XfrmState.Spec(ends, spi, MARK, key.value() + salt);
  }

  /// FNV-1a of source, tag of the key, and destination.
  private static int spi(IpAddress source, IpAddress destination, int tag) {
    byte[] text = new byte[MAPPED_BYTES + Integer.BYTES + MAPPED_BYTES];
    putMapped(text, 0, source);
    Bytes.put32(text, MAPPED_BYTES, tag);
    putMapped(text, MAPPED_BYTES + Integer.BYTES, destination);
    int hash = FNV_BEGIN;
    for (byte each : text) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static void putMapped(byte[] text, int at, IpAddress address) {
    Bytes.put16(text, at + 10, 0xffff);
    Bytes.put32(text, at + 12, address.v4());
  }
}
