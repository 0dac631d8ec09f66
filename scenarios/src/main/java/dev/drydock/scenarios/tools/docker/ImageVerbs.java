package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker pull` and `docker images`. Images are names here: every one is there already, without
/// size and age; a digest is made from the name.
final class ImageVerbs implements DockerTool.Verb {
  private final boolean pulls;

  ImageVerbs(boolean pulls) {
    this.pulls = pulls;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    return pulls ? pull(call) : list(call);
  }

  private static int pull(DockerTool.Call call) throws Failure {
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
  private static int list(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "q|quiet", "no-trunc", "digests")
            .values("f|filter", "format")
            .read(call.arguments());
    Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    for (Container container : call.engine().containers().list(true)) {
      Name image = Name.of(container.spec().workload().image());
      String digits = container.image().id().replaceFirst("^sha256:", "");
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("Repository", image.repository());
      row.put("Tag", image.tag());
      row.put("ID", given.has("no-trunc") ? container.image().id() : digits.substring(0, 12));
      row.put("CreatedSince", "N/A");
      row.put("Size", "0B");
      boolean wanted = given.words().isEmpty() || given.words().contains(image.repository());
      if (wanted) {
        rows.put(image.repository() + ":" + image.tag(), row);
      }
    }
    if (given.has("quiet")) {
      rows.values().forEach(row -> call.out(String.valueOf(row.get("ID"))));
      return 0;
    }
    String format = given.last("format", "");
    if (!format.isEmpty()) {
      Formatted.print(call, format, List.copyOf(rows.values()));
      return 0;
    }
    TextTable table = new TextTable();
    table.row(List.of("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"));
    for (Map<String, @Nullable Object> row : rows.values()) {
      List<String> cells = new ArrayList<>();
      row.values().forEach(cell -> cells.add(String.valueOf(cell)));
      table.row(cells);
    }
    table.lines().forEach(call::out);
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

  private static String digest(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
