package dev.drydock.scenarios.plan;

import dev.drydock.core.sim.Ordered;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.ListenPort;
import dev.drydock.scenarios.text.MacAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container to create and start: the arguments of `docker run`.
///
/// @param name real name
/// @param origin the service it comes from
/// @param machine machine it runs on
/// @param workload what runs in it
/// @param mode what its sandbox is joined to
/// @param mac `mac_address` of the service, for its first network; null lets the engine choose
/// @param ports published ports
/// @param expose ports of `expose`, for nothing but `docker ps` and listening
/// @param listen ports of `x-drydock.listen`
/// @param names host name and name resolution
/// @param sysctls of its namespace
/// @param labels with compose's own first
/// @param dependencies the services it waits for
public record ContainerPlan(
    String name,
    Origin origin,
    String machine,
    Workload workload,
    NetworkMode mode,
    @Nullable MacAddress mac,
    List<PublishedPort> ports,
    List<ExposedPort> expose,
    List<ListenPort> listen,
    Names names,
    Map<String, String> sysctls,
    Map<String, String> labels,
    List<Dependency> dependencies) {

  /// The label that has a container's number among those of its service.
  public static final String NUMBER = "com.docker.compose.container-number";

  /// Copies the collections, their order kept.
  public ContainerPlan {
    ports = List.copyOf(ports);
    expose = List.copyOf(expose);
    listen = List.copyOf(listen);
    sysctls = Ordered.copyOf(sysctls);
    labels = Ordered.copyOf(labels);
    dependencies = List.copyOf(dependencies);
  }

  /// The same with another name and what hangs on the name.
  public ContainerPlan as(
      String newName, Origin newOrigin, NetworkMode newMode, Map<String, String> newLabels) {
    return new ContainerPlan(
        newName,
        newOrigin,
        machine,
        workload,
        newMode,
        mac,
        ports,
        expose,
        listen,
        names,
        sysctls,
        newLabels,
        dependencies);
  }

  /// The same with other published ports.
  ContainerPlan withPorts(List<PublishedPort> newPorts) {
    return new ContainerPlan(
        name,
        origin,
        machine,
        workload,
        mode,
        mac,
        newPorts,
        expose,
        listen,
        names,
        sysctls,
        labels,
        dependencies);
  }

  /// Another container of the same service.
  public ContainerPlan numbered(int number, String newName, NetworkMode newMode) {
    var newLabels = new LinkedHashMap<>(labels);
    newLabels.put(NUMBER, Integer.toString(number));
    return as(newName, new Origin(origin.service, number), newMode, newLabels);
  }

  /// Whether compose gave it its name, from the service and the number.
  public boolean isNumbered() {
    return name.endsWith("-" + origin.service() + "-" + origin.number());
  }

  /// The settings of its service, the same for each of its containers: neither a number nor what it
  /// waits for are among them (compose `pkg/compose/hash.go`). The texts of its parts are written
  /// out: what records link when first asked, a start-up cache cannot keep.
  String settings() {
    return (isNumbered() ? "" : name)
        + (" machine=" + machine)
        + (" workload=" + workload)
        + (" mode=" + mode)
        + (" mac=" + mac)
        + (" ports=" + ports)
        + (" expose=" + expose)
        + (" listen=" + listen)
        + (" names=" + names)
        + (" sysctls=" + sysctls)
        + (" labels=" + labels);
  }

  /// A service that is waited for.
  ///
  /// @param service its name
  /// @param condition `service_started`, `service_healthy` or `service_completed_successfully`
  /// @param restarts whether it is restarted with the other one
  /// @param isRequired whether it must be there
  public record Dependency(String service, String condition, boolean restarts, boolean isRequired) {
    /// `db:service_started:false`, as in the label.
    @Override
    public String toString() {
      return service + ":" + condition + ":" + restarts;
    }
  }

  /// A service and which of its replicas this is, from 1.
  public record Origin(String service, int number) {}

  /// What runs in a container. Empty lists stand for the image's own entry point and command.
  ///
  /// @param environment as `NAME=value`
  /// @param health null for the image's own
  /// @param restart when it is started again by itself: `always`, `on-failure:3`; empty for never
  /// @param told what `docker inspect` tells of it and has no effect here
  /// @param stop how it is ended
  public record Workload(
      String image,
      List<String> entrypoint,
      List<String> command,
      boolean privileged,
      List<String> capAdd,
      List<String> capDrop,
      List<String> environment,
      Service.@Nullable Health health,
      String restart,
      Service.Told told,
      Service.Stop stop) {
    /// Copies the lists.
    public Workload {
      environment = List.copyOf(environment);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      capAdd = List.copyOf(capAdd);
      capDrop = List.copyOf(capDrop);
    }

    @Override
    public String toString() {
      return image
          + (" entrypoint=" + entrypoint)
          + (" command=" + command)
          + (" privileged=" + privileged)
          + (" capAdd=" + capAdd)
          + (" capDrop=" + capDrop)
          + (environment.isEmpty() ? "" : " environment=" + environment)
          + (health == null ? "" : " " + health)
          + (restart.isEmpty() ? "" : " restart=" + restart)
          + (" told=" + told)
          + (stop.equals(Service.Stop.DEFAULT) ? "" : " stop=" + stop);
    }
  }

  /// Host name and name resolution.
  ///
  /// @param hostname null for the container's short id
  /// @param domainname null for none
  /// @param dns nameservers in place of the machine's; empty for the machine's
  /// @param dnsSearch search domains
  /// @param dnsOptions options of resolv.conf
  /// @param extraHosts further lines of `/etc/hosts`
  /// @param links legacy links
  public record Names(
      @Nullable String hostname,
      @Nullable String domainname,
      List<String> dns,
      List<String> dnsSearch,
      List<String> dnsOptions,
      List<ExtraHost> extraHosts,
      List<ContainerLink> links) {
    /// Copies the lists.
    public Names {
      dns = List.copyOf(dns);
      dnsSearch = List.copyOf(dnsSearch);
      dnsOptions = List.copyOf(dnsOptions);
      extraHosts = List.copyOf(extraHosts);
      links = List.copyOf(links);
    }

    @Override
    public String toString() {
      return hostname
          + (" domain=" + domainname)
          + (" dns=" + dns)
          + (" search=" + dnsSearch)
          + (" options=" + dnsOptions)
          + (" hosts=" + extraHosts)
          + (" links=" + links);
    }
  }

  /// A line of `/etc/hosts`; the address may be `host-gateway`.
  public record ExtraHost(String host, String address) {
    @Override
    public String toString() {
      return host + "=" + address;
    }
  }

  /// A legacy link to another container under an alias.
  public record ContainerLink(String container, String alias) {
    @Override
    public String toString() {
      return container + ":" + alias;
    }
  }
}
