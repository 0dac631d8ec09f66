package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `docker rmi` (moby `daemon/images/image_delete.go`): a name goes first, the image with its last
/// name, unless somebody needs it.
public final class ImageRemoval {
  private final Images images;
  private final List<Container> containers;
  private final List<String> told = new ArrayList<>();

  /// The removal of images of an engine.
  public ImageRemoval(Engine engine) {
    this.images = engine.images();
    this.containers = engine.containers().list(true);
  }

  /// Removes a name, or an image by its id.
  ///
  /// @param prunes whether images go along that it was made of and that have no names
  /// @return `Untagged: …` and `Deleted: …`
  /// @throws EngineException where somebody needs it
  public List<String> remove(Image image, String typed, boolean isForced, boolean prunes) {
    boolean isById = image.id().startsWith("sha256:" + typed.replaceFirst("^sha256:", ""));
    boolean isSingle = images.tagsOf(image).size() <= 1;
    if (!isById) {
      Container user = isForced || !isSingle ? null : user(image);
      if (user != null) {
        throw new EngineException(
            "conflict: unable to remove repository reference \"%s\" (must force)".formatted(typed)
                + " - container "
                + user.shortId()
                + " is using its referenced image "
                + image.shortId());
      }
      untag(image, Images.full(typed));
      if (!images.tagsOf(image).isEmpty()) {
        return told;
      }
    } else if (isSingle) {
      refuse(conflict(image, !isForced, false));
      images.tagsOf(image).forEach(name -> untag(image, name));
    }
    delete(image, isForced, prunes, !isById);
    return told;
  }

  private void untag(Image image, String name) {
    images.untag(name);
    told.add("Untagged: " + name);
    String repository = Images.repository(name);
    boolean hasOther =
        images.tagsOf(image).stream().anyMatch(e -> Images.repository(e).equals(repository));
    for (String digest : images.digestsOf(image)) {
      if (!hasOther && Images.repository(digest).equals(repository)) {
        images.untag(digest);
        told.add("Untagged: " + digest);
      }
    }
  }

  /// `imageDeleteHelper`.
  ///
  /// @param isQuiet whether a name was removed before, which was enough
  private void delete(Image image, boolean isForced, boolean prunes, boolean isQuiet) {
    String why = conflict(image, !isForced, true);
    boolean isUsed = why.contains("image is being used");
    if (!why.isEmpty() && isQuiet && (!images.isDangling(image) || isUsed)) {
      return;
    }
    refuse(why);
    List.copyOf(images.tagsOf(image)).forEach(name -> untag(image, name));
    images.delete(image);
    told.add("Deleted: " + image.id());
    Image parent = images.find(image.made().parent());
    for (Image.Layer layer : image.layers().reversed()) {
      if (!images.hasLayer(layer.chain())) {
        told.add("Deleted: " + layer.chain());
      }
    }
    if (prunes && parent != null) {
      delete(parent, false, true, true);
    }
  }

  private static void refuse(String why) {
    if (!why.isEmpty()) {
      throw new EngineException(why);
    }
  }

  /// Who needs an image (`checkImageDeleteConflict`); empty for nobody.
  ///
  /// @param isSoft whether names and containers that do not run count
  /// @param countsNames whether names do then
  private String conflict(Image image, boolean isSoft, boolean countsNames) {
    if (!images.childrenOf(image).isEmpty()) {
      return conflict(image, true, "image has dependent child images");
    }
    Container user = user(image);
    if (user != null && user.isRunning()) {
      return conflict(image, true, "image is being used by running container " + user.shortId());
    }
    if (isSoft && countsNames && !images.tagsOf(image).isEmpty()) {
      return conflict(image, false, "image is referenced in multiple repositories");
    }
    return isSoft && user != null
        ? conflict(image, false, "image is being used by stopped container " + user.shortId())
        : "";
  }

  private static String conflict(Image image, boolean isHard, String why) {
    String force = isHard ? "cannot be forced" : "must be forced";
    return "conflict: unable to delete " + image.shortId() + " (" + force + ") - " + why;
  }

  private @Nullable Container user(Image image) {
    Container found = null;
    for (Container each : containers) {
      boolean isUser = each.image().id().equals(image.id());
      if (isUser && (found == null || (each.isRunning() && !found.isRunning()))) {
        found = each;
      }
    }
    return found;
  }
}
