package dev.drydock.drivers.network;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.drivers.profile.Advertising;

/// The unsolicited ARP requests of a new interface: who has my own address? (libnetwork
/// `internal/l2disco/unsol_arp_linux.go`). The first goes out at once.
final class Announcement extends Event {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final NetDevice device;
  private final int address;
  private final Advertising advertising;
  private int sent;

  Announcement(NetDevice device, int address, Advertising advertising) {
    this.device = device;
    this.address = address;
    this.advertising = advertising;
  }

  void start() {
    if (advertising.messages() > 0) {
      fire();
    }
  }

  void stop() {
    device.softnet().loop().cancel(this);
  }

  @Override
  protected void fire() {
    if (!device.isUp()) {
      return;
    }
    send();
    sent++;
    if (sent < advertising.messages()) {
      long interval = advertising.intervalMillis() * NANOS_PER_MILLI;
      device.softnet().loop().scheduleAfter(this, interval);
    }
  }

  private void send() {
    Frame frame = device.softnet().frames().take(Ethernet.HEADER_BYTES + Arp.BYTES);
    byte[] data = frame.data();
    int at = frame.offset();
    Ethernet.write(data, at, Ethernet.BROADCAST, device.mac(), Ethernet.ARP);
    int arp = at + Ethernet.HEADER_BYTES;
    Arp.writeSender(data, arp, Arp.REQUEST, device.mac(), address);
    Arp.writeTarget(data, arp, 0, address);
    device.transmit(frame);
  }
}
