package dev.drydock.scenarios.tools;

import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command runs: on a machine, inside a container with the container's own tools, or with
/// the machine's tools in another namespace.
///
/// @param box the machine
/// @param namespace the namespace its sockets and devices are in
/// @param container the container it runs in; null on the machine itself, also in another namespace
/// @param hostname what `hostname` says
/// @param toolbox which tools there are
/// @param files the files it sees
/// @param environment environment variables
/// @param rights what its root may do
/// @param folder the folder that relative paths begin at
public record Place(
    Box box,
    Netns namespace,
    @Nullable String container,
    String hostname,
    Toolbox toolbox,
    Files files,
    Map<String, String> environment,
    Rights rights,
    String folder) {
  /// A machine, as its root user sees it.
  public static Place on(Box box) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", "/root");
    environment.put("LOGNAME", "root");
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("SHELL", "/bin/bash");
    environment.put("USER", "root");
    return new Place(
        box,
        box.machine().root(),
        null,
        box.name(),
        Toolbox.MACHINE,
        box.files(),
        environment,
        Rights.ALL,
        "/root");
  }

  /// The same place with other tools' namespace: what `nsenter -n` and `ip netns exec` do.
  public Place in(Netns other) {
    return new Place(box, other, container, hostname, toolbox, files, environment, rights, folder);
  }

  /// The same place, as a program sees it that finds these tools.
  public Place with(Toolbox tools) {
    return new Place(
        box, namespace, container, hostname, tools, files, environment, rights, folder);
  }

  /// The same place with other environment variables.
  public Place withEnvironment(Map<String, String> variables) {
    return new Place(
        box, namespace, container, hostname, toolbox, files, variables, rights, folder);
  }

  /// The same place, its root allowed more or less.
  public Place with(Rights newRights) {
    return new Place(
        box, namespace, container, hostname, toolbox, files, environment, newRights, folder);
  }

  /// The same place, as a program sees it that runs in this folder.
  public Place at(String newFolder) {
    return new Place(
        box, namespace, container, hostname, toolbox, files, environment, rights, newFolder);
  }
}
