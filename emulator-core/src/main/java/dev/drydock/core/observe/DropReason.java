package dev.drydock.core.observe;

/// Why a frame was lost. Where Linux has a word for it (`enum skb_drop_reason`), it is that word.
public enum DropReason {
  /// The device is not up.
  DEV_READY("device is down"),
  /// A queue was full: the machine's backlog (`netdev_max_backlog`) or a link's transmit queue.
  CPU_BACKLOG("backlog queue is full"),
  /// The transmit queue of a link was full.
  FULL_RING("transmit queue is full"),
  /// No carrier: the other end of a veth pair or the wire is down or absent.
  NO_CARRIER("no carrier"),
  /// The frame is larger than the receiving device takes; bridges and veth tell nobody.
  PKT_TOO_BIG("larger than the MTU"),
  /// A truncated or malformed header.
  HDR_TRUNC("header is cut off or malformed"),
  /// The frame is addressed to another MAC.
  OTHERHOST("addressed to another host"),
  /// Nobody on the device handles this EtherType.
  UNHANDLED_PROTO("no handler for this EtherType"),
  /// Source address is a group address or zero.
  MAC_INVALID_SOURCE("invalid source MAC"),
  /// A bridge port that is not forwarding.
  BRIDGE_INGRESS_STP_STATE("bridge port is not forwarding"),
  /// A group address that a bridge must not pass on (01:80:c2:00:00:0x).
  BRIDGE_NO_FORWARD("group address a bridge does not forward"),
  /// A bridge had no port to send the frame to.
  BRIDGE_NO_EGRESS("no other bridge port"),
  /// The frame circles between bridges; a real network would be busy with it until the loop is
  /// opened.
  BRIDGE_LOOP("broadcast storm: bridges form a loop without a spanning tree"),
  /// The port is not in the frame's VLAN.
  VLAN_FILTER("VLAN does not pass this port"),
  /// A switch port accepts no further source address.
  PORT_SECURITY("switch port accepts no further MAC"),
  /// The header checksum of IPv4 is wrong.
  IP_CSUM("bad IPv4 header checksum"),
  /// The IPv4 header is not valid.
  IP_INHDR("bad IPv4 header"),
  /// No route to the destination.
  IP_OUTNOROUTES("no route"),
  /// A route that refuses.
  IP_ROUTE_REFUSED("refused by a route"),
  /// Forwarding is off and the destination is not local.
  IP_NOT_FORWARDING("forwarding is off"),
  /// TTL reached zero.
  TTL_EXCEEDED("TTL exceeded"),
  /// The packet does not fit and may not be fragmented.
  FRAG_NEEDED("fragmentation needed but not allowed"),
  /// A fragment that came before (`DUP_FRAG`).
  DUP_FRAG("fragment came twice"),
  /// Fragments that overlap: nothing of the packet is kept.
  FRAG_OVERLAP("fragments overlap"),
  /// Not all fragments came in time (`FRAG_REASM_TIMEOUT`).
  FRAG_REASM_TIMEOUT("fragments missing after 30 s"),
  /// Too many fragments wait (`ipfrag_high_thresh`).
  FRAG_MEMORY("too many fragments waiting"),
  /// A source or destination address that must not appear here.
  IP_MARTIAN("martian address"),
  /// A packet to a group that nobody here has joined (`ip_check_mc_rcu`).
  NOT_MEMBER("to a group that was not joined"),
  /// The reverse path filter: the way back is not the way in (`IP_RPFILTER`).
  IP_RPFILTER("reverse path filter"),
  /// No program, no protocol handler or no socket for it.
  NO_SOCKET("no socket"),
  /// The checksum of the transport header is wrong.
  TRANSPORT_CSUM("bad transport checksum"),
  /// ARP did not find the next hop.
  NEIGH_FAILED("next hop does not answer ARP"),
  /// There may be no more next hops (`net.ipv4.neigh.default.gc_thresh3`).
  NEIGH_CREATEFAIL("the table of neighbours is full"),
  /// Too many packets waited for one next hop.
  NEIGH_QUEUEFULL("queue of the unresolved next hop is full"),
  /// The interface's own packet, or nothing left to do with it.
  NOT_SPECIFIED("not specified"),
  /// A netfilter rule said so.
  NETFILTER_DROP("dropped by netfilter"),
  /// A link lost it on purpose.
  LINK_LOSS("lost on the link"),
  /// A fault keeps these two ends of a link apart.
  LINK_PARTITION("the link is partitioned"),
  /// The queueing discipline of a device was full.
  QDISC_DROP("queueing discipline is full"),
  /// netem lost it on purpose.
  NETEM_LOSS("lost by netem"),
  /// A tunnel has nowhere to send a frame for this address.
  NO_TX_TARGET("the tunnel knows no end for this address"),
  /// A VXLAN header with other flags than the one for a valid VNI.
  VXLAN_INVALID_HDR("bad VXLAN header"),
  /// No device has this VNI.
  VXLAN_VNI_NOT_FOUND("no VXLAN device for this VNI"),
  /// The source is known by hand to be behind another tunnel end.
  VXLAN_ENTRY_EXISTS("source is fixed to another tunnel end"),
  /// A tunnelled frame with the tunnel device's own source address.
  LOCAL_MAC("own source MAC"),
  /// Congestion was met by a packet that cannot say so.
  IP_TUNNEL_ECN("congestion mark on a packet without ECN"),
  /// The interface or its machine went away with the frame still queued.
  DEV_GONE("device was removed"),
  /// `SKB_DROP_REASON_IPV6DISABLED`.
  IPV6DISABLED("IPv6 is disabled on the interface");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /// The reason in a few words, for people.
  public String text() {
    return text;
  }
}
