package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.ImageRemoval;
import dev.drydock.drivers.engine.Images;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.Pruned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `docker pull`, `tag`, `rmi` and `image prune`. An image that the lab has is there already,
/// without size and age; the digest that its registry tells is made of its name.
public final class ImageVerbs implements DockerVerb {
  private final String verb;

  public ImageVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    return switch (verb) {
      case "pull" -> pull(call);
      case "tag" -> tag(call);
      case "rm" -> remove(call);
      case "inspect" -> ImageInspect.run(call);
      default -> prune(call);
    };
  }

  private static int prune(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).switches("a|all", "f|force").values("filter").read(call.arguments());
    Filters filters = Filters.of(call, given, Set.of("dangling", "label", "label!", "until"));
    boolean all = given.has("all");
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven(
        all
            ? "WARNING! This will remove all images without at least one container associated to"
                + " them."
            : "WARNING! This will remove all dangling images.")) {
      return confirmation.declined(true);
    }
    long bytes = prune(call, filters, all);
    call.out("Total reclaimed space: " + HumanSize.of(bytes));
    return 0;
  }

  /// Removes images that nobody needs (moby `daemon/images/image_prune.go`).
  ///
  /// @param all whether those that have names
  /// @return how much was in them
  public static long prune(DockerCall call, Filters filters, boolean all) throws Failure {
    Images images = call.engine().images();
    long until = filters.untilNanos(call);
    List<String> gone = new ArrayList<>();
    Map<String, Long> layers = new LinkedHashMap<>();
    for (Image image : images.all()) {
      List<String> names = images.tagsOf(image);
      boolean isWanted = names.isEmpty() ? images.isDangling(image) : all;
      boolean isOld = image.made().nanos() <= until;
      if (isWanted && isOld && filters.prunes(image.made().changes().labels())) {
        image.layers().forEach(layer -> layers.put(layer.chain(), layer.bytes()));
        String digits = image.id().substring(image.id().indexOf(':') + 1);
        for (String name : names.isEmpty() ? List.of(digits) : names) {
          gone.addAll(removedQuietly(call, image, name));
        }
      }
    }
    List<String> told =
        gone.stream().map(each -> each.replaceFirst("^U", "u").replaceFirst("^D", "d")).toList();
    Pruned.print(call, "Deleted Images:", told);
    return gone.stream()
        .mapToLong(each -> layers.getOrDefault(each.replaceFirst("^Deleted: ", ""), 0L))
        .sum();
  }

  /// What is needed stays, and nothing is said of it.
  private static List<String> removedQuietly(DockerCall call, Image image, String name) {
    try {
      return new ImageRemoval(call.engine()).remove(image, name, false, true);
    } catch (EngineException e) {
      return List.of();
    }
  }

  private static int remove(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("f|force", "no-prune")
            .values("platform")
            .read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> wrong = new ArrayList<>();
    boolean isFatal = false;
    for (String name : given.words()) {
      Image image = ImageNames.find(call, name);
      if (image == null) {
        boolean isName = ImageReference.isValid(name);
        isFatal |= !isName;
        wrong.add(
            isName
                ? ImageNames.missing(call, name)
                : "Error response from daemon: " + ImageReference.complaint(name));
        continue;
      }
      try {
        boolean prunes = !given.has("no-prune");
        new ImageRemoval(call.engine())
            .remove(image, name, given.has("force"), prunes)
            .forEach(call::out);
      } catch (EngineException e) {
        isFatal = true;
        wrong.add(call.words().refusal(e, call.verb()));
      }
    }
    wrong.forEach(call::err);
    return wrong.isEmpty() || (given.has("force") && !isFatal) ? 0 : 1;
  }

  /// `docker tag` (docker/cli `command/image/tag.go`; the client of moby, `client/image_tag.go`).
  private static int tag(DockerCall call) throws Failure {
    List<String> words = new Flags(call.verb()).read(call.arguments()).words();
    if (words.size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    for (String word : words) {
      if (!ImageReference.isValid(word)) {
        String why = ImageReference.complaint(word);
        throw new Failure(
            "Error parsing reference: \"%s\" is not a valid repository/tag: %s"
                .formatted(word, why),
            1);
      }
    }
    if (words.get(1).contains("@")) {
      throw new Failure("refusing to create a tag with a digest reference", 1);
    }
    Image image = ImageNames.find(call, words.get(0));
    if (image == null) {
      throw new Failure(ImageNames.missingInDaemon(words.get(0)), 1);
    }
    call.engine().images().tag(image, ImageReference.withShortName(words.get(1)));
    return 0;
  }

  private static int pull(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all-tags", "q|quiet", "disable-content-trust")
            .values("platform")
            .read(call.arguments());
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    String name = given.words().get(0);
    ImageNames.Name image = ImageNames.Name.of(name);
    String full = ImageNames.full(image.repository()) + ":" + image.tag();
    String digest = "sha256:" + ImageNames.digest(full);
    call.engine().images().pull(name, digest);
    if (!given.has("quiet")) {
      if (!name.endsWith(":" + image.tag())) {
        call.out("Using default tag: " + image.tag());
      }
      call.out(image.tag() + ": Pulling from " + ImageNames.path(image.repository()));
      call.out("Digest: " + digest);
      call.out("Status: Image is up to date for " + image.repository() + ":" + image.tag());
    }
    call.out(full);
    return 0;
  }
}
