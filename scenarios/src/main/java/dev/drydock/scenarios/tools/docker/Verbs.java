package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.compose.ComposeVerb;
import dev.drydock.scenarios.tools.docker.container.ContainerVerbs;
import dev.drydock.scenarios.tools.docker.container.CopyVerb;
import dev.drydock.scenarios.tools.docker.container.DiffVerb;
import dev.drydock.scenarios.tools.docker.container.ExecVerb;
import dev.drydock.scenarios.tools.docker.container.LogsVerb;
import dev.drydock.scenarios.tools.docker.container.PsVerb;
import dev.drydock.scenarios.tools.docker.container.RunVerb;
import dev.drydock.scenarios.tools.docker.container.WaitVerb;
import dev.drydock.scenarios.tools.docker.container.WatchVerbs;
import dev.drydock.scenarios.tools.docker.network.NetworkCreateVerb;
import dev.drydock.scenarios.tools.docker.network.NetworkInspectVerb;
import dev.drydock.scenarios.tools.docker.network.NetworkLsVerb;
import dev.drydock.scenarios.tools.docker.network.NetworkVerbs;
import dev.drydock.scenarios.tools.docker.storage.CommitVerb;
import dev.drydock.scenarios.tools.docker.storage.HistoryVerb;
import dev.drydock.scenarios.tools.docker.storage.ImageListVerb;
import dev.drydock.scenarios.tools.docker.storage.ImageVerbs;
import dev.drydock.scenarios.tools.docker.storage.VolumeVerbs;
import dev.drydock.scenarios.tools.docker.swarm.NodeVerbs;
import dev.drydock.scenarios.tools.docker.swarm.ObjectVerbs;
import dev.drydock.scenarios.tools.docker.swarm.ServiceCreateVerb;
import dev.drydock.scenarios.tools.docker.swarm.ServiceUpdateVerb;
import dev.drydock.scenarios.tools.docker.swarm.ServiceVerbs;
import dev.drydock.scenarios.tools.docker.swarm.StackVerbs;
import dev.drydock.scenarios.tools.docker.swarm.SwarmUpdateVerb;
import dev.drydock.scenarios.tools.docker.swarm.SwarmVerbs;
import dev.drydock.scenarios.tools.docker.system.ContextVerbs;
import dev.drydock.scenarios.tools.docker.system.DiskUsageVerb;
import dev.drydock.scenarios.tools.docker.system.EventsVerb;
import dev.drydock.scenarios.tools.docker.system.InfoVerb;
import dev.drydock.scenarios.tools.docker.system.InspectVerb;
import dev.drydock.scenarios.tools.docker.system.PruneVerb;
import dev.drydock.scenarios.tools.docker.system.VersionVerb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which verbs `docker` has.
final class Verbs {
  private static final List<String> CONTAINER_VERBS =
      List.of(
          "attach", "commit", "cp", "create", "diff", "exec", "export", "inspect", "kill", "logs",
          "pause", "port", "prune", "rename", "restart", "rm", "run", "start", "stats", "stop",
          "top", "unpause", "update", "wait");

  private Verbs() {}

  /// Whether further words belong to the verb's name.
  static boolean isGroup(String name) {
    return List.of(
            "config",
            "container",
            "context",
            "image",
            "network",
            "node",
            "secret",
            "service",
            "stack",
            "swarm",
            "system",
            "volume")
        .contains(name);
  }

