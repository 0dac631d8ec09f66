package dev.drydock.drivers.files;

import dev.drydock.core.wire.IpAddress;
import java.util.List;

/// The text of a container's `/etc/hosts` (libnetwork `etchosts`).
public final class HostsFile {
  private HostsFile() {}

  /// One line.
  ///
  /// @param address the address, as text
  /// @param names its names, separated by blanks
  public record Line(String address, String names) {
    /// A line.
    public static Line of(IpAddress address, String names) {
      return new Line(address.toString(), names);
    }
  }

  /// The file: localhost and the IPv6 groups, then further lines.
  ///
  /// @param zero what stands behind the `::` of the two prefixes among them: `0` up to 27.5
  public static String text(String zero, List<Line> lines) {
    StringBuilder text =
        new StringBuilder("127.0.0.1\tlocalhost\n")
            .append("::1\tlocalhost ip6-localhost ip6-loopback\n")
            .append("fe00::" + zero + "\tip6-localnet\n")
            .append("ff00::" + zero + "\tip6-mcastprefix\n")
            .append("ff02::1\tip6-allnodes\n")
            .append("ff02::2\tip6-allrouters\n");
    for (Line line : lines) {
      text.append(line.address).append('\t').append(line.names).append('\n');
    }
    return text.toString();
  }

  /// The names of a container in its own file: with a domain, the full name comes first.
  public static String ownNames(String hostname, String domainname) {
    String full = domainname.isEmpty() ? hostname : hostname + "." + domainname;
    int dot = full.indexOf('.');
    return dot < 0 ? full : full + " " + full.substring(0, dot);
  }
}
