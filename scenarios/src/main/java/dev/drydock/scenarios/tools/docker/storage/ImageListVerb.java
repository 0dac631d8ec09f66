package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.Images;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `docker images` (moby `daemon/images/images.go`; docker/cli `cli/command/formatter/image.go`).
public final class ImageListVerb implements DockerVerb {
  private static final String NONE = "<none>";
  private static final String COLUMNS = "Repository Tag ID CreatedSince Size";

  private static final Listing ROWS =
      new Listing("*formatter.imageContext", COLUMNS)
          .plain("Repository Tag Digest Size Containers")
          .head("ID", "IMAGE ID")
          .head("CreatedSince", "CREATED")
          .head("CreatedAt", "CREATED AT");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|all", "q|quiet", "no-trunc", "digests")
            .values("f|filter", "format")
            .read(call.arguments());
    if (given.words().size() > 1) {
      throw call.needs("at most 1 argument");
    }
    Filters filters =
        Filters.of(call, given, Set.of("dangling", "label", "before", "since", "reference"));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Image image : call.engine().images().all()) {
      if (fits(call, filters, image)) {
        addRows(new Row(call, given, image), filters, rows);
      }
    }
    if (given.has("digests") && given.last("format", "").isEmpty() && !given.has("quiet")) {
      String columns = COLUMNS.replace("Tag", "Tag Digest");
      ROWS.print(call, "", rows, List.of(columns.split(" ", -1)));
    } else {
      ROWS.print(call, given, given.has("quiet") ? firsts(rows) : rows, "ID");
    }
    return 0;
  }

  /// Of each image one row.
  private static List<Map<String, @Nullable Object>> firsts(
      List<Map<String, @Nullable Object>> rows) {
    Set<Object> seen = new TreeSet<>();
    return rows.stream().filter(row -> seen.add(String.valueOf(row.get("ID")))).toList();
  }

  /// Whether labels, age and names are as asked.
  private static boolean fits(DockerCall call, Filters filters, Image image) throws Failure {
    Boolean isDangling = filters.flag("dangling");
    boolean hasTags = !call.engine().images().tagsOf(image).isEmpty();
    boolean isLeaf = hasTags || call.engine().images().isDangling(image);
    long now = image.made().nanos();
    for (String name : filters.all("before")) {
      if (now >= named(call, name).made().nanos()) {
        return false;
      }
    }
    for (String name : filters.all("since")) {
      if (now <= named(call, name).made().nanos()) {
        return false;
      }
    }
    return isLeaf
        && (isDangling == null || isDangling != hasTags)
        && filters.labels("label", image.made().changes().labels());
  }

  private static Image named(DockerCall call, String name) throws Failure {
    Image image = ImageNames.find(call, name);
    if (image == null) {
      throw new Failure(ImageNames.missingInDaemon(name), 1);
    }
    return image;
  }

  private static void addRows(Row row, Filters filters, List<Map<String, @Nullable Object>> rows) {
    List<String> patterns = new ArrayList<>(row.given.words());
    patterns.addAll(filters.all("reference"));
    Images images = row.call.engine().images();
    List<String> names = images.tagsOf(row.image);
    for (String name : names) {
      if (patterns.isEmpty() || patterns.stream().anyMatch(each -> matches(each, name))) {
        ImageNames.Name parts = ImageNames.Name.of(name);
        rows.add(row.of(parts.repository(), parts.tag()));
      }
    }
    if (names.isEmpty() && patterns.isEmpty()) {
      rows.add(row.of(NONE, NONE));
    }
  }

  /// Whether a name, or its repository, is like a pattern of Go's `path.Match`
  /// (distribution/reference `FamiliarMatch`).
  private static boolean matches(String pattern, String name) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      switch (letter) {
        case '*' -> expression.append("[^/]*");
        case '?' -> expression.append("[^/]");
        case '[', ']', '^', '-' -> expression.append(letter);
        default -> expression.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    try {
      Pattern compiled = Pattern.compile(expression.toString());
      return compiled.matcher(name).matches()
          || compiled.matcher(Images.repository(name)).matches();
    } catch (java.util.regex.PatternSyntaxException e) {
      return false;
    }
  }

  /// The rows of one image.
  private record Row(DockerCall call, Flags.Given given, Image image) {
    Map<String, @Nullable Object> of(String repository, String tag) {
      long made = image.made().nanos();
      long now = call.engine().machine().loop().nowNanos();
      String digest = NONE;
      for (String name : call.engine().images().digestsOf(image)) {
        boolean isOfIt = Images.repository(name).equals(repository);
        digest = isOfIt ? name.substring(name.indexOf('@') + 1) : digest;
      }
      Map<String, @Nullable Object> row = Listing.row();
      row.put("Repository", repository);
      row.put("Tag", tag);
      row.put("ID", given.has("no-trunc") ? image.id() : image.shortId());
      row.put("CreatedSince", made < 0 ? "N/A" : HumanTime.of(now - made) + " ago");
      row.put("CreatedAt", made < 0 ? "N/A" : HumanTime.second(made));
      row.put("Containers", "N/A");
      row.put("Digest", digest);
      row.put("Size", HumanSize.of(ImageInspect.bytes(image)));
      return row;
    }
  }
}
