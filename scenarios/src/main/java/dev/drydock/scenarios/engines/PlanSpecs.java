package dev.drydock.scenarios.engines;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.engine.NetworkSpec;
import dev.drydock.drivers.engine.RestartPolicy;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ConfigHash;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.PublishedPort;
import dev.drydock.scenarios.plan.VolumePlan;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A plan's networks and containers in the engine's words, as `docker compose` says them to it.
public final class PlanSpecs {
  /// Digits of a short identifier.
  private static final int SHORT_ID = 12;

  private PlanSpecs() {}

  /// A network to create.
  public static NetworkSpec network(NetworkPlan plan) {
    List<NetworkSpec.Pool> pools = new ArrayList<>();
    for (NetworkPlan.Pool pool : plan.pools()) {
      Map<String, String> aux = new LinkedHashMap<>();
      pool.auxAddresses().forEach((name, address) -> aux.put(name, address.toString()));
      pools.add(
          new NetworkSpec.Pool(
              text(pool.subnet()), text(pool.ipRange()), text(pool.gateway()), aux));
    }
    NetworkPlan.Flags flags = plan.flags();
    return new NetworkSpec(
        plan.name(),
        plan.driver(),
        new NetworkSpec.Flags(
            flags.internal(),
            flags.attachable(),
            false,
            flags.ipv4() ? null : Boolean.FALSE,
            flags.ipv6() ? Boolean.TRUE : null),
        plan.ipamDriver(),
        null,
        pools,
        plan.options(),
        labels(plan));
  }

  /// The labels, and by what compose sees that something is not any more as the files ask.
  private static Map<String, String> labels(NetworkPlan plan) {
    Map<String, String> all = new LinkedHashMap<>(plan.labels());
    if (!plan.flags().external()) {
      all.put(ConfigHash.LABEL, ConfigHash.of(plan.toString()));
    }
    return all;
  }