  /// The verb; null for none.
  static @Nullable DockerVerb find(String name) {
    if (name.startsWith("container ")) {
      String verb = name.substring("container ".length());
      if (verb.equals("ls") || verb.equals("list") || verb.equals("ps")) {
        return new PsVerb();
      }
      if (verb.equals("prune")) {
        return new ContainerVerbs("prune");
      }
      return CONTAINER_VERBS.contains(verb) ? find(verb) : null;
    }
    return switch (name) {
      case "compose" -> new ComposeVerb();
      case "run" -> new RunVerb(true);
      case "create" -> new RunVerb(false);
      case "ps" -> new PsVerb();
      case "inspect" -> new InspectVerb();
      case "exec" -> new ExecVerb();
      case "start",
          "stop",
          "restart",
          "kill",
          "pause",
          "unpause",
          "rm",
          "rename",
          "port",
          "update" ->
          new ContainerVerbs(name);
      case "logs" -> new LogsVerb();
      case "cp" -> new CopyVerb();
      case "diff" -> new DiffVerb();
      case "system prune" -> new PruneVerb();
      case "system df" -> new DiskUsageVerb();
      case "context ls", "context list", "context show", "context use", "context inspect" ->
          new ContextVerbs(name.substring("context ".length()));
      case "attach" -> WatchVerbs::attach;
      case "top" -> new WatchVerbs(true);
      case "stats" -> new WatchVerbs(false);
      case "pull", "image pull" -> new ImageVerbs("pull");
      case "images", "image ls", "image list" -> new ImageListVerb();
      case "tag", "image tag" -> new ImageVerbs("tag");
      case "history", "image history" -> new HistoryVerb();
      case "commit" -> new CommitVerb();
      case "rmi", "image rm", "image remove" -> new ImageVerbs("rm");
      case "image inspect", "image prune" -> new ImageVerbs(name.substring("image ".length()));
      case "version" -> new VersionVerb();
      case "events", "system events" -> new EventsVerb();
      case "info", "system info" -> new InfoVerb();
      case "wait" -> new WaitVerb();
      default -> inGroup(name);
    };
  }

  /// A verb of networks, swarms, services, stacks, nodes; null for none.
  private static @Nullable DockerVerb inGroup(String name) {
    return switch (name) {
      case "network ls", "network list" -> new NetworkLsVerb();
      case "network create" -> new NetworkCreateVerb();
      case "network inspect" -> new NetworkInspectVerb();
      case "network rm", "network remove" -> new NetworkVerbs("rm");
      case "network prune" -> new NetworkVerbs("prune");
      case "network connect" -> new NetworkVerbs("connect");
      case "swarm init", "swarm join", "swarm join-token", "swarm leave" ->
          new SwarmVerbs(name.substring("swarm ".length()));
      case "swarm update", "swarm ca", "swarm unlock", "swarm unlock-key" ->
          new SwarmUpdateVerb(name.substring("swarm ".length()));
      case "config create", "config ls", "config inspect", "config rm" ->
          new ObjectVerbs(false, name.substring("config ".length()));
      case "secret create", "secret ls", "secret inspect", "secret rm" ->
          new ObjectVerbs(true, name.substring("secret ".length()));
      case "volume create", "volume ls", "volume inspect", "volume rm", "volume prune" ->
          new VolumeVerbs(name.substring("volume ".length()));
      case "volume list" -> new VolumeVerbs("ls");
      case "volume remove" -> new VolumeVerbs("rm");
      case "service create" -> new ServiceCreateVerb();
      case "stack deploy", "stack up" -> new StackVerbs("deploy");
      case "stack ls", "stack list" -> new StackVerbs("ls");
      case "stack rm", "stack remove", "stack down" -> new StackVerbs("rm");
      case "stack config" -> new StackVerbs("config");
      case "stack ps" -> new StackVerbs("ps");
      case "stack services" -> new StackVerbs("services");
      case "service update" -> new ServiceUpdateVerb();
      case "service ls", "service list" -> new ServiceVerbs("ls");
      case "service rm", "service remove" -> new ServiceVerbs("rm");
      case "service ps", "service scale", "service inspect", "service logs", "service rollback" ->
          new ServiceVerbs(name.substring("service ".length()));
      case "node ls", "node list" -> new NodeVerbs("ls");
      case "node rm", "node remove" -> new NodeVerbs("rm");
      case "node update", "node promote", "node demote", "node inspect", "node ps" ->
          new NodeVerbs(name.substring("node ".length()));
      case "network disconnect" -> new NetworkVerbs("disconnect");
      default -> Refusals.of(name);
    };
  }
}
