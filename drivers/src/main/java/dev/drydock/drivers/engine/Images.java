package dev.drydock.drivers.engine;

import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The images that `docker images` lists: those that the lab declares, that containers were made
/// from, that were pulled, tagged or committed. Every other is there as well as soon as somebody
/// wants it.
public final class Images {
  private final EngineHost host;
  private final EventLog events;
  private final RandomStream random;
  private final Map<String, Image> byId = new LinkedHashMap<>();
  private final TreeMap<String, Image> tags = new TreeMap<>();

  /// `NAME@sha256:…`, which a registry gives.
  private final TreeMap<String, Image> digests = new TreeMap<>();

  private boolean isLoaded;

  Images(EngineHost host, EventLog events, RandomStream random) {
    this.host = host;
    this.events = events;
    this.random = random;
  }

  /// The full name of an image: `nginx` is `nginx:latest`.
  public static String full(String reference) {
    boolean isTagged = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    return isTagged || reference.contains("@") ? reference : reference + ":latest";
  }

  /// The images that the lab declares are there from the start.
  private void load() {
    if (!isLoaded) {
      isLoaded = true;
      host.declared().forEach(this::fetch);
    }
  }

  private Image fetch(String reference) {
    ImageInfo info = host.image(reference);
    Image known = byId.get(info.id());
    Image image = known == null ? madeByOthers(info, reference) : known;
    byId.put(image.id(), image);
    tags.put(full(reference), image);
    return image;
  }

  private Image madeByOthers(ImageInfo info, String reference) {
    Image.Layer only = new Image.Layer(newId(), info.id(), "", 0, "", -1);
    return new Image(info, reference, Image.Made.BY_OTHERS, List.of(only));
  }

  /// An id for an image or a layer.
  String newId() {
    return "sha256:" + random.nextHex(64);
  }

  /// An image is wanted.
  public Image want(String reference) {
    Image found = find(reference);
    return found == null ? fetch(reference) : found;
  }

  /// An image is pulled: its registry tells the digest.
  ///
  /// @param digest `sha256:` and 64 digits
  public void pull(String reference, String digest) {
    Image image = want(reference);
    digests.put(repository(full(reference)) + "@" + digest, image);
    events.image(full(reference), "pull", repository(full(reference)));
  }

  /// The image of a name, an id or the beginning of one; null for none.
  public @Nullable Image find(String wanted) {
    load();
    Image named = tags.get(full(wanted));
    if (named != null) {
      return named;
    }
    String digits = wanted.replaceFirst("^sha256:", "");
    if (!digits.matches("[0-9a-f]{4,64}")) {
      return digests.get(wanted);
    }
    for (Image each : byId.values()) {
      if (each.id().startsWith("sha256:" + digits)) {
        return each;
      }
    }
    return null;
  }

  /// An image gets a name, which another may lose.
  public void tag(Image image, String reference) {
    load();
    tags.put(full(reference), image);
    events.image(image.id(), "tag", full(reference));
  }

  /// A new image is there.
  void add(Image image) {
    load();
    byId.put(image.id(), image);
  }

  /// A name is given up.
  void untag(String reference) {
    Image image = tags.remove(full(reference));
    image = image == null ? digests.remove(reference) : image;
    if (image != null) {
      events.image(image.id(), "untag", image.id());
    }
  }

  /// An image without names is given up.
  void delete(Image image) {
    byId.remove(image.id());
    events.image(image.id(), "delete", image.id());
  }

  /// The names of an image, in order.
  public List<String> tagsOf(Image image) {
    return namesOf(tags, image);
  }

  /// The names that registries gave it, in order.
  public List<String> digestsOf(Image image) {
    return namesOf(digests, image);
  }

  private static List<String> namesOf(Map<String, Image> names, Image image) {
    List<String> found = new ArrayList<>();
    names.forEach((name, each) -> {
      if (each.id().equals(image.id())) {
        found.add(name);
      }
    });
    return found;
  }

  /// The images that were made of one.
  List<Image> childrenOf(Image image) {
    return byId.values().stream().filter(e -> e.made().parent().equals(image.id())).toList();
  }

  /// Whether an image has a layer.
  boolean hasLayer(String chain) {
    return byId.values().stream()
        .flatMap(each -> each.layers().stream())
        .anyMatch(layer -> layer.chain().equals(chain));
  }

  /// Whether it has no name, and none is made of it.
  public boolean isDangling(Image image) {
    return tagsOf(image).isEmpty() && digestsOf(image).isEmpty() && childrenOf(image).isEmpty();
  }

  /// All, the newest first; of those that were there before, by name.
  public List<Image> all() {
    load();
    TreeSet<String> old = new TreeSet<>(tags.keySet());
    List<Image> all = new ArrayList<>();
    byId.values().stream().filter(each -> each.made().nanos() >= 0).forEach(e -> all.addFirst(e));
    for (String name : old) {
      Image image = tags.get(name);
      if (image != null && !all.contains(image)) {
        all.add(image);
      }
    }
    byId.values().stream().filter(each -> !all.contains(each)).toList().forEach(all::add);
    return all;
  }

  /// The repository of a full name.
  public static String repository(String reference) {
    int at = reference.indexOf('@');
    int colon = reference.lastIndexOf(':');
    if (at >= 0) {
      return reference.substring(0, at);
    }
    return colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
  }
}
