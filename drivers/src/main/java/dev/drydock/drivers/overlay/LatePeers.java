package dev.drydock.drivers.overlay;

import dev.drydock.core.device.vxlan.LateEntries;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;

/// The endpoints elsewhere that a hidden namespace has no entries of yet: a node hears of all, and
/// sends to few.
final class LatePeers {
  private final HiddenNamespace namespace;
  private final PeerTable known;
  private final BitSet made = new BitSet();

  LatePeers(HiddenNamespace namespace, PeerTable known) {
    this.namespace = namespace;
    this.known = known;
  }

  /// For the neighbour table.
  LateEntries byAddress() {
    return entries(key -> known.everywhere().withAddress((int) key));
  }

  /// For the forwarding database.
  LateEntries byMac() {
    return entries(key -> known.everywhere().withMac(key));
  }

  private LateEntries entries(LongFunction<List<Peer>> ofKey) {
    return new LateEntries() {
      @Override
      public void make(long key) {
        makeEach(ofKey.apply(key));
      }

      @Override
      public void makeAll() {
        makeEach(known.all());
      }
    };
  }

  /// An endpoint came to be known. It can wait, unless another one has its address or MAC: then the
  /// last one that was heard of counts.
  void added(Peer peer) {
    List<Peer> sameAddress = known.everywhere().withAddress(peer.address().v4());
    List<Peer> sameMac = known.everywhere().withMac(peer.mac());
    if (sameAddress.size() > 1 || sameMac.size() > 1) {
      makeEach(sameAddress);
      makeEach(sameMac);
      make(peer);
    }
  }

  /// An endpoint is not known any more. One with its address that came up elsewhere before that is
  /// found again.
  void removed(Peer peer) {
    namespace.unmake(peer);
    made.clear(peer.number());
    for (Peer other : known.everywhere().withAddress(peer.address().v4())) {
      if (known.has(other)) {
        make(other);
      }
    }
  }

  private void makeEach(List<Peer> peers) {
    for (Peer peer : peers) {
      if (known.has(peer) && !made.get(peer.number())) {
        make(peer);
      }
    }
  }

  private void make(Peer peer) {
    made.set(peer.number());
    namespace.make(peer);
  }
}
