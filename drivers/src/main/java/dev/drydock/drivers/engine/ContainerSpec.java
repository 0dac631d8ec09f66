package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container a user asks for: the arguments of `docker create` and `docker run`.
///
/// @param name `--name`; empty lets the engine choose
/// @param workload what runs in it
/// @param networkMode `--network`: `default` when not given, `bridge`, `host`, `none`,
///   `container:NAME`, or the name or id of a network
/// @param endpoints what is asked of the networks, in the user's order; may be empty
/// @param mac `--mac-address` as typed; empty lets the engine choose
/// @param ports published and exposed ports
/// @param names host name and name resolution
/// @param sysctls `--sysctl`
/// @param labels `--label`
/// @param mounts what it mounts
/// @param files what it finds in its file system besides its image's: path → content
/// @param restart `--restart`
/// @param ending how its process is ended
/// @param capabilities what its processes may do
/// @param told what `docker inspect` tells of it and has no effect here
/// @param flags the switches
public record ContainerSpec(
    String name,
    Workload workload,
    String networkMode,
    List<EndpointSpec> endpoints,
    String mac,
    Ports ports,
    Names names,
    Map<String, String> sysctls,
    Map<String, String> labels,
    MountRequest mounts,
    Map<String, String> files,
    RestartPolicy restart,
    Ending ending,
    Capabilities capabilities,
    Told told,
    Flags flags) {

  /// Copies the collections, their order kept.
  public ContainerSpec {
    endpoints = List.copyOf(endpoints);
    sysctls = Ordered.copyOf(sysctls);
    labels = Ordered.copyOf(labels);
    files = Ordered.copyOf(files);
  }

  /// The same, where the user did not say so as the image does.
  ContainerSpec filledBy(Image.Changes image) {
    Map<String, String> all = new LinkedHashMap<>(image.labels());
    all.putAll(labels);
    Workload asked =
        new Workload(
            workload.image,
            workload.entrypoint,
            workload.command,
            workload.env,
            workload.health,
            workload.folder.isEmpty() ? image.folder() : workload.folder,
            workload.user.isEmpty() ? image.user() : workload.user);
    return new ContainerSpec(
        name,
        asked,
        networkMode,
        endpoints,
        mac,
        ports,
        names,
        sysctls,
        all,
        mounts,
        files,
        restart,
        ending,
        capabilities,
        told,
        flags);
  }

  /// Begins a specification.
  public static Builder builder(String image) {
    return new Builder(image);
  }

  /// What runs in a container.
  ///
  /// @param image its image
  /// @param entrypoint `--entrypoint`; null for the image's
  /// @param command the words after the image; empty for the image's
  /// @param env `-e`, as `NAME=value`
  /// @param health `--health-cmd` and the like; null for the image's
  /// @param folder `-w`; empty for the image's
  /// @param user `-u`; empty for the image's
  public record Workload(
      String image,
      @Nullable List<String> entrypoint,
      List<String> command,
      List<String> env,
      @Nullable HealthCheck health,
      String folder,
      String user) {
    /// Copies the lists.
    public Workload {
      entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
      command = List.copyOf(command);
      env = List.copyOf(env);
    }
  }

  /// Published and exposed ports.
  ///
  /// @param published `-p`
  /// @param exposed `--expose`
  /// @param publishAll `-P`
  public record Ports(List<PortSpec> published, List<ContainerPort> exposed, boolean publishAll) {
    /// Copies the lists.
    public Ports {
      published = List.copyOf(published);
      exposed = List.copyOf(exposed);
    }
  }

  /// Host name and name resolution.
  ///
  /// @param hostname `-h`; empty for the short id
  /// @param domainname `--domainname`
  /// @param dns `--dns`
  /// @param dnsSearch `--dns-search`
  /// @param dnsOptions `--dns-option`
  /// @param extraHosts `--add-host`, as `name:address`
  /// @param links `--link`, as `container:alias`
  public record Names(
      String hostname,
      String domainname,
      List<String> dns,
      List<String> dnsSearch,
      List<String> dnsOptions,
      List<String> extraHosts,
      List<String> links) {
    /// Copies the lists.
    public Names {
      dns = List.copyOf(dns);
      dnsSearch = List.copyOf(dnsSearch);
      dnsOptions = List.copyOf(dnsOptions);
      extraHosts = List.copyOf(extraHosts);
      links = List.copyOf(links);
    }
  }

  /// How its process is ended.
  ///
  /// @param signal `--stop-signal` as typed; empty for the image's
  /// @param seconds `--stop-timeout`; null for 10
  /// @param init `--init`: a small init is its first process
  public record Ending(String signal, @Nullable Integer seconds, boolean init) {
    /// As the image says.
    public static final Ending DEFAULT = new Ending("", null, false);
  }

  /// What `docker inspect` tells of a container and has no effect here.
  ///
  /// @param exposed exposed ports as compose sends them, such as `9000` and `9002-9003`; empty
  ///   where they are told as they are understood
  /// @param readOnly `--read-only`
  /// @param securityOptions `--security-opt`
  /// @param byAgent what the agent of a swarm asked for; null for a user's container
  /// @param host what a user asked of the host
  public record Told(
      List<String> exposed,
      boolean readOnly,
      List<String> securityOptions,
      @Nullable AgentTold byAgent,
      HostUse host) {
    /// Nothing but what every container has.
    public static final Told NOTHING = new Told(List.of(), false, List.of());

    /// Of a user's container.
    public Told(List<String> exposed, boolean readOnly, List<String> securityOptions) {
      this(exposed, readOnly, securityOptions, null, HostUse.NOTHING);
    }

    /// The same, of a container that uses its host so.
    public Told with(HostUse use) {
      return new Told(exposed, readOnly, securityOptions, byAgent, use);
    }

    /// Copies the lists.
    public Told {
      exposed = List.copyOf(exposed);
      securityOptions = List.copyOf(securityOptions);
    }
  }

  /// The switches.
  ///
  /// @param autoRemove `--rm`
  /// @param tty `-t`
  /// @param interactive `-i`
  /// @param detached `-d`
  public record Flags(boolean autoRemove, boolean tty, boolean interactive, boolean detached) {}

  /// Collects the parts of a specification.
  public static final class Builder {
    private final String image;
    private String name = "";
    private @Nullable List<String> entrypoint;
    private List<String> command = List.of();
    private final List<String> env = new ArrayList<>();
    private String networkMode = "default";
    private final List<EndpointSpec> endpoints = new ArrayList<>();
    private String mac = "";
    private final List<PortSpec> published = new ArrayList<>();
    private final List<ContainerPort> exposed = new ArrayList<>();
    private boolean publishAll;
    private String hostname = "";
    private String domainname = "";
    private final List<String> dns = new ArrayList<>();
    private final List<String> dnsSearch = new ArrayList<>();
    private final List<String> dnsOptions = new ArrayList<>();
    private final List<String> extraHosts = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Map<String, String> sysctls = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private MountRequest mounts = MountRequest.NOTHING;
    private final Map<String, String> files = new LinkedHashMap<>();
    private RestartPolicy restart = RestartPolicy.NO;
    private @Nullable HealthCheck health;
    private String folder = "";
    private String user = "";
    private Ending ending = Ending.DEFAULT;
    private Capabilities capabilities = Capabilities.DEFAULT;
    private Told told = Told.NOTHING;
    private Flags flags = new Flags(false, false, false, true);

    Builder(String image) {
      this.image = image;
    }

    /// `--name`.
    public Builder name(String value) {
      name = value;
      return this;
    }

    /// `--entrypoint`.
    public Builder entrypoint(List<String> words) {
      entrypoint = words;
      return this;
    }

    /// The words after the image.
    public Builder command(String... words) {
      command = List.of(words);
      return this;
    }

    /// `-e NAME=value`.
    public Builder env(String assignment) {
      env.add(assignment);
      return this;
    }

    /// `--network`, with nothing further asked.
    public Builder network(String mode) {
      networkMode = mode;
      return this;
    }

    /// `--network` with its companions; the first one also sets the network mode.
    public Builder endpoint(EndpointSpec endpoint) {
      if (endpoints.isEmpty()) {
        networkMode = endpoint.network();
      }
      endpoints.add(endpoint);
      return this;
    }

    /// `--mac-address`.
    public Builder mac(String value) {
      mac = value;
      return this;
    }

    /// `-p`.
    public Builder publish(PortSpec port) {
      published.add(port);
      return this;
    }

    /// `--expose`.
    public Builder expose(ContainerPort port) {
      exposed.add(port);
      return this;
    }

    /// `-P`.
    public Builder publishAll() {
      publishAll = true;
      return this;
    }

    /// `-h`.
    public Builder hostname(String value) {
      hostname = value;
      return this;
    }

    /// `--domainname`.
    public Builder domainname(String value) {
      domainname = value;
      return this;
    }

    /// `--dns`.
    public Builder dns(String server) {
      dns.add(server);
      return this;
    }

    /// `--dns-search`.
    public Builder dnsSearch(String domain) {
      dnsSearch.add(domain);
      return this;
    }

    /// `--dns-option`.
    public Builder dnsOption(String option) {
      dnsOptions.add(option);
      return this;
    }

    /// `--add-host name:address`.
    public Builder extraHost(String line) {
      extraHosts.add(line);
      return this;
    }

    /// `--link container:alias`.
    public Builder link(String line) {
      links.add(line);
      return this;
    }

    /// `--sysctl`.
    public Builder sysctl(String key, String value) {
      sysctls.put(key, value);
      return this;
    }

    /// `--label`.
    public Builder label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    /// `-v`, `--mount` and the like.
    public Builder mounts(MountRequest value) {
      mounts = value;
      return this;
    }

    /// A file that it finds.
    public Builder file(String path, String content) {
      files.put(path, content);
      return this;
    }

    /// `-w`.
    public Builder folder(String value) {
      folder = value.isEmpty() ? "" : Path.of(value).normalize().toString();
      return this;
    }

    /// `-u`.
    public Builder user(String value) {
      user = value;
      return this;
    }

    /// `--health-cmd` and the like.
    public Builder health(HealthCheck value) {
      health = value;
      return this;
    }

    /// `--restart`.
    public Builder restart(RestartPolicy value) {
      restart = value;
      return this;
    }

    /// `--stop-signal` and the like.
    public Builder ending(Ending value) {
      ending = value;
      return this;
    }

    /// `--cap-add` and the like.
    public Builder capabilities(Capabilities value) {
      capabilities = value;
      return this;
    }

    /// `--read-only` and the like.
    public Builder told(Told value) {
      told = value;
      return this;
    }

    /// The switches.
    public Builder flags(Flags value) {
      flags = value;
      return this;
    }

    /// The specification.
    public ContainerSpec build() {
      return new ContainerSpec(
          name,
          new Workload(image, entrypoint, command, env, health, folder, user),
          networkMode,
          endpoints,
          mac,
          new Ports(published, exposed, publishAll),
          new Names(hostname, domainname, dns, dnsSearch, dnsOptions, extraHosts, links),
          sysctls,
          labels,
          mounts,
          files,
          restart,
          ending,
          capabilities,
          told,
          flags);
    }
  }
}
