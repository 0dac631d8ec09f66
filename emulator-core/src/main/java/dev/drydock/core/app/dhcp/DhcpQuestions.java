package dev.drydock.core.app.dhcp;

import dev.drydock.core.app.dhcp.DhcpOptions.Style;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The messages of a DHCP client, in the words of udhcpc 1.35 or dhclient 4.4, and the raw frames
/// they leave in while there is no address.
final class DhcpQuestions {
  /// What udhcpc asks for (`OPTION_REQ` in `common.c`): mask, router, DNS, name, domain, broadcast,
  /// NTP.
  private static final byte[] UDHCPC_WANTS = {1, 3, 6, 12, 15, 28, 42};

  /// What Debian's `dhclient.conf` asks for.
  private static final byte[] DHCLIENT_WANTS = {1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42};

  private static final String VENDOR = "udhcp 1.35.0";

  /// The largest message udhcpc takes (`IP_UDP_DHCP_SIZE`).
  private static final int UDHCPC_BYTES = 576;

  private static final int UDHCPC_TTL = 64;

  /// dhclient: 128 and low delay (`common/packet.c`).
  private static final int DHCLIENT_TTL = 128;

  private static final int DHCLIENT_TOS = 0x10;

  private final DhcpOptions options;

  DhcpQuestions(DhcpOptions options) {
    this.options = options;
  }

  private boolean isUdhcpc() {
    return options.style() == Style.UDHCPC;
  }

  DhcpMessage discover(int xid, int wanted) {
    DhcpMessage message = begin(DhcpMessage.DISCOVER, xid);
    if (wanted != 0) {
      message.put32(DhcpMessage.REQUESTED, wanted);
    }
    return finish(message);
  }

  DhcpMessage select(int xid, int address, int server) {
    DhcpMessage message = begin(DhcpMessage.REQUEST, xid);
    if (isUdhcpc()) {
      message.put32(DhcpMessage.REQUESTED, address).put32(DhcpMessage.SERVER_ID, server);
    } else {
      message.put32(DhcpMessage.SERVER_ID, server).put32(DhcpMessage.REQUESTED, address);
    }
    return finish(message);
  }

  /// The address from before, of whoever has the say (INIT-REBOOT).
  DhcpMessage reboot(int xid, int address) {
    return finish(begin(DhcpMessage.REQUEST, xid).put32(DhcpMessage.REQUESTED, address));
  }

  DhcpMessage renew(int xid, int address, int seconds) {
    DhcpMessage message = begin(DhcpMessage.REQUEST, xid);
    message.ciaddr = address;
    message.secs = seconds;
    return finish(message);
  }

  DhcpMessage decline(int xid, int address, int server) {
    DhcpMessage message =
        begin(DhcpMessage.DECLINE, xid)
            .put32(DhcpMessage.REQUESTED, address)
            .put32(DhcpMessage.SERVER_ID, server);
    byte[] id = clientId();
    return id.length == 0 ? message : message.put(DhcpMessage.CLIENT_ID, id);
  }

  DhcpMessage release(int xid, int address, int server) {
    DhcpMessage message = begin(DhcpMessage.RELEASE, xid).put32(DhcpMessage.SERVER_ID, server);
    message.ciaddr = address;
    byte[] id = clientId();
    return id.length == 0 ? message : message.put(DhcpMessage.CLIENT_ID, id);
  }

  private DhcpMessage begin(int type, int xid) {
    return DhcpMessage.request(type, xid, options.device().mac());
  }

