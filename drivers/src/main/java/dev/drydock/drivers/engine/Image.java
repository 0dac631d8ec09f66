package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.List;
import java.util.Map;

/// An image that an engine has.
///
/// @param info what it says of its containers
/// @param origin the name by which the lab knows its programs and servers
/// @param made how somebody made it of a container; [Made#BY_OTHERS] of one that was there
/// @param layers the oldest first
public record Image(ImageInfo info, String origin, Made made, List<Layer> layers) {
  /// Copies the layers.
  public Image {
    layers = List.copyOf(layers);
  }

  /// `sha256:` and 64 hexadecimal digits.
  public String id() {
    return info.id();
  }

  /// The first 12 digits of its id.
  public String shortId() {
    return shortId(id());
  }

  /// The first 12 digits of an id.
  public static String shortId(String id) {
    int start = "sha256:".length();
    return id.substring(start, start + Container.SHORT_DIGITS);
  }

  /// What `docker commit` keeps of a container and is told by its user.
  ///
  /// @param parent the id of the image before; empty for none
  /// @param container the id of the container; empty for none
  /// @param words what its user says
  /// @param changes what the container had, and what its user changes about it
  /// @param files what commands wrote: path → content
  /// @param removed files of the image before that are gone
  /// @param nanos when; -1 where nobody knows
  public record Made(
      String parent,
      String container,
      Words words,
      Changes changes,
      Map<String, String> files,
      List<String> removed,
      long nanos) {
    /// Made elsewhere, at a time that nobody knows.
    public static final Made BY_OTHERS =
        new Made("", "", new Words("", ""), Changes.NONE, Map.of(), List.of(), -1);

    /// Copies the collections.
    public Made {
      files = Ordered.copyOf(files);
      removed = List.copyOf(removed);
    }
  }

  /// `-m` and `-a`.
  public record Words(String comment, String author) {}

  /// What an image says of its containers beside [ImageInfo].
  ///
  /// @param folder `WORKDIR`; empty for none
  /// @param user `USER`; empty for none
  public record Changes(Map<String, String> labels, String folder, String user) {
    /// Nothing.
    public static final Changes NONE = new Changes(Map.of(), "", "");

    /// Copies the labels.
    public Changes {
      labels = Ordered.copyOf(labels);
    }
  }

  /// One layer.
  ///
  /// @param chain the id of this layer and all below
  /// @param image the id of the image that ended with it
  /// @param command what made it; empty where nobody knows
  /// @param bytes how much is in it, as far as it is known
  /// @param comment what its user said
  /// @param nanos when; -1 where nobody knows
  public record Layer(
      String chain, String image, String command, long bytes, String comment, long nanos) {}

  /// What a container made from it is asked for: what its user does not say, the image does (moby
  /// `daemon/commit.go`, `merge`).
  ContainerSpec asked(ContainerSpec spec) {
    return made.changes.equals(Changes.NONE) ? spec : spec.filledBy(made.changes);
  }
}
