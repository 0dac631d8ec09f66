package dev.drydock.scenarios.tools.http;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.names.NameLookup;
import org.jspecify.annotations.Nullable;

/// What a flavour of `nc` says.
enum NetcatText {
  /// netcat-openbsd 1.219 of Debian.
  OPENBSD {
    @Override
    String unknownHost(NetcatOptions options, NameLookup.Outcome outcome) {
      String why =
          outcome == NameLookup.Outcome.TEMPORARY_FAILURE
              ? "Temporary failure in name resolution"
              : "Name or service not known";
      String port = options.ports.isEmpty() ? "" : Integer.toString(options.ports.get(0));
      return "nc: getaddrinfo for host \"" + options.host + "\" port " + port + ": " + why;
    }

    @Override
    String notConnected(NetcatOptions options, SocketAddress remote, SocketError error) {
      return options.verbose ? attempt(options, remote) + " failed: " + error.text() : "";
    }

    @Override
    String timedOut(NetcatOptions options, SocketAddress remote) {
      return options.verbose
          ? attempt(options, remote) + " timed out: Operation now in progress"
          : "";
    }

    private String attempt(NetcatOptions options, SocketAddress remote) {
      String protocol = options.udp ? "udp" : "tcp";
      String named = options.host.equals(remote.address().toString()) ? "" : options.host + " (";
      String shown = named.isEmpty() ? options.host : named + remote.address() + ")";
      return "nc: connect to " + shown + " port " + remote.port() + " (" + protocol + ")";
    }

    @Override
    String connected(NetcatOptions options, SocketAddress remote, String service) {
      if (!options.verbose) {
        return "";
      }
      String protocol = options.udp ? "udp" : "tcp";
      String shown =
          options.host.equals(remote.address().toString())
              ? options.host
              : options.host + " (" + remote.address() + ")";
      return "Connection to "
          + shown
          + " "
          + remote.port()
          + " port ["
          + protocol
          + "/"
          + service
          + "] succeeded!";
    }

    @Override
    String addressInUse() {
      return "nc: Address already in use";
    }

    @Override
    String listening(NetcatOptions options, IpAddress address) {
      String verb = options.udp ? "Bound on " : "Listening on ";
      return options.verbose ? verb + address + " " + options.localPort : "";
    }

    @Override
    String accepted(NetcatOptions options, @Nullable StreamSocket stream) {
      return !options.verbose || stream == null
          ? ""
          : "Connection received on " + stream.remote().address() + " " + stream.remote().port();
    }
  },
  /// BusyBox 1.35 as Debian builds it: the plain one (`networking/nc.c`).
  BUSYBOX_PLAIN {
    @Override
    String unknownHost(NetcatOptions options, NameLookup.Outcome outcome) {
      return BUSYBOX.unknownHost(options, outcome);
    }

    @Override
    String notConnected(NetcatOptions options, SocketAddress remote, SocketError error) {
      return "nc: " + refused(remote) + error.text();
    }

    @Override
    String timedOut(NetcatOptions options, SocketAddress remote) {
      return "nc: timed out";
    }

    @Override
    String connected(NetcatOptions options, SocketAddress remote, String service) {
      return "";
    }

    @Override
    String addressInUse() {
      return BUSYBOX.addressInUse();
    }

    @Override
    String listening(NetcatOptions options, IpAddress address) {
      return "";
    }

    @Override
    String accepted(NetcatOptions options, @Nullable StreamSocket stream) {
      return "";
    }
  },
  /// BusyBox 1.35 with the bigger one (`networking/nc_bloaty.c`).
  BUSYBOX {
    @Override
    String unknownHost(NetcatOptions options, NameLookup.Outcome outcome) {
      return "nc: bad address '" + options.host + "'";
    }

    @Override
    String notConnected(NetcatOptions options, SocketAddress remote, SocketError error) {
      boolean quiet = options.scans && !options.verbose;
      return quiet ? "" : "nc: " + shown(options, remote) + ": " + error.text();
    }

    @Override
    String timedOut(NetcatOptions options, SocketAddress remote) {
      return options.scans && !options.verbose
          ? ""
          : "nc: " + shown(options, remote) + ": Connection timed out";
    }

    @Override
    String connected(NetcatOptions options, SocketAddress remote, String service) {
      return options.verbose ? shown(options, remote) + " open" : "";
    }

    private String shown(NetcatOptions options, SocketAddress remote) {
      return options.host + " (" + remote + ")";
    }

    @Override
    String addressInUse() {
      return "nc: bind: Address already in use";
    }

    @Override
    String listening(NetcatOptions options, IpAddress address) {
      String any = address.isAny() ? "[::]" : address.toString();
      return options.verbose ? "listening on " + any + ":" + options.localPort + " ..." : "";
    }

    @Override
    String accepted(NetcatOptions options, @Nullable StreamSocket stream) {
      return !options.verbose || stream == null
          ? ""
          : "connect to " + stream.local() + " from " + stream.remote();
    }
  };

  /// Whether it is BusyBox's.
  boolean isBusybox() {
    return this != OPENBSD;
  }

  /// The name has no address.
  abstract String unknownHost(NetcatOptions options, NameLookup.Outcome outcome);

  /// There is no connection; empty when nothing is said.
  abstract String notConnected(NetcatOptions options, SocketAddress remote, SocketError error);

  /// There was no connection in time; empty when nothing is said.
  abstract String timedOut(NetcatOptions options, SocketAddress remote);

  /// There is a connection; empty when nothing is said.
  abstract String connected(NetcatOptions options, SocketAddress remote, String service);

  /// Somebody else listens.
  abstract String addressInUse();

  /// It listens; empty when nothing is said.
  abstract String listening(NetcatOptions options, IpAddress address);

  /// Somebody came; empty when nothing is said.
  abstract String accepted(NetcatOptions options, @Nullable StreamSocket stream);

  /// How BusyBox begins to say that a connection was refused: with IPv4 it tells the address
  /// (`libbb/xconnect.c`).
  static String refused(SocketAddress remote) {
    String where = remote.address().isV6() ? "" : " (" + remote.address() + ")";
    return "can't connect to remote host" + where + ": ";
  }
}
