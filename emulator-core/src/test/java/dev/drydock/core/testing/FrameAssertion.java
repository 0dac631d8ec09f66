package dev.drydock.core.testing;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vlan;
import java.util.Objects;

/// Assertions about one frame that begins with its Ethernet header. A failure prints the frame.
///
/// ```java
///   assertThat(frame).isUdp().from("172.17.0.2").to("172.17.0.3").hasPorts(5000, 53);
/// ```
public final class FrameAssertion {
  private final Frame frame;

  private FrameAssertion(Frame frame) {
    this.frame = frame;
  }

  /// Begins a sentence about a frame. The frame stays with its owner.
  public static FrameAssertion assertThat(Frame frame) {
    return new FrameAssertion(frame);
  }

  /// The source MAC, in text.
  public FrameAssertion fromMac(String mac) {
    return check("source MAC", mac, Mac.format(Ethernet.source(frame.data(), frame.offset())));
  }

  /// The destination MAC, in text.
  public FrameAssertion toMac(String mac) {
    String destination = Mac.format(Ethernet.destination(frame.data(), frame.offset()));
    return check("destination MAC", mac, destination);
  }

  /// The 802.1Q tag's id.
  public FrameAssertion hasVlan(int id) {
    check("tagged", true, Vlan.isTagged(frame.data(), frame.offset()));
    return check("VLAN", id, Vlan.id(frame.data(), frame.offset()));
  }

  /// An ARP request for an address.
  public FrameAssertion isArpRequest(String target) {
    return isArp(Arp.REQUEST, Arp.targetAddress(frame.data(), network()), target);
  }

  /// An ARP reply that tells the MAC of an address.
  public FrameAssertion isArpReply(String sender) {
    return isArp(Arp.REPLY, Arp.senderAddress(frame.data(), network()), sender);
  }

  private FrameAssertion isArp(int operation, int address, String want) {
    check("EtherType", Ethernet.ARP, type());
    boolean valid = Arp.isValid(frame.data(), network(), frame.end() - network());
    check("ARP for IPv4 over Ethernet", true, valid);
    check("ARP operation", operation, Arp.operation(frame.data(), network()));
    return check("ARP address", want, Ipv4Address.format(address));
  }

  /// IPv4 with a sound header.
  public FrameAssertion isIpv4() {
    check("EtherType", Ethernet.IPV4, type());
    Ipv4.HeaderCheck header = Ipv4.check(frame.data(), network(), frame.end() - network());
    return check("IPv4 header", Ipv4.HeaderCheck.OK, header);
  }

  /// The source address of the IPv4 header.
  public FrameAssertion from(String address) {
    isIpv4();
    return check("source", address, Ipv4Address.format(Ipv4.source(frame.data(), network())));
  }

  /// The destination address of the IPv4 header.
  public FrameAssertion to(String address) {
    isIpv4();
    String destination = Ipv4Address.format(Ipv4.destination(frame.data(), network()));
    return check("destination", address, destination);
  }

  /// The time to live.
  public FrameAssertion hasTtl(int ttl) {
    isIpv4();
    return check("TTL", ttl, Ipv4.ttl(frame.data(), network()));
  }

  /// An ICMP message with a right checksum.
  public FrameAssertion isIcmp(int type, int code) {
    isProtocol(Ipv4.ICMP);
    byte[] data = frame.data();
    boolean valid = Checksum.isValid(data, transport(), packetEnd() - transport());
    check("ICMP checksum is valid", true, valid);
    check("ICMP type", type, Icmp.type(data, transport()));
    return check("ICMP code", code, Icmp.code(data, transport()));
  }

  /// A UDP datagram with a right checksum, or none.
  public FrameAssertion isUdp() {
    isProtocol(Ipv4.UDP);
    byte[] data = frame.data();
    int at = transport();
    check("UDP length", packetEnd() - at, Udp.length(data, at));
    int source = Ipv4.source(data, network());
    int destination = Ipv4.destination(data, network());
    boolean valid = Udp.hasValidChecksum(data, at, source, destination);
    return check("UDP checksum is valid", true, valid);
  }

  /// The ports of a UDP datagram or a TCP segment, which begin with them alike.
  public FrameAssertion hasPorts(int source, int destination) {
    isIpv4();
    check("source port", source, Bytes.u16(frame.data(), transport()));
    return check("destination port", destination, Bytes.u16(frame.data(), transport() + 2));
  }

  private void isProtocol(int protocol) {
    isIpv4();
    check("protocol", protocol, Ipv4.protocol(frame.data(), network()));
  }

  private boolean isTagged() {
    return Vlan.isTagged(frame.data(), frame.offset());
  }

  private int network() {
    return frame.offset() + Ethernet.HEADER_BYTES + (isTagged() ? Vlan.TAG_BYTES : 0);
  }

  private int type() {
    return Bytes.u16(frame.data(), network() - 2);
  }

  private int transport() {
    return network() + Ipv4.headerBytes(frame.data(), network());
  }

  private int packetEnd() {
    return network() + Ipv4.totalBytes(frame.data(), network());
  }

  private FrameAssertion check(String what, Object want, Object have) {
    if (!Objects.equals(want, have)) {
      throw new AssertionError(
          what + ": expected " + want + " but was " + have + " in\n" + FrameText.of(frame));
    }
    return this;
  }
}
