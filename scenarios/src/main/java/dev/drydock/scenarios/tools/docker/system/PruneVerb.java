package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.profile.ClientProfile;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.ContainerVerbs;
import dev.drydock.scenarios.tools.docker.network.NetworkVerbs;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.Pruned;
import dev.drydock.scenarios.tools.docker.storage.ImageVerbs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `docker system prune`: containers that do not run, networks that none uses, and with `--volumes`
/// the volumes.
public final class PruneVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "f|force", "volumes")
            .values("filter")
            .read(call.arguments());
    Filters filters = Filters.of(call, given, Set.of("label", "label!", "until"));
    boolean all = call.engine().profile().prunesNamedVolumes();
    if (given.has("volumes") && filters.has("until")) {
      throw new Failure("ERROR: The \"until\" filter is not supported with \"--volumes\"", 1);
    }
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven(warning(given, call.client()))) {
      return confirmation.declined(false);
    }
    long bytes = ContainerVerbs.prune(call, filters);
    NetworkVerbs.prune(call, filters);
    if (given.has("volumes")) {
      var volumes = call.engine().volumes();
      Pruned.print(
          call,
          "Deleted Volumes:",
          volumes.prune(v -> (all || v.isAnonymous()) && filters.prunes(v.labels())));
    }
    bytes += ImageVerbs.prune(call, filters, given.has("all"));
    call.out("Total reclaimed space: " + HumanSize.of(bytes));
    return 0;
  }

  /// `confirmationMessage`.
  private static String warning(Flags.Given given, ClientProfile client) {
    boolean isOld = client.prunesNamedVolumes();
    List<String> lines = new ArrayList<>();
    lines.add("WARNING! This will remove:");
    lines.add("  - all stopped containers");
    lines.add("  - all networks not used by at least one container");
    if (given.has("volumes")) {
      String which = isOld ? "all" : "all anonymous";
      lines.add("  - " + which + " volumes not used by at least one container");
    }
    lines.add(
        given.has("all")
            ? "  - all images without at least one container associated to them"
            : "  - all dangling images");
    String cache = isOld ? "all dangling build cache" : "unused build cache";
    lines.add("  - " + (given.has("all") ? "all build cache" : cache));
    lines.add("");
    if (!given.all("filter").isEmpty()) {
      lines.add("  Items to be pruned will be filtered with:");
      given.all("filter").stream().sorted().forEach(filter -> lines.add("  - " + filter));
      lines.add("");
    }
    return String.join("\n", lines) + "\n";
  }
}
