package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;

/// The two ends of a connection, seen from here. Mutable: the one of a received segment is filled
/// in again and again.
final class FourTuple {
  boolean isV6;
  long localHigh;
  long localLow;
  long remoteHigh;
  long remoteLow;
  int localPort;
  int remotePort;

  void setV4(int local, int remote) {
    isV6 = false;
    localHigh = 0;
    localLow = local & 0xffff_ffffL;
    remoteHigh = 0;
    remoteLow = remote & 0xffff_ffffL;
  }

  void setLocal(IpAddress address, int port) {
    isV6 = address.isV6();
    localHigh = address.high();
    localLow = address.low();
    localPort = port;
  }

  void setRemote(IpAddress address, int port) {
    remoteHigh = address.high();
    remoteLow = address.low();
    remotePort = port;
  }

  void set(FourTuple other) {
    isV6 = other.isV6;
    localHigh = other.localHigh;
    localLow = other.localLow;
    remoteHigh = other.remoteHigh;
    remoteLow = other.remoteLow;
    localPort = other.localPort;
    remotePort = other.remotePort;
  }

  SocketAddress local() {
    return new SocketAddress(new IpAddress(localHigh, localLow, isV6), localPort);
  }

  SocketAddress remote() {
    return new SocketAddress(new IpAddress(remoteHigh, remoteLow, isV6), remotePort);
  }

  boolean isSame(FourTuple other) {
    return localPort == other.localPort
        && remotePort == other.remotePort
        && remoteLow == other.remoteLow
        && localLow == other.localLow
        && remoteHigh == other.remoteHigh
        && localHigh == other.localHigh
        && isV6 == other.isV6;
  }

  int hash() {
    long mixed = (localLow + (localHigh * 31)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (remoteLow + (remoteHigh * 31))) * 0xC2B2AE3D27D4EB4FL;
    mixed = (mixed ^ (((long) localPort << 16) | remotePort)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
