package dev.drydock.scenarios.compose;

import dev.drydock.core.sim.Ordered;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry of `services`.
///
/// @param name its key
/// @param runs what runs in its containers
/// @param joins what its containers are joined to
/// @param naming host name and name resolution
/// @param scaling how many containers, and what they wait for
/// @param uses files and resources that it asks for
/// @param labels `labels`
/// @param drydock its `x-drydock` block
public record Service(
    Located<String> name,
    Runs runs,
    Joins joins,
    Naming naming,
    Scaling scaling,
    Uses uses,
    Map<String, Located<String>> labels,
    @Nullable Node drydock) {

  /// Copies the labels, their order kept.
  public Service {
    labels = Ordered.copyOf(labels);
  }

  /// What runs in the containers.
  ///
  /// @param image `image`; null for a service that is built
  /// @param containerName `container_name`
  /// @param lacksImage whether there is neither `image` nor `build`
  /// @param isProvided whether a `provider` stands in for containers
  /// @param privileged `privileged`
  /// @param entrypoint words of `entrypoint`
  /// @param command words of `command`
  /// @param capAdd `cap_add`
  /// @param capDrop `cap_drop`
  /// @param environment `environment`; null for what the one who types has
  /// @param health `healthcheck`
  /// @param told what is only told of them
  /// @param stop how they are ended
  public record Runs(
      @Nullable Located<String> image,
      @Nullable Located<String> containerName,
      boolean lacksImage,
      boolean isProvided,
      boolean privileged,
      List<String> entrypoint,
      List<String> command,
      List<String> capAdd,
      List<String> capDrop,
      Map<String, @Nullable String> environment,
      @Nullable Health health,
      Told told,
      Stop stop) {
    /// Copies the collections, their order kept.
    public Runs {
      environment = Ordered.copyOf(environment);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      capAdd = List.copyOf(capAdd);
      capDrop = List.copyOf(capDrop);
    }
  }

  /// What the engine is told of the containers and no network depends on.
  ///
  /// @param expose words of `expose`
  /// @param readOnly `read_only`
  /// @param securityOpt `security_opt`
  /// @param user `user`; empty for the image's
  /// @param folder `working_dir`; empty for the image's
  /// @param volumes `volumes`
  /// @param tmpfs `tmpfs`
  public record Told(
      List<String> expose,
      boolean readOnly,
      List<String> securityOpt,
      String user,
      String folder,
      List<ServiceVolume> volumes,
      List<String> tmpfs) {
    /// Copies the lists.
    public Told {
      expose = List.copyOf(expose);
      securityOpt = List.copyOf(securityOpt);
      volumes = List.copyOf(volumes);
      tmpfs = List.copyOf(tmpfs);
    }

    /// The same with other volumes.
    public Told with(List<ServiceVolume> newVolumes) {
      return new Told(expose, readOnly, securityOpt, user, folder, newVolumes, tmpfs);
    }

    @Override
    public String toString() {
      String where = (user.isEmpty() ? "" : " " + user) + (folder.isEmpty() ? "" : " " + folder);
      return expose
          + (readOnly ? " read_only" : "")
          + (" " + securityOpt)
          + where
          + (volumes.isEmpty() ? "" : " " + volumes)
          + (tmpfs.isEmpty() ? "" : " " + tmpfs);
    }
  }

  /// How containers are ended.
  ///
  /// @param signal `stop_signal`; empty for the image's
  /// @param graceNanos `stop_grace_period`; null for the engine's
  /// @param init `init`
  public record Stop(String signal, @Nullable Long graceNanos, boolean init) {
    /// As the image says.
    public static final Stop DEFAULT = new Stop("", null, false);

    @Override
    public String toString() {
      return signal + (graceNanos == null ? "" : " " + graceNanos) + (init ? " init" : "");
    }
  }

  /// An entry of `healthcheck`; times in nanoseconds, 0 for what is not given.
  ///
  /// @param test `CMD` and words, `CMD-SHELL` and a line, or `NONE`
  public record Health(
      List<String> test,
      long interval,
      long timeout,
      long startPeriod,
      long startInterval,
      int retries) {
    /// Copies the words.
    public Health {
      test = List.copyOf(test);
    }
  }

  /// What the containers are joined to.
  ///
  /// @param networkMode `network_mode`
  /// @param networks entries of `networks`
  /// @param mac `mac_address`
  /// @param ports `ports`
  /// @param expose `expose`, ranges already cut into single ports
  /// @param links `links` and `external_links`, each `NAME` or `NAME:ALIAS`
  /// @param sysctls `sysctls`
  public record Joins(
      @Nullable Located<String> networkMode,
      List<ServiceNetwork> networks,
      @Nullable Located<MacAddress> mac,
      List<Located<PortSpec>> ports,
      List<Located<ExposedPort>> expose,
      List<Link> links,
      Map<String, Located<String>> sysctls) {
    /// Copies the collections, their order kept.
    public Joins {
      networks = List.copyOf(networks);
      ports = List.copyOf(ports);
      expose = List.copyOf(expose);
      links = List.copyOf(links);
      sysctls = Ordered.copyOf(sysctls);
    }
  }

  /// An entry of `links` (another service) or `external_links` (any container).
  public record Link(Located<String> target, String alias, boolean isExternal) {}

  /// Host name and name resolution.
  public record Naming(
      @Nullable Located<String> hostname,
      @Nullable Located<String> domainname,
      List<Located<String>> dns,
      List<Located<String>> dnsSearch,
      List<Located<String>> dnsOptions,
      List<ExtraHost> extraHosts) {
    /// Copies the lists.
    public Naming {
      dns = List.copyOf(dns);
      dnsSearch = List.copyOf(dnsSearch);
      dnsOptions = List.copyOf(dnsOptions);
      extraHosts = List.copyOf(extraHosts);
    }
  }

  /// An entry of `extra_hosts`.
  public record ExtraHost(String host, Located<String> address) {}

  /// What `deploy` says to a swarm.
  ///
  /// @param labels `labels`, of the service
  /// @param constraints `placement.constraints`
  /// @param spread `placement.preferences`
  /// @param maxPerNode `placement.max_replicas_per_node`; 0 for any number
  /// @param updates `update_config`
  /// @param rollback `rollback_config`
  /// @param restarts `restart_policy`
  public record Deployment(
      Map<String, String> labels,
      List<Located<String>> constraints,
      List<String> spread,
      int maxPerNode,
      Updates updates,
      Updates rollback,
      Restarts restarts) {
    /// Nothing is said.
    public static final Deployment DEFAULT =
        new Deployment(
            Map.of(), List.of(), List.of(), 0, Updates.DEFAULT, Updates.DEFAULT, Restarts.DEFAULT);

    /// Copies the collections.
    public Deployment {
      labels = Ordered.copyOf(labels);
      constraints = List.copyOf(constraints);
      spread = List.copyOf(spread);
    }
  }

  /// How an update replaces the tasks of a service.
  ///
  /// @param parallelism how many at once, 0 for all; one unless it is said
  /// @param delayNanos after each
  /// @param order `stop-first` or `start-first`
  /// @param failureAction `pause`, `continue` or `rollback`
  /// @param maxFailureRatio the part of the tasks that may fail
  /// @param monitorNanos how long tasks are watched; 5 s unless it is said
  public record Updates(
      int parallelism,
      long delayNanos,
      String order,
      String failureAction,
      double maxFailureRatio,
      long monitorNanos) {
    /// One after the other, and none may fail.
    public static final Updates DEFAULT =
        new Updates(1, 0, "stop-first", "pause", 0, 5_000_000_000L);
  }

  /// When a task follows one that ended.
  ///
  /// @param condition `any`, `on-failure` or `none`
  /// @param delayNanos how long after the end; 5 s unless it is said
  /// @param maxAttempts how often; 0 for ever
  /// @param windowNanos within which time; 0 for all time
  public record Restarts(String condition, long delayNanos, int maxAttempts, long windowNanos) {
    /// Always.
    public static final Restarts DEFAULT = new Restarts("any", 5_000_000_000L, 0, 0);
  }

  /// How many containers, and what they wait for.
  ///
  /// @param dependsOn `depends_on` and what other keys imply
  /// @param scale `scale`
  /// @param replicas `deploy.replicas`
  /// @param deployMode `deploy.mode`
  /// @param endpointMode `deploy.endpoint_mode`
  /// @param deployment what else `deploy` says
  /// @param restart `restart`, or what `deploy.restart_policy` makes of it, as `on-failure:3`;
  ///   empty for none
  /// @param profiles `profiles`
  public record Scaling(
      List<Dependency> dependsOn,
      @Nullable Located<Long> scale,
      @Nullable Located<Long> replicas,
      @Nullable Located<String> deployMode,
      @Nullable Located<String> endpointMode,
      Deployment deployment,
      String restart,
      List<Located<String>> profiles) {
    /// Copies the lists.
    public Scaling {
      dependsOn = List.copyOf(dependsOn);
      profiles = List.copyOf(profiles);
    }
  }

  /// Files and resources of the file that a service asks for; they have to exist.
  ///
  /// @param volumes named volumes
  /// @param secrets `secrets`
  /// @param configs `configs`
  /// @param models `models`
  /// @param envFiles `env_file`
  /// @param labelFiles `label_file`
  public record Uses(
      List<Located<String>> volumes,
      List<Located<String>> secrets,
      List<Located<String>> configs,
      List<Located<String>> models,
      List<EnvFile> envFiles,
      List<Located<String>> labelFiles) {
    /// Copies the lists.
    public Uses {
      volumes = List.copyOf(volumes);
      secrets = List.copyOf(secrets);
      configs = List.copyOf(configs);
      models = List.copyOf(models);
      envFiles = List.copyOf(envFiles);
      labelFiles = List.copyOf(labelFiles);
    }
  }

  /// An entry of `env_file`; one in the format `raw` is taken as it stands.
  public record EnvFile(Located<String> path, boolean isRequired, boolean isRaw) {}

  /// A service that must be started before.
  ///
  /// @param service its name
  /// @param isRequired whether it must be there
  /// @param condition what it is waited for
  /// @param restarts whether it is restarted with the other one
  public record Dependency(
      Located<String> service, boolean isRequired, String condition, boolean restarts) {
    /// What links and shared namespaces imply (compose-go, loader/normalize.go).
    public static Dependency implied(Located<String> service) {
      return new Dependency(service, true, "service_started", true);
    }
  }
}