  /// Makes a volume; the engine refuses a name or a driver that is none.
  public static void make(VolumePlan plan, Engine engine) {
    Map<String, String> all = new LinkedHashMap<>(plan.labels());
    if (!plan.isExternal()) {
      all.put(ConfigHash.LABEL, ConfigHash.of(plan.toString()));
    }
    engine.volumes().create(plan.name(), plan.driver(), plan.options(), all);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// A container to create and start.
  public static ContainerSpec container(ContainerPlan plan, Engine engine) {
    return builder(plan, engine).build();
  }

  /// A container that takes the place of another, under a name of its own until that one is gone
  /// (compose `pkg/compose/convergence.go`, `recreateContainer`).
  ///
  /// @param id of the other one
  public static ContainerSpec replacement(ContainerPlan plan, String id, Engine engine) {
    String replaced =
        plan.isNumbered() ? plan.origin().service() + "-" + plan.origin().number() : plan.name();
    return builder(plan, engine)
        .name(id.substring(0, SHORT_ID) + "_" + plan.name())
        .label("com.docker.compose.replace", replaced)
        .build();
  }

  private static ContainerSpec.Builder builder(ContainerPlan plan, Engine engine) {
    ContainerPlan.Workload workload = plan.workload();
    ContainerSpec.Builder builder =
        ContainerSpec.builder(workload.image())
            .name(plan.name())
            .command(workload.command().toArray(String[]::new));
    if (!workload.entrypoint().isEmpty()) {
      builder.entrypoint(workload.entrypoint());
    }
    workload.environment().forEach(builder::env);
    if (workload.health() != null) {
      builder.health(check(workload.health()));
    }
    builder.ending(ending(workload.stop()));
    builder.capabilities(
        new Capabilities(workload.capAdd(), workload.capDrop(), workload.privileged())
            .normalised());
    builder.restart(RestartPolicy.parse(workload.restart()));
    addNetworks(builder, plan);
    if (plan.mac() != null) {
      builder.mac(plan.mac().toString());
    }
    for (PublishedPort port : plan.ports()) {
      builder.publish(
          new PortSpec(
              text(port.hostIp()),
              port.hostPort(),
              port.hostPortLast(),
              LabImages.port(new ExposedPort(port.containerPort(), port.protocol()))));
    }
    plan.expose().forEach(port -> builder.expose(LabImages.port(port)));
    Service.Told told = workload.told(); // compose sends the words of the file as they are
    builder.user(told.user()).folder(told.folder());
    builder.told(new ContainerSpec.Told(told.expose(), told.readOnly(), told.securityOpt()));
    builder.mounts(PlanMounts.of(told));
    addNames(builder, plan.names());
    plan.sysctls().forEach(builder::sysctl);
    plan.labels().forEach(builder::label);
    builder.label("com.docker.compose.image", engine.images().want(workload.image()).id());
    return builder;
  }

  /// How a container is ended; compose counts whole seconds (`pkg/compose/create.go`, `ToSeconds`).
  public static ContainerSpec.Ending ending(Service.Stop stop) {
    Long grace = stop.graceNanos();
    Integer seconds = grace == null ? null : Integer.valueOf((int) (grace / Nanos.SECOND));
    return new ContainerSpec.Ending(stop.signal(), seconds, stop.init());
  }

  /// How a container is asked for its health.
  public static HealthCheck check(Service.Health health) {
    return new HealthCheck(
        health.test(),
        new HealthCheck.Times(
            health.interval(), health.timeout(), health.startPeriod(), health.startInterval()),
        health.retries());
  }

  /// Links are sent with each network (compose `pkg/compose/create.go`, `createEndpointSettings`).
  private static void addNetworks(ContainerSpec.Builder builder, ContainerPlan plan) {
    Map<String, String> links = new LinkedHashMap<>();
    plan.names().links().forEach(each -> links.put(each.alias(), each.container()));
    switch (plan.mode()) {
      case NetworkMode.Networks networks ->
          networks.attachments().forEach(each -> builder.endpoint(endpoint(each).withLinks(links)));
      case NetworkMode.DefaultBridge bridge -> builder.network("bridge");
      case NetworkMode.Host host -> builder.network("host");
      case NetworkMode.None none -> builder.network("none");
      case NetworkMode.Shared shared -> builder.network("container:" + shared.container());
    }
  }

  private static EndpointSpec endpoint(AttachmentPlan plan) {
    EndpointSpec spec = EndpointSpec.on(plan.network()).withAliases(plan.aliases());
    IpAddress ipv4 = plan.ipv4();
    IpAddress ipv6 = plan.ipv6();
    if (ipv4 != null) {
      spec = spec.withIpv4(ipv4);
    }
    if (ipv6 != null) {
      spec = spec.withIpv6(ipv6);
    }
    if (plan.mac() != null) {
      spec = spec.withMac(plan.mac().toString());
    }
    Map<String, String> options = new LinkedHashMap<>(plan.options());
    if (plan.interfaceName() != null) {
      options.put("com.docker.network.endpoint.ifname", plan.interfaceName());
    }
    spec = spec.withLinkLocal(plan.linkLocal());
    if (plan.hasSettings()) {
      spec = spec.withIpam();
    }
    return spec.withGwPriority(plan.gwPriority()).withDriverOptions(options);
  }

  private static void addNames(ContainerSpec.Builder builder, ContainerPlan.Names names) {
    if (names.hostname() != null) {
      builder.hostname(names.hostname());
    }
    if (names.domainname() != null) {
      builder.domainname(names.domainname());
    }
    names.dns().forEach(builder::dns);
    names.dnsSearch().forEach(builder::dnsSearch);
    names.dnsOptions().forEach(builder::dnsOption);
    names.extraHosts().forEach(each -> builder.extraHost(each.host() + ":" + each.address()));
    names.links().forEach(each -> builder.link(each.container() + ":" + each.alias()));
  }
}