  private DhcpMessage finish(DhcpMessage message) {
    String hostname = options.wants().hostname();
    byte[] id = clientId();
    if (isUdhcpc()) {
      message.put16(DhcpMessage.SIZE_MAX, UDHCPC_BYTES).put(DhcpMessage.PARAMETERS, UDHCPC_WANTS);
      if (!hostname.isEmpty()) {
        message.putText(DhcpMessage.HOSTNAME, hostname);
      }
      message.putText(DhcpMessage.VENDOR, VENDOR);
    } else {
      if (!hostname.isEmpty()) {
        message.putText(DhcpMessage.HOSTNAME, hostname);
      }
      message.put(DhcpMessage.PARAMETERS, DHCLIENT_WANTS);
    }
    if (id.length > 0) {
      message.put(DhcpMessage.CLIENT_ID, id);
    }
    if (options.wants().broadcast() && message.ciaddr == 0) {
      message.flags |= DhcpMessage.BROADCAST_FLAG;
    }
    return message;
  }

  /// udhcpc says its MAC, with the type of the network in front, unless it is told otherwise.
  private byte[] clientId() {
    String id = options.wants().clientId();
    if (!id.isEmpty() || !isUdhcpc()) {
      return HexFormat.of().parseHex(id);
    }
    byte[] own = new byte[7];
    own[0] = 1;
    Bytes.put48(own, 1, options.device().mac());
    return own;
  }

  /// Half of the lease; dhclient takes away up to a quarter at random (`bind_lease`).
  long renewAfter(DhcpLease lease) {
    if (isUdhcpc()) {
      return lease.seconds() / 2;
    }
    int half = Math.max(1, lease.renewSeconds());
    return (half + 3L) * 3 / 4 + (options.random().nextInt(half) + 3) / 4;
  }

  /// Sends a message to everybody by a packet socket.
  ///
  /// @param source the sender's address, 0 for none yet
  void broadcast(DhcpMessage message, int source) {
    byte[] payload = message.toBytes();
    int udpBytes = Udp.HEADER_BYTES + payload.length;
    NetDevice device = options.device();
    Frame frame =
        device.softnet().frames().take(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + udpBytes);
    byte[] data = frame.data();
    Ethernet.write(data, frame.offset(), Ethernet.BROADCAST, device.mac(), Ethernet.IPV4);
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int udp = ip + Ipv4.HEADER_BYTES;
    int ttl = isUdhcpc() ? UDHCPC_TTL : DHCLIENT_TTL;
    Ipv4.writeLengths(data, ip, Ipv4.HEADER_BYTES + udpBytes, 0, 0);
    Ipv4.putTos(data, ip, isUdhcpc() ? 0 : DHCLIENT_TOS);
    Ipv4.writeAddresses(data, ip, (ttl << 8) | Ipv4.UDP, source, Ipv4.BROADCAST);
    System.arraycopy(payload, 0, data, udp + Udp.HEADER_BYTES, payload.length);
    Udp.write(data, udp, DhcpMessage.CLIENT_PORT, DhcpMessage.SERVER_PORT, udpBytes);
    Udp.writeChecksum(data, udp, source, Ipv4.BROADCAST);
    device.transmit(frame);
  }

  /// What the packet socket hears: a UDP datagram for the client's port, whatever address it is
  /// for.
  ///
  /// @return null for anything else
  static @Nullable DhcpMessage heard(Frame frame) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    boolean isIp =
        Ethernet.type(data, frame.offset()) == Ethernet.IPV4
            && frame.addressee != Frame.TO_OTHER_HOST
            && frame.length() >= Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Udp.HEADER_BYTES;
    if (!isIp || Ipv4.protocol(data, ip) != Ipv4.UDP) {
      return null;
    }
    int udp = ip + Ipv4.headerBytes(data, ip);
    boolean isWhole = Ipv4.fragment(data, ip) == 0 || Ipv4.fragment(data, ip) == Ipv4.DF;
    boolean isForClient =
        isWhole
            && udp + Udp.length(data, udp) <= frame.end()
            && Udp.destinationPort(data, udp) == DhcpMessage.CLIENT_PORT;
    int bytes = Udp.length(data, udp) - Udp.HEADER_BYTES;
    return isForClient ? DhcpMessage.parse(data, udp + Udp.HEADER_BYTES, bytes) : null;
  }
}
