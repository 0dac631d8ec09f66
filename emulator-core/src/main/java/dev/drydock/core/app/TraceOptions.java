package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// What a traceroute is to do.
///
/// @param namespace where it runs
/// @param destination the address it looks for
/// @param probe what its probes are
/// @param hops where it begins and ends
/// @param patience how long it waits for answers
public record TraceOptions(
    Netns namespace, IpAddress destination, Probe probe, Hops hops, Wait patience) {
  /// What a probe is.
  ///
  /// @param icmp echo requests instead of datagrams
  /// @param id the identifier of the echo requests; the source port of datagrams, 0 for a new one
  ///   each
  /// @param port the port of the first datagram; each further one goes to the next
  /// @param samePort whether all go to the first port
  /// @param payloadBytes behind the header of UDP or ICMP
  /// @param pathMtu whether they carry DF
  /// @param tos type of service
  /// @param source the source address, null for the route's
  /// @param device the only device to use
  /// @param syn where SYNs draw their ports and numbers; null for datagrams and echo requests
  public record Probe(
      boolean icmp,
      int id,
      int port,
      boolean samePort,
      int payloadBytes,
      PathMtuDiscovery pathMtu,
      int tos,
      @Nullable IpAddress source,
      @Nullable NetDevice device,
      @Nullable RandomStream syn) {}

  /// Which hops are probed, and how often.
  ///
  /// @param first the first TTL
  /// @param last the last TTL
  /// @param probes for each hop
  /// @param atOnce how many may be unanswered
  public record Hops(int first, int last, int probes, int atOnce) {}

  /// How long answers may take.
  ///
  /// @param mostNanos at most
  /// @param here times the answer of another probe of the same hop; 0 not to care for it
  /// @param near times the answer of a later hop; 0 not to care for it
  /// @param sendNanos what the program needs for a probe, in its own time
  public record Wait(long mostNanos, double here, double near, long sendNanos) {}
}
