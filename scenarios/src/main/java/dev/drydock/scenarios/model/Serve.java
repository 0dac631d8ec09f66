package dev.drydock.scenarios.model;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A server that runs on a machine or in the containers of an image.
public sealed interface Serve {

  /// The port it listens on; 0 for none.
  int port();

  /// The same server on one address only.
  default Serve on(IpAddress address) {
    return this;
  }

  /// Answers HTTP.
  ///
  /// @param address the one it listens on, `::` for all
  /// @param server program whose headers and error pages are shown: `nginx`, `busybox-httpd` …
  /// @param files path → content; what a server shows without files is its own matter
  record Http(IpAddress address, int port, String server, Map<String, Content> files)
      implements Serve {
    /// Copies the files, their order kept.
    public Http {
      files = Ordered.copyOf(files);
    }

    /// On all addresses.
    public Http(int port, String server, Map<String, Content> files) {
      this(IpAddress.ANY_V6, port, server, files);
    }

    @Override
    public Serve on(IpAddress newAddress) {
      return new Http(newAddress, port, server, files);
    }
  }

  /// Answers DNS over UDP and TCP.
  ///
  /// @param server program whose behaviour is shown: `dnsmasq` …
  /// @param hosts name → address
  /// @param local domains it answers itself and never forwards
  record Dns(int port, String server, Map<String, IpAddress> hosts, List<String> local)
      implements Serve {
    /// Copies the collections, their order kept.
    public Dns {
      hosts = Ordered.copyOf(hosts);
      local = List.copyOf(local);
    }
  }

  /// Gives addresses by DHCP, as dnsmasq does.
  ///
  /// @param nic the interface it serves; empty for the one whose network has the range
  /// @param first the first address of the range
  /// @param last the last one
  /// @param settings what clients are told
  record Dhcp(int port, String nic, IpAddress first, IpAddress last, DhcpSettings settings)
      implements Serve {}

  /// Tells the hosts of a link of its IPv6 router, as radvd does.
  ///
  /// @param nic the interface on the link
  /// @param router what the router says of itself
  /// @param prefixes the networks; none for those of the interface
  /// @param networks flags and lifetimes of the networks
  /// @param names name servers and search domains
  /// @param mtuBytes the MTU; 0 for nothing said
  /// @param intervalSeconds the longest time between advertisements
  record Advertise(
      String nic,
      RouterAdvertisement.Router router,
      List<Ipv6Prefix> prefixes,
      RouterAdvertisement.Prefix networks,
      RouterAdvertisement.Names names,
      int mtuBytes,
      int intervalSeconds)
      implements Serve {
    /// Copies the list.
    public Advertise {
      prefixes = List.copyOf(prefixes);
    }

    @Override
    public int port() {
      return 0;
    }
  }

  /// What a DHCP server tells its clients.
  ///
  /// @param leaseSeconds how long a lease is good
  /// @param routers default gateways; none for the server itself
  /// @param nameservers name servers; none for the server itself
  /// @param domain the domain, empty for none
  /// @param reserved MAC → address
  /// @param pings whether it pings an address before it offers it
  /// @param authoritative whether it refuses addresses it does not know
  record DhcpSettings(
      int leaseSeconds,
      List<IpAddress> routers,
      List<IpAddress> nameservers,
      String domain,
      Map<MacAddress, IpAddress> reserved,
      boolean pings,
      boolean authoritative) {
    /// Copies the collections, their order kept.
    public DhcpSettings {
      routers = List.copyOf(routers);
      nameservers = List.copyOf(nameservers);
      reserved = Ordered.copyOf(reserved);
    }
  }

  /// Accepts connections or datagrams and says nothing of its own.
  ///
  /// @param address the one it listens on, `::` for all
  /// @param server label of the program: `mysql`, `redis` …
  record Listen(IpAddress address, int port, Protocol protocol, String server) implements Serve {
    /// On all addresses.
    public Listen(int port, Protocol protocol, String server) {
      this(IpAddress.ANY_V6, port, protocol, server);
    }

    @Override
    public Serve on(IpAddress newAddress) {
      return new Listen(newAddress, port, protocol, server);
    }
  }

  /// What a file holds: a text repeated and cut to a length.
  record Content(String pattern, int sizeBytes) {
    /// Just this text.
    public static Content of(String text) {
      return new Content(text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /// The bytes, in UTF-8.
    public byte[] toBytes() {
      var unit = pattern.getBytes(StandardCharsets.UTF_8);
      var bytes = new byte[unit.length == 0 ? 0 : sizeBytes];
      for (var index = 0; index < bytes.length; index++) {
        bytes[index] = unit[index % unit.length];
      }
      return bytes;
    }
  }
}
