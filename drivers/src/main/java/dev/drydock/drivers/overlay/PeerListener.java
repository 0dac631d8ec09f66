package dev.drydock.drivers.overlay;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.network.Endpoint;

/// Somebody who tells other nodes of the endpoints here.
public interface PeerListener {
  /// Nobody is told, and frames leave by the address the route chooses.
  PeerListener NONE =
      new PeerListener() {
        @Override
        public IpAddress tunnelEnd() {
          return IpAddress.ANY_V4;
        }

        @Override
        public void added(Endpoint endpoint, Peer peer) {}

        @Override
        public void removed(Endpoint endpoint, Peer peer) {}
      };

  /// The address other nodes send frames to.
  IpAddress tunnelEnd();

  /// An endpoint here has an interface now.
  void added(Endpoint endpoint, Peer peer);

  /// An endpoint here has no interface any more.
  void removed(Endpoint endpoint, Peer peer);
}
