package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ImageInfo;
import dev.drydock.drivers.engine.Images;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.Pruned;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker pull`, `images`, `image inspect` and `rmi`. Images are names here: every one is there
/// already, without size and age; a digest is made from the name.
public final class ImageVerbs implements DockerVerb {
  private static final int SHORT_DIGITS = 12;

  private static final Listing ROWS =
      new Listing("*formatter.imageContext", "Repository Tag ID CreatedSince Size")
          .plain("Repository Tag Digest Size Containers")
          .head("ID", "IMAGE ID")
          .head("CreatedSince", "CREATED")
          .head("CreatedAt", "CREATED AT");

  private final String verb;

  public ImageVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    return switch (verb) {
      case "pull" -> pull(call);
      case "rm" -> remove(call);
      case "inspect" -> inspect(call);
      case "prune" -> prune(call);
      default -> list(call);
    };
  }

  /// Without `--all` none goes: all have names here.
  private static int prune(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).switches("a|all", "f|force").values("filter").read(call.arguments());
    boolean all = given.has("all");
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven(
        all
            ? "WARNING! This will remove all images without at least one container associated to"
                + " them."
            : "WARNING! This will remove all dangling images.")) {
      return confirmation.declined(true);
    }
    List<String> gone = new ArrayList<>();
    for (String reference : all ? List.copyOf(call.engine().images().list()) : List.<String>of()) {
      if (user(call, reference) == null) {
        call.engine().images().remove(reference);
        gone.add("untagged: " + reference);
        gone.add("deleted: " + id(call, reference));
      }
    }
    Pruned.print(call, "Deleted Images:", gone);
    call.out("Total reclaimed space: 0B");
    return 0;
  }

  private static String id(DockerCall call, String reference) {
    String name = reference.replaceFirst(":latest$", "");
    return call.engine().image(name).id();
  }

  /// The full name of an image that is listed, by name or id; null for none.
  private static @Nullable String find(DockerCall call, String wanted) {
    String digits = wanted.replaceFirst("^sha256:", "");
    for (String reference : call.engine().images().list()) {
      boolean byId = digits.matches("[0-9a-f]{4,64}") && id(call, reference).contains(":" + digits);
      if (reference.equals(Images.full(wanted)) || byId) {
        return reference;
      }
    }
    return null;
  }

  public static String missing(DockerCall call, String name) {
    boolean isOld = call.engine().profile().client().wordsWhatIsMissing();
    String begin = isOld ? "Error: " : "Error response from daemon: ";
    return begin + "No such image: " + (isOld ? name : Images.full(name));
  }

  /// moby `daemon/images/image_delete.go`.
  private static int remove(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("f|force", "no-prune")
            .values("platform")
            .read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    int status = 0;
    for (String name : given.words()) {
      String reference = find(call, name);
      if (reference == null) {
        call.err(missing(call, name));
        status = given.has("force") ? status : 1;
        continue;
      }
      Container user = user(call, reference);
      if (user != null && (!given.has("force") || user.isRunning())) {
        call.err(inUse(call, name, user, given.has("force")));
        status = 1;
        continue;
      }
      call.engine().images().remove(reference);
      call.out("Untagged: " + reference);
      if (user == null) {
        call.out("Deleted: " + id(call, reference));
      }
    }
    return status;
  }

  private static @Nullable Container user(DockerCall call, String reference) {
    Container found = null;
    for (Container each : call.engine().containers().list(true)) {
      boolean isUser = Images.full(each.spec().workload().image()).equals(reference);
      if (isUser && (found == null || each.isRunning())) {
        found = each;
      }
    }
    return found;
  }

  private static String inUse(DockerCall call, String name, Container user, boolean forced) {
    String reference = user.spec().workload().image();
    String digits = id(call, reference).substring("sha256:".length()).substring(0, SHORT_DIGITS);
    return forced
        ? "Error response from daemon: conflict: unable to delete %s (cannot be forced) - image is"
                .formatted(digits)
            + " being used by running container "
            + user.shortId()
        : "Error response from daemon: conflict: unable to remove repository reference \"%s\" (must"
                .formatted(name)
            + " force) - container "
            + user.shortId()
            + " is using its referenced image "
            + digits;
  }

  private static int inspect(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("f|format", "platform").read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = new Inspected(call);
    for (String name : given.words()) {
      Map<String, @Nullable Object> fields = fields(call, name);
      if (fields == null) {
        found.miss(missing(call, name));
      } else {
        found.add(Inspected.OPEN, fields);
      }
    }
    return found.print(given.last("format", ""));
  }

  /// What `docker image inspect` shows of an image that is listed; null for others.
  public static @Nullable Map<String, @Nullable Object> fields(DockerCall call, String name) {
    String reference = find(call, name);
    if (reference == null) {
      return null;
    }
    Name image = Name.of(reference);
    ImageInfo info = call.engine().image(reference.replaceFirst(":latest$", ""));
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    Map<String, @Nullable Object> ports = new TreeMap<>();
    info.exposed().forEach(port -> ports.put(port.toString(), Map.of()));
    if (!ports.isEmpty()) {
      config.put("ExposedPorts", ports);
    }
    config.put("Env", info.env());
    config.put("Cmd", info.command().isEmpty() ? null : info.command());
    config.put("WorkingDir", "");
    config.put("Entrypoint", info.entrypoint().isEmpty() ? null : info.entrypoint());
    config.put("Labels", null);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String full = full(image.repository());
    fields.put("Id", info.id());
    fields.put("RepoTags", List.of(reference));
    fields.put(
        "RepoDigests", List.of(image.repository() + "@sha256:" + digest(full + ":" + image.tag())));
    fields.put("Comment", "");
    fields.put("Created", "0001-01-01T00:00:00Z");
    fields.put("Config", config);
    fields.put("Architecture", "amd64");
    fields.put("Os", "linux");
    fields.put("Size", 0);
    return fields;
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
    Name image = Name.of(name);
    call.engine().images().add(name);
    String full = full(image.repository()) + ":" + image.tag();
    if (!given.has("quiet")) {
      if (!name.endsWith(":" + image.tag())) {
        call.out("Using default tag: " + image.tag());
      }
      call.out(image.tag() + ": Pulling from " + path(image.repository()));
      call.out("Digest: sha256:" + digest(full));
      call.out("Status: Image is up to date for " + image.repository() + ":" + image.tag());
    }
    call.out(full);
    return 0;
  }

  /// The images of the containers there are.
  private static int list(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "q|quiet", "no-trunc", "digests")
            .values("f|filter", "format")
            .read(call.arguments());
    Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    for (String reference : call.engine().images().list()) {
      Name image = Name.of(reference);
      String id = id(call, reference);
      String digits = id.replaceFirst("^sha256:", "");
      Map<String, @Nullable Object> row = Listing.row();
      row.put("Repository", image.repository());
      row.put("Tag", image.tag());
      row.put("ID", given.has("no-trunc") ? id : digits.substring(0, SHORT_DIGITS));
      row.put("CreatedSince", "N/A");
      row.put("CreatedAt", "N/A");
      row.put("Containers", "N/A");
      row.put("Digest", "<none>");
      row.put("Size", "0B");
      boolean wanted =
          given.words().isEmpty()
              || given.words().contains(image.repository())
              || given.words().contains(reference);
      if (wanted) {
        rows.put(image.repository() + ":" + image.tag(), row);
      }
    }
    ROWS.print(call, given, rows.values(), "ID");
    return 0;
  }

  /// An image's name in two.
  private record Name(String repository, String tag) {
    static Name of(String reference) {
      int colon = reference.lastIndexOf(':');
      return colon > reference.lastIndexOf('/')
          ? new Name(reference.substring(0, colon), reference.substring(colon + 1))
          : new Name(reference, "latest");
    }
  }

  /// `nginx` is `library/nginx` of Docker Hub (distribution/reference).
  private static String path(String repository) {
    if (hasRegistry(repository)) {
      return repository.substring(repository.indexOf('/') + 1);
    }
    return repository.contains("/") ? repository : "library/" + repository;
  }

  private static String full(String repository) {
    return hasRegistry(repository) ? repository : "docker.io/" + path(repository);
  }

  private static boolean hasRegistry(String repository) {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  public static String digest(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
