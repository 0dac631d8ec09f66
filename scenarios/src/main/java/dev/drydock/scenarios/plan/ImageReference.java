package dev.drydock.scenarios.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/// Image references of the distribution project: `[HOST[:PORT]/]PATH[:TAG][@DIGEST]`.
public final class ImageReference {

  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String HOST =
      "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?";

  /// The grammar of distribution/reference/regexp.go. Possessive: no backtracking on long input.
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:"
              + HOST
              + "/)?"
              + PART
              + "(?:/"
              + PART
              + ")*+"
              + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}+)?(?:@[a-z0-9+._-]+:[0-9a-fA-F]{32,}+)?");

  /// distribution/reference: a repository name has at most 255 characters; with tag and digest:
  private static final int LENGTH_MAX = 512;

  private ImageReference() {}

  /// Whether a text is a reference.
  public static boolean isValid(String reference) {
    return reference.length() <= LENGTH_MAX && GRAMMAR.matcher(reference).matches();
  }

  /// What Docker says of a text that is no reference (distribution/reference `normalize.go`,
  /// `ParseNormalizedNamed`).
  public static String complaint(String text) {
    var slash = text.indexOf('/');
    var first = slash < 0 ? "" : text.substring(0, slash);
    var hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    var rest = hasHost ? text.substring(slash + 1) : text;
    var colon = rest.indexOf(':');
    var name = colon < 0 ? rest : rest.substring(0, colon);
    var isUpper = !name.equals(name.toLowerCase(Locale.ROOT));
    return "invalid reference format" + (isUpper ? ": repository name must be lowercase" : "");
  }

  /// The repository as people write it: `docker.io/library/nginx:1.25` → `nginx`.
  public static String repositoryOf(String reference) {
    var text = withoutDigest(reference);
    var tag = tagOf(text);
    var path = tag.isEmpty() ? text : text.substring(0, text.length() - tag.length() - 1);
    for (var prefix : new String[] {"docker.io/", "index.docker.io/", "library/"}) {
      path = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }
    return path;
  }

  /// A reference with its repository as people write it: `docker.io/library/nginx:1.25` →
  /// `nginx:1.25`.
  public static String withShortName(String reference) {
    var tag = tagOf(reference);
    return repositoryOf(reference) + (tag.isEmpty() ? "" : ":" + tag);
  }

  /// The tag; empty when there is none.
  static String tagOf(String reference) {
    var text = withoutDigest(reference);
    var colon = text.lastIndexOf(':');
    return colon > text.lastIndexOf('/') ? text.substring(colon + 1) : "";
  }

  private static String withoutDigest(String reference) {
    var at = reference.indexOf('@');
    return at < 0 ? reference : reference.substring(0, at);
  }
}
