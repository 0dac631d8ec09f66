package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.files.HostsFile;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.port.ContainerPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Legacy links between containers on the default network (`--link`): lines of `/etc/hosts` and
/// environment variables (Docker `daemon/links/links.go`).
final class Links {
  private Links() {}

  /// A link.
  ///
  /// @param child the container that is linked to
  /// @param alias what it is called in the other
  record Link(Container child, String alias) {
    @Nullable IpAddress address(boolean isV6) {
      EndpointSettings settings = child.networks().get(Network.DEFAULT);
      if (settings == null || settings.endpoint() == null) {
        return null;
      }
      IpPrefix prefix = isV6 ? settings.endpoint().ipv6() : settings.endpoint().ipv4();
      return prefix == null ? null : prefix.address();
    }
  }

  /// What is said when the other end of a link does not run.
  static String notRunning(Container parent, Link link) {
    return "Cannot link to a non running container: /%s AS /%s/%s"
        .formatted(link.child.name(), parent.name(), link.alias);
  }

  /// Links lead to containers that have the default network too (moby `buildSandboxOptions`, from
  /// 29 on `addLegacyLinks`). There the endpoint of the one that has them is made before, and given
  /// up again.
  ///
  /// @throws EngineException if one has not
  static void checkNetworks(List<Link> links) {
    for (Link link : links) {
      if (!link.child.networks().containsKey(Network.DEFAULT)) {
        throw new EngineException(
            "Cannot link to /"
                + link.child.name()
                + ", as it does not belong to the default network");
      }
    }
  }

  /// Takes a link by its name away (moby `daemon/delete.go`, `rmLink`; sessions of 20.10.24 and
  /// 28.5.2).
  ///
  /// @param reference `PARENT/ALIAS`, with or without slashes around it
  /// @throws EngineException if there is no such link
  static void remove(Registry registry, String reference) {
    String name = reference.replaceAll("^/+|/+$", "");
    int cut = name.lastIndexOf('/');
    if (cut < 0) {
      registry.get(name);
      throw new EngineException("Conflict, cannot remove the default link name of the container");
    }
    Container parent = registry.find(name.substring(0, cut));
    String alias = name.substring(cut + 1);
    List<Link> kept =
        parent == null
            ? List.of()
            : parent.links.stream().filter(link -> !link.alias.equals(alias)).toList();
    if (parent == null || kept.size() == parent.links.size()) {
      registry.get(name); // there is none of that name
      return;
    }
    parent.links = kept;
    if (parent.files instanceof SandboxFiles files) {
      files.unlinked(alias);
    }
  }

  /// The containers that a new one wants to be linked to, if it is on the default network.
  static List<Link> found(Registry registry, Container container) {
    List<Link> links = new ArrayList<>();
    if (container.mode().is(NetworkMode.Kind.NETWORK)) {
      return links;
    }
    for (String text : container.spec().names().links()) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      Container child = registry.find(name);
      if (child == null) {
        throw new EngineException(
            "could not get container for " + name + ": No such container: " + name);
      }
      for (int i = registry.all().size();
          i > 0 && child.mode().is(NetworkMode.Kind.CONTAINER);
          i--) {
        child =
            registry.get(child.mode().argument()); // registerLinks; they may go round in a circle
      }
      if (child.mode().is(NetworkMode.Kind.HOST)) {
        throw new EngineException(
            "conflicting options: host type networking can't be used with links. This would"
                + " result in undefined behavior");
      }
      links.add(new Link(child, colon < 0 ? name : text.substring(colon + 1)));
    }
    return links;
  }

  /// The alias, then the other names of the child.
  static List<HostsFile.Line> hostsLines(List<Link> links) {
    List<HostsFile.Line> lines = new ArrayList<>();
    for (Link link : links) {
      String names = link.alias + " " + link.child.hostname();
      if (!link.alias.equals(link.child.name())) {
        names += " " + link.child.name();
      }
      for (boolean isV6 : new boolean[] {false, true}) {
        IpAddress address = link.address(isV6);
        if (address != null) {
          lines.add(HostsFile.Line.of(address, names));
        }
      }
    }
    return lines;
  }

  /// The variables of one link: `ALIAS_PORT=tcp://172.17.0.4:80` and so on.
  ///
  /// @param parent the name of the container that has them
  static List<String> environment(String parent, Link link) {
    IpAddress address = link.address(false);
    if (address == null) {
      return List.of();
    }
    String alias = link.alias.toUpperCase(Locale.ROOT).replace('-', '_');
    List<ContainerPort> ports = link.child.exposedPorts();
    List<String> env = new ArrayList<>();
    if (!ports.isEmpty()) {
      env.add(alias + "_PORT=" + url(ports.getFirst(), address));
    }
    for (ContainerPort port : ports) {
      String word = port.protocol().toString().toUpperCase(Locale.ROOT);
      String prefix = alias + "_PORT_" + port.port() + "_" + word;
      env.add(prefix + "=" + url(port, address));
      env.add(prefix + "_ADDR=" + address);
      env.add(prefix + "_PORT=" + port.port());
      env.add(prefix + "_PROTO=" + port.protocol());
    }
    env.add(alias + "_NAME=/" + parent + "/" + link.alias);
    List<String> own = new ArrayList<>(link.child.image().info().env());
    own.addAll(link.child.spec().workload().env());
    for (String variable : own) {
      if (!variable.startsWith("PATH=") && !variable.startsWith("HOME=")) {
        env.add(alias + "_ENV_" + variable);
      }
    }
    return env;
  }

  private static String url(ContainerPort port, IpAddress address) {
    return port.protocol() + "://" + address + ":" + port.port();
  }

  /// Those linked to a container that starts learn its address (`OptionParentUpdate`).
  static void tellParents(Container child) {
    for (Container parent : child.parents) {
      for (Link link : parent.isRunning() ? parent.links : List.<Link>of()) {
        IpAddress address = link.child() == child ? link.address(false) : null;
        if (address != null) {
          parent.files.moved(link.alias(), address);
        }
      }
    }
  }
}
