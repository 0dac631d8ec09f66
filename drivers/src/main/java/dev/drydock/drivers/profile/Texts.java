package dev.drydock.drivers.profile;

/// The engine's words where they changed from one version to the next. `%s` stands for what the
/// method is given.
///
/// @param startContext stands before a network error when a container starts
/// @param portInUse a port cannot be listened on: address, port, protocol, container address,
///   container port, why, Go's network and address, which program says so
/// @param unknownFilter a listing cannot be filtered by this: key
/// @param network what is refused about a network
/// @param endpoint what is refused about an endpoint
/// @param container what is refused about a container
public record Texts(
    String startContext,
    String portInUse,
    String unknownFilter,
    NetworkTexts network,
    EndpointTexts endpoint,
    ContainerTexts container) {

  /// What is refused about a network.
  ///
  /// @param noName it has none
  /// @param noDriver no driver of this name
  /// @param overlap a subnet is taken
  /// @param noPool no default subnet is left; `%d` is the IP version, if it is said
  /// @param invalidSubPool an address range without a subnet
  public record NetworkTexts(
      String noName, String noDriver, String overlap, String noPool, String invalidSubPool) {}

  /// What is refused about an endpoint.
  ///
  /// @param context stands before the refusals; empty where only the first is told
  /// @param ofCreation stands before the refusal to create a container: network; empty where that
  ///   is refused when it starts
  /// @param fixedOnPredefined `--ip` on docker0
  /// @param aliasOnPredefined `--network-alias` on docker0
  /// @param outside `--ip` outside the subnet
  /// @param toHost connecting to network `host`
  /// @param fromHost disconnecting from network `host`
  /// @param inUse removing a network with endpoints: name, id, list of endpoints
  /// @param notRenamed stands before why a container on a network of the swarm keeps its name
  public record EndpointTexts(
      String context,
      String ofCreation,
      String fixedOnPredefined,
      String aliasOnPredefined,
      String outside,
      String toHost,
      String fromHost,
      String inUse,
      String notRenamed) {}

  /// What is refused about a container.
  ///
  /// @param notRunning it does not run: id
  /// @param execNotRunning a command in one that does not run: id
  /// @param notKilled stands before why it is not killed: what the user typed
  /// @param unknownSignal no signal of this name
  /// @param unsupportedSignal no signal has this number
  /// @param alreadyPaused pausing it twice: id
  /// @param ownNamespace `--network container:` itself
  /// @param deadNamespace `--network container:` one that does not run: id, name, state
  /// @param removeRunning removing one that runs: id, name, state
  /// @param removePaused removing a paused one: id, name, state
  /// @param notExecuted the command cannot be executed: what runc says
  /// @param cpuRange more processors than there are: their number
  /// @param unknownRuntime no runtime of this name
  /// @param namesAsTyped that name is what the user typed, not the container's own
  public record ContainerTexts(
      String notRunning,
      String execNotRunning,
      String notKilled,
      String unknownSignal,
      String unsupportedSignal,
      String alreadyPaused,
      String ownNamespace,
      String deadNamespace,
      String removeRunning,
      String removePaused,
      String notExecuted,
      String cpuRange,
      String unknownRuntime,
      boolean namesAsTyped) {}

  static final Texts V20_10 =
      new Texts(
          "",
          "%8$slisten %3$s%7$s: bind: %6$s",
          "Invalid filter '%s'",
          new NetworkTexts(
              "network with name  already exists",
              "plugin \"%s\" not found",
              "Pool overlaps with other one on this address space",
              "could not find an available, non-overlapping IPv%d address pool among the defaults"
                  + " to assign to the network",
              "Invalid Address SubPool"),
          new EndpointTexts(
              "",
              "",
              "user specified IP address is supported on user defined networks only",
              "network-scoped alias is supported only for containers in user defined networks",
              "Invalid address %s: It does not belong to any of this network's subnets",
              "container cannot be disconnected from host network or connected to host network",
              "container cannot be disconnected from host network or connected to host network",
              "error while removing network: network %1$s id %2$s has active endpoints",
              "Could not add service state for endpoint %s to cluster on rename: "),
          new ContainerTexts(
              "Container %s is not running",
              "Container %s is not running",
              "Cannot kill container: %s",
              "Invalid signal: %s",
              "The linux daemon does not support signal %d",
              "Container %s is already paused",
              "cannot join own network",
              "cannot join network of a non running container: %1$s",
              "You cannot remove a %3$s container %1$s. Stop the container before attempting"
                  + " removal or force remove",
              "You cannot remove a %3$s container %1$s. Unpause and then stop the container before"
                  + " attempting removal or force remove",
              "failed to create shim task: OCI runtime create failed: runc create failed: unable to"
                  + " start container process: %s: unknown",
              "Range of CPUs is from 0.01 to %1$d.00, as there are only %1$d CPUs available",
              "Unknown runtime specified %s",
              false));

  static final Texts V27 =
      new Texts(
          "",
          "failed to bind port %1$s:%2$s/%3$s: %8$slisten %3$s%7$s: bind: %6$s",
          "invalid filter '%s'",
          new NetworkTexts(
              "invalid name: name is empty",
              "plugin \"%s\" not found",
              "invalid pool request: Pool overlaps with other one on this address space",
              "all predefined address pools have been fully subnetted",
              "invalid address subpool"),
          new EndpointTexts(
              "invalid endpoint settings:\n",
              "invalid config for network %s: ",
              "user specified IP address is supported on user defined networks only",
              "network-scoped alias is supported only for containers in user defined networks",
              "no configured subnet or ip-range contain the IP address %s",
              "container cannot be disconnected from host network or connected to host network",
              "container cannot be disconnected from host network or connected to host network",
              "error while removing network: network %1$s id %2$s has active endpoints",
              "could not add service state for endpoint %s to cluster on UpdateDNSNames: "),
          new ContainerTexts(
              "container %s is not running",
              "container %s is not running",
              "cannot kill container: %s",
              "invalid signal: %s",
              "the linux daemon does not support signal %d",
              "Container %s is already paused",
              "cannot join own network",
              "cannot join network of a non running container: %1$s",
              "cannot remove container \"/%2$s\": container is %3$s: stop the container before"
                  + " removing or force remove",
              "cannot remove container \"/%2$s\": container is %3$s and must be unpaused first",
              "failed to create task for container: failed to create shim task: OCI runtime create"
                  + " failed: runc create failed: unable to start container process: %s: unknown",
              "Range of CPUs is from 0.01 to %1$d.00, as there are only %1$d CPUs available",
              "unknown or invalid runtime name: %s",
              false));

  static final Texts V25 =
      new Texts(
          "", V20_10.portInUse, V27.unknownFilter, V20_10.network, V27.endpoint, V27.container);

  static final Texts V28 =
      new Texts(
          "failed to set up container networking: ",
          "failed to bind host port for %1$s:%2$s:%4$s:%5$s/%3$s: %6$s",
          V27.unknownFilter,
          V27.network,
          new EndpointTexts(
              V27.endpoint.context,
              V27.endpoint.ofCreation,
              V27.endpoint.fixedOnPredefined,
              V27.endpoint.aliasOnPredefined,
              V27.endpoint.outside,
              "cannot connect container to host network - container must be created in host"
                  + " network mode",
              "cannot disconnect container from host network - container was created in host"
                  + " network mode",
              "error while removing network: network %1$s has active endpoints (%3$s)",
              V27.endpoint.notRenamed),
          new ContainerTexts(
              V27.container.notRunning,
              V27.container.execNotRunning,
              V27.container.notKilled,
              V27.container.unknownSignal,
              V27.container.unsupportedSignal,
              V27.container.alreadyPaused,
              "cannot join own network namespace",
              "cannot join network namespace of a non running container: container %2$s is %3$s",
              "cannot remove container \"%2$s\": container is %3$s: stop the container before"
                  + " removing or force remove",
              "cannot remove container \"%2$s\": container is paused and must be unpaused first",
              "failed to create task for container: failed to create shim task: OCI runtime create"
                  + " failed: runc create failed: unable to start container process: error during"
                  + " container init: %s: unknown",
              "range of CPUs is from 0.01 to %1$d.00, as there are only %1$d CPUs available",
              V27.container.unknownRuntime,
              true));

  /// 28.0 and 28.1 name no endpoints yet.
  static final Texts V28_0 =
      new Texts(
          V28.startContext,
          V28.portInUse,
          V28.unknownFilter,
          V28.network,
          new EndpointTexts(
              V28.endpoint.context,
              V28.endpoint.ofCreation,
              V28.endpoint.fixedOnPredefined,
              V28.endpoint.aliasOnPredefined,
              V28.endpoint.outside,
              V28.endpoint.toHost,
              V28.endpoint.fromHost,
              V27.endpoint.inUse,
              V27.endpoint.notRenamed),
          V28.container);

  static final Texts V29 =
      new Texts(
          V28.startContext,
          "failed to bind host port %1$s:%2$s/%3$s: %6$s",
          V28.unknownFilter,
          V28.network,
          new EndpointTexts(
              V28.endpoint.context,
              V28.endpoint.ofCreation,
              "user-specified IP address is supported on user-defined networks only",
              "network-scoped aliases are only supported for user-defined networks",
              "no configured subnet contains IP address %s",
              V28.endpoint.toHost,
              V28.endpoint.fromHost,
              V28.endpoint.inUse,
              V28.endpoint.notRenamed),
          new ContainerTexts(
              V28.container.notRunning,
              V28.container.execNotRunning,
              V28.container.notKilled,
              V28.container.unknownSignal,
              V28.container.unsupportedSignal,
              "container %s is already paused",
              V28.container.ownNamespace,
              V28.container.deadNamespace,
              V28.container.removeRunning,
              V28.container.removePaused,
              V28.container.notExecuted,
              V28.container.cpuRange,
              V27.container.unknownRuntime,
              true));

  /// An interface cannot be brought into a container. Up to 27 a hook of runc does that, which says
  /// so in a line of a log with 20.10.
  ///
  /// @param time RFC 3339
  public String interfaceNotAdded(String why, String time) {
    if (!startContext.isEmpty()) {
      return startContext + why;
    }
    String logged = "error running hook: exit status 1, stdout: , stderr: time=\"" + time;
    String hook =
        this == V20_10
            ? "hook #0: " + logged + "\" level=fatal msg=\"" + why.replace("\"", "\\\"") + "\""
            : "prestart hook #0: exit status 1, stdout: , stderr: " + why;
    return notInitialised("error running " + hook);
  }

  /// The first process of a container cannot set up what it should.
  public String notInitialised(String why) {
    String said = "error during container init: ";
    return container.notExecuted.replace(said, "").formatted(said + why);
  }

  /// runc refuses what it is asked for, before there is a process.
  public String notCreated(String why) {
    return container
        .notExecuted
        .replace("unable to start container process: ", "")
        .replace("error during container init: ", "")
        .formatted(why);
  }

  /// No default subnet is left.
  public String noDefaultPool(boolean isV6) {
    return network.noPool.formatted(isV6 ? 6 : 4);
  }
}
