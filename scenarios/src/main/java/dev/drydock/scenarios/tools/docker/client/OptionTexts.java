package dev.drydock.scenarios.tools.docker.client;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the options of `docker` mean, for `--help`, in our own words; the kinds of their values are
/// those of Docker's command line (pflag).
final class OptionTexts {
  /// Option, or verb and option | kind of its value, `-` for a switch | what it does.
  private static final String TABLE =
      """
      add-host | list | One more line of /etc/hosts (name:address)
      advertise-addr | string | Address or interface told to the other nodes
      alias | strings | A name of the container on the network
      all | - | Take all of them
      all-resources | - | Take what no service uses as well
      all-tags | - | Take every tag of the image
      annotation | map | Something that the runtime is told
      ansi | string | When to write colours (never, always, auto)
      archive | - | Keep owners and groups
      args | command | Arguments of the command
      attach | list | Connect to stdin, stdout or stderr
      attachable | - | Let containers join by hand
      author | string | Who made the image
      change | list | An instruction of a Dockerfile that the image gets
      human | - | Sizes and times for people to read
      message | string | A comment on the image
      pause | - | Stop the container meanwhile
      autolock | - | Lock managers that start again
      aux-address | map | Addresses that others have on the network
      availability | string | active, pause or drain
      blkio-weight | uint16 | Share of disk time, 10 to 1000; 0 for none
      blkio-weight-device | list | Share of disk time of a device (path:weight)
      ca-cert | pem-file | Certificate of a new root CA
      ca-key | pem-file | Key of a new root CA
      cap-add | list | Give a capability
      cap-drop | list | Take a capability away
      cert-expiry | duration | How long certificates of nodes last
      cgroup-parent | string | The control group it is put into
      cgroupns | string | Whose control groups (host, private)
      checkpoint | string | Go on from this checkpoint
      cidfile | string | Write the ID of the container into a file
      cluster | - | Volumes of the cluster
      compatibility | - | Name containers as version 1 did
      compose-file | strings | The compose file, or - for stdin
      config | config | A config that containers see
      config-add | config | Give a config
      config-from | string | Take the settings of this network
      config-only | - | Keep settings only, make no network
      config-rm | list | Take a config away
      constraint | list | Which nodes may run it
      constraint-add | list | One more constraint
      constraint-rm | list | Drop a constraint
      container-label | list | A label of its containers
      container-label-add | list | Set a label of its containers
      container-label-rm | list | Drop a label of its containers
      cpu-period | int | Period of the CPU's fair scheduler
      cpu-quota | int | Quota of the CPU's fair scheduler
      cpu-rt-period | int | Period of real-time CPU in microseconds
      cpu-rt-runtime | int | Real-time CPU in microseconds
      cpu-shares | int | Share of the CPU, relative
      cpus | decimal | How many CPUs
      cpuset-cpus | string | Which CPUs (0-3, 0,1)
      cpuset-mems | string | Memory of which nodes (0-3, 0,1)
      credential-spec | credential-spec | Credentials of a managed service account
      data-path-addr | string | Address or interface of data between nodes
      data-path-port | uint32 | UDP port of data between nodes; 0 for 4789
      default-addr-pool | ipNetSlice | Subnets for overlay networks, in CIDR form
      default-addr-pool-mask-length | uint32 | Prefix length of subnets taken from the pool
      detach | - | Go on in the background
      detach-keys | string | Keys that leave the container
      details | - | Show what loggers add
      device | list | A device of the host
      device-cgroup-rule | list | A rule of what devices it may use
      device-read-bps | list | How many bytes a second it may read of a device
      device-read-iops | list | How often a second it may read of a device
      device-write-bps | list | How many bytes a second it may write to a device
      device-write-iops | list | How often a second it may write to a device
      digests | - | Show digests
      disable-content-trust | - | Do not check signatures
      dispatcher-heartbeat | duration | How often nodes report
      dns | list | A name server
      dns-add | list | One more name server
      dns-opt | list | An option of the resolver
      dns-option | list | An option of the resolver
      dns-option-add | list | One more option of the resolver
      dns-option-rm | list | Drop an option of the resolver
      dns-rm | list | Drop a name server
      dns-search | list | A search domain
      dns-search-add | list | One more search domain
      dns-search-rm | list | Drop a search domain
      domainname | string | NIS domain of the container
      driver | string | Which driver
      driver-opt | strings | Options of the driver on this network
      dry-run | - | Only say what would be done
      endpoint-mode | string | How the service is found (vip, dnsrr)
      entrypoint | string | In place of the image's entry point
      env | list | Set an environment variable
      env-add | list | Set an environment variable
      env-file | list | A file of environment variables
      env-rm | list | Drop an environment variable
      expose | list | A port, or a range of them, that is open inside
      external-ca | external-ca | A CA of others that signs certificates
      file | stringArray | A compose file
      filter | filter | Only those that fit
      follow | - | Go on with what comes
      follow-link | - | Copy what a link in SRC_PATH leads to
      force | - | Do it without asking
      force-new-cluster | - | Begin anew with this node's state
      format | string | A Go template, or json
      gateway | strings | The router's address of a subnet
      generic-resource | list | A resource of one's own
      generic-resource-add | list | One more resource of one's own
      generic-resource-rm | list | Drop a resource of one's own
      gpus | gpu-request | GPUs for the container, or all
      group | list | One more group of its user
      group-add | list | One more group of its user
      group-rm | list | Drop a group of its user
      gw-priority | int | The highest one's network has the default route
      health-cmd | string | The command that asks for its health
      health-interval | duration | How often to ask (ms|s|m|h)
      health-retries | int | How many failures make it unhealthy
      health-start-interval | duration | How often to ask in the beginning (ms|s|m|h)
      health-start-period | duration | How long failures do not count (ms|s|m|h)
      health-timeout | duration | How long one answer may take (ms|s|m|h)
      host | list | One more line of /etc/hosts (host:ip)
      host-add | list | One more line of /etc/hosts (host:ip)
      host-rm | list | Drop a line of /etc/hosts (host:ip)
      hostname | string | The container's own name
      image | string | Another image
      ingress | - | Make the network of published ports
      init | - | A small process 1 in front
      interactive | - | Keep stdin open
      internal | - | No way out of the network
      ip | string | IPv4 address
      ip-range | strings | Give containers addresses of this part alone
      ip6 | string | IPv6 address
      ipam-driver | string | Who manages addresses
      ipam-opt | map | An option of the address driver
      ipc | string | Whose IPC
      ipv4 | - | Give IPv4 addresses
      ipv6 | - | Give IPv6 addresses
      isolation | string | How it is kept apart
      kernel-memory | bytes | Memory of the kernel; no kernel has that any more
      label | list | A label (name=value)
      label-add | list | Set a label (name=value)
      label-file | list | A file of labels
      label-rm | list | Drop a label
      last | int | The n newest, running or not
      latest | - | The newest, running or not
      limit-cpu | decimal | At most so many CPUs
      limit-memory | bytes | At most so much memory
      limit-pids | int | At most so many processes
      link | list | Know another container by a name
      link-local-ip | list | A link-local address
      listen-addr | node-addr | Where managers listen (address|interface[:port])
      log-driver | string | Where its log goes
      log-opt | list | An option of the log driver
      mac-address | string | MAC address (such as 02:42:ac:11:00:02)
      max-concurrent | uint | How many tasks of a job run at once
      max-snapshots | uint | How many older snapshots are kept
      memory | bytes | At most so much memory
      memory-reservation | bytes | Memory that it should have
      memory-swap | bytes | Memory and swap; -1 for no limit of swap
      memory-swappiness | int | How readily it is swapped out, 0 to 100
      mode | string | What kind of service
      mount | mount | Put a file system in
      mount-add | mount | Put a mount in, or change one
      mount-rm | list | Drop a mount by its path
      name | string | Its name
      net | network | Join a network
      net-alias | list | A name of the container on the network
      network | network | Join a network
      network-add | network | Join one more network
      network-alias | list | A name of the container on the network
      network-rm | list | Leave a network
      no-healthcheck | - | Leave out the image's health check
      no-prune | - | Keep parents without tags
      no-resolve | - | Show IDs, no names
      no-resolve-image | - | Do not ask the registry for digests
      no-stream | - | One table, then end
      no-stdin | - | Do not connect stdin
      no-task-ids | - | No task IDs in front of lines
      no-trunc | - | Show all of long texts
      oom-kill-disable | - | Do not end it when memory is short
      oom-score-adj | int | When it is ended for memory, -1000 to 1000
      opt | map | An option of the driver
      parallel | int | How much is done at once; -1 for all
      pid | string | Whose processes
      pids-limit | int | At most so many processes; -1 for any
      placement-pref | pref | Spread tasks by this
      placement-pref-add | pref | One more way to spread tasks
      placement-pref-rm | pref | Drop a way to spread tasks
      platform | string | For which platform
      pretty | - | For people to read
      privileged | - | All rights
      profile | stringArray | Take services of a profile
      progress | string | How progress is told (auto, tty, plain, json, quiet)
      project-directory | string | Folder of the project
      project-name | string | Name of the project
      prune | - | Remove services that are no longer there
      publish | list | Make a port reachable from outside
      publish-add | port | Publish one more port
      publish-all | - | Publish all exposed ports, each by a free one
      publish-rm | port | Stop publishing a port of the containers
      pull | string | Pull the image first (always, missing, never)
      quiet | - | Print less
      raw | - | Print it as it is
      read-only | - | Its own files cannot be changed
      replicas | uint | How many tasks
      replicas-max-per-node | uint | At most so many tasks a node; 0 for any
      reserve-cpu | decimal | CPUs that a node must have left
      reserve-memory | bytes | Memory that a node must have left
      resolve-image | string | When to ask the registry (always, changed, never)
      restart | string | What happens when it ends
      restart-condition | string | When to start it again (none, on-failure, any)
      restart-delay | duration | How long to wait before that (ns|us|ms|s|m|h)
      restart-max-attempts | uint | How often at most
      restart-window | duration | Over which time attempts are counted
      rm | - | Remove it when it has ended
      role | string | worker or manager
      rollback | - | Go back to what was before
      rollback-delay | duration | Between tasks of a rollback (ns|us|ms|s|m|h)
      rollback-failure-action | string | When a rollback fails (pause, continue)
      rollback-max-failure-ratio | float | Failures that a rollback bears
      rollback-monitor | duration | How long a task is watched after a rollback
      rollback-order | string | start-first or stop-first
      rollback-parallelism | uint | Tasks rolled back at once; 0 for all
      rotate | - | Make a new one
      runtime | string | Which runtime
      scope | string | Where the network is known
      secret | secret | A secret that containers see
      secret-add | secret | Give a secret
      secret-rm | list | Take a secret away
      security-opt | list | A security option
      shm-size | bytes | Size of /dev/shm
      short | - | Nothing but the number
      sig-proxy | - | Pass signals on to the process
      signal | string | Which signal
      since | string | From this time on (a time stamp, or 42m for minutes ago)
      size | - | Show sizes
      snapshot-interval | uint | Log entries between snapshots
      stop-grace-period | duration | How long it may take to end (ns|us|ms|s|m|h)
      stop-signal | string | What asks it to end
      stop-timeout | int | Seconds it may take to end
      storage-opt | list | An option of the storage driver
      subnet | strings | A subnet, in CIDR form
      sysctl | list | A kernel setting of its namespaces
      sysctl-add | list | Set a kernel setting
      sysctl-rm | list | Drop a kernel setting
      tail | string | So many lines from the end
      task-history-limit | int | Old tasks that are kept
      template-driver | string | Who fills in templates
      time | int | Seconds it may take to end
      timeout | int | Seconds it may take to end
      timestamps | - | Show times
      tmpfs | list | A folder in memory
      token | string | What lets a node in
      tty | - | A terminal
      type | string | Of this type only
      ulimit | ulimit | A limit of resources
      ulimit-add | ulimit | Set a limit of resources
      ulimit-rm | list | Drop a limit of resources
      until | string | Up to this time (a time stamp, or 42m for minutes ago)
      update-delay | duration | Between tasks of an update (ns|us|ms|s|m|h)
      update-failure-action | string | When an update fails (pause, continue, rollback)
      update-max-failure-ratio | float | Failures that an update bears
      update-monitor | duration | How long a task is watched after an update
      update-order | string | start-first or stop-first
      update-parallelism | uint | Tasks updated at once; 0 for all
      user | string | Name or number of the user, and of the group (user[:group])
      userns | string | Whose users
      uts | string | Whose host name
      verbose | - | Tell more
      version | - | Print the version
      volume | list | Put a volume, or a folder of the host, in
      volume-driver | string | Which driver makes its volumes
      volumes-from | list | Mount what another container mounts
      volumes | - | Volumes as well
      with-registry-auth | - | Give nodes the login of the registry
      workdir | string | The folder it begins in
      ps all | - | Those that do not run as well
      ps format | string | A Go template, table TEMPLATE, or json
      stop time | int | Seconds until it is killed
      run detach | - | Leave it in the background and print its ID
      exec detach | - | Leave it in the background
      rm force | - | Kill it first if it runs
      rm link | - | Remove a link, no container
      rm volumes | - | Its anonymous volumes as well
      start attach | - | Show what it prints, pass signals on
      start interactive | - | Connect stdin
      network disconnect force | - | Disconnect even what is not there
      network rm force | - | Do not complain of what is not there
      system prune all | - | All images that nobody uses
      image prune all | - | All images that nobody uses
      node rm force | - | Remove one that is still up
      swarm leave force | - | Leave although it is a manager
      logs follow | - | Go on with what is written
      logs tail | string | So many lines from the end (default all)
      network create driver | string | Which driver (default "bridge")
      network create ipam-driver | string | Who manages addresses (default "default")
      abort-on-container-exit | - | Stop all when one stops
      abort-on-container-failure | - | Stop all when one fails
      always-recreate-deps | - | Make what they depend on anew as well
      attach-dependencies | - | Show what those print that they depend on
      build | - | Build the images first
      down-project | - | Take the project down when the first one stops
      env-from-file | stringArray | A file of environment variables
      environment | - | Print the variables for interpolation
      exit-code-from | string | End with the status of this service
      force-recreate | - | Make them anew although nothing has changed
      hash | string | Print the hash of each service
      ignore-buildable | - | Leave out images that can be built
      ignore-pull-failures | - | Go on when one cannot be pulled
      images | - | Print the names of images
      include-deps | - | What they depend on as well
      index | int | Which of several containers
      json | - | One JSON object a line
      lock-image-digests | - | Print digests only
      menu | - | Help at the bottom while attached
      models | - | Print the names of models
      networks | - | Print the names of networks
      no-TTY | - | No terminal
      no-attach | stringArray | Do not show what this service prints
      no-build | - | Build no image
      no-color | - | No colours
      no-consistency | - | Do not check that the model makes sense
      no-deps | - | Leave what they depend on alone
      no-env-resolution | - | Do not read files of variables
      no-interpolate | - | Keep variables as they are
      no-log-prefix | - | No names in front of lines
      no-normalize | - | Leave the model as it is written
      no-path-resolution | - | Leave paths as they are written
      no-recreate | - | Keep what is there as it is
      no-start | - | Start nothing
      no-tty | - | No terminal
      orphans | - | Those as well that no service declares
      output | string | Write into this file
      policy | string | Which images (missing, always)
      profiles | - | Print the names of profiles
      protocol | string | tcp or udp (default "tcp")
      quiet-build | - | Print less of building
      quiet-pull | - | Print less of pulling
      remove-orphans | - | Remove containers that no service declares
      renew-anon-volumes | - | Make anonymous volumes anew
      resolve-image-digests | - | Name images by digest
      rmi | string | Images too ("local" for those without a tag, "all")
      scale | stringArray | So many containers of a service
      service-ports | - | Publish the ports of the service
      services | - | Print the names of services
      start | - | Start it
      status | stringArray | Those in this state
      stop | - | Stop them first
      tcp | - | Take TCP
      use-aliases | - | Take the names of the service on its networks
      variables | - | Print the variables and their defaults
      wait | - | Wait until services run or are healthy
      wait-timeout | int | Seconds to wait at most
      watch | - | Watch the sources
      yes | - | Answer yes to all
      """;

  private static final Map<String, Line> LINES = read();

  private OptionTexts() {}

  /// One option.
  ///
  /// @param kind of its value
  /// @param text what it does; empty where nothing is known
  record Line(String kind, String text) {}

  private static Map<String, Line> read() {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] parts = line.split(" \\| ", 3);
      lines.put(parts[0], new Line(parts[1], parts[2]));
    }
    return lines;
  }

  /// The option of a verb.
  static Line of(String verb, String option) {
    Line own = LINES.get(verb.replaceFirst("^container ", "") + " " + option);
    return own != null ? own : LINES.getOrDefault(option, new Line("string", ""));
  }
}
