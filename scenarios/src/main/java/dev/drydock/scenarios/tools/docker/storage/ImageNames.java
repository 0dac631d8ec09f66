package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.Images;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Names of images (distribution/reference), and what is said of one that is not there.
public final class ImageNames {
  private ImageNames() {}

  /// An image's name in two.
  record Name(String repository, String tag) {
    static Name of(String reference) {
      int colon = reference.lastIndexOf(':');
      return colon > reference.lastIndexOf('/')
          ? new Name(reference.substring(0, colon), reference.substring(colon + 1))
          : new Name(reference, "latest");
    }
  }

  /// The image of a name or an id, as the daemon finds it; null for none.
  static @Nullable Image find(DockerCall call, String wanted) {
    return call.engine().images().find(wanted);
  }

  /// What the command line says where it asked for that image alone.
  public static String missing(DockerCall call, String name) {
    boolean isOld = call.engine().profile().client().wordsWhatIsMissing();
    return isOld ? "Error: No such image: " + name : missingInDaemon(name);
  }

  /// What the daemon says.
  static String missingInDaemon(String name) {
    return "Error response from daemon: No such image: " + Images.full(name);
  }

  /// `nginx` is `library/nginx` of Docker Hub.
  static String path(String repository) {
    if (hasRegistry(repository)) {
      return repository.substring(repository.indexOf('/') + 1);
    }
    return repository.contains("/") ? repository : "library/" + repository;
  }

  static String full(String repository) {
    return hasRegistry(repository) ? repository : "docker.io/" + path(repository);
  }

  private static boolean hasRegistry(String repository) {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  /// A digest, made of a name.
  public static String digest(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
