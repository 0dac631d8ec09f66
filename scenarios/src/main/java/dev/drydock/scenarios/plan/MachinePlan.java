package dev.drydock.scenarios.plan;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A machine with its own kernel: a Docker host, a router, a PC, or the internet.
///
/// @param name host name
/// @param role whether it is one machine or stands for all of the internet
/// @param nics in the order of the file
/// @param masqueradeNic interface whose outgoing traffic is masqueraded; null for none
/// @param nameservers lines of its `/etc/resolv.conf`
/// @param sysctls the top-level defaults, then its own, then `forward`
/// @param docker what the engine is configured with; null when Docker is not installed
/// @param serve servers that run on it
/// @param kernel which Linux it runs
public record MachinePlan(
    String name,
    Role role,
    List<NicPlan> nics,
    @Nullable String masqueradeNic,
    List<IpAddress> nameservers,
    Map<String, String> sysctls,
    @Nullable DockerPlan docker,
    List<Serve> serve,
    KernelBuild kernel) {

  /// Copies the collections, their order kept.
  public MachinePlan {
    nics = List.copyOf(nics);
    nameservers = List.copyOf(nameservers);
    sysctls = Ordered.copyOf(sysctls);
    serve = List.copyOf(serve);
  }

  /// What a machine stands for.
  public enum Role {
    MACHINE,
    /// Answers any public address and any name: ping, DNS, HTTP.
    INTERNET
  }

  /// Whether the engine is installed from the start.
  public boolean hasDocker() {
    return docker != null;
  }

  /// Whether it routes IPv4: `net.ipv4.ip_forward`.
  public boolean forwards() {
    return "1".equals(sysctls.get("net.ipv4.ip_forward"));
  }
}
