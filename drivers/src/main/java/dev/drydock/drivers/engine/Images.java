package dev.drydock.drivers.engine;

import java.util.List;
import java.util.TreeSet;

/// The images that `docker images` lists: those that containers were made from, and that were
/// pulled. Every other is there as well as soon as somebody wants it.
public final class Images {
  private final TreeSet<String> references = new TreeSet<>();

  Images() {}

  /// The full name of an image: `nginx` is `nginx:latest`.
  public static String full(String reference) {
    boolean isTagged = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    return isTagged || reference.contains("@") ? reference : reference + ":latest";
  }

  /// An image is wanted.
  public void add(String reference) {
    references.add(full(reference));
  }

  /// An image is given up.
  public void remove(String reference) {
    references.remove(full(reference));
  }

  /// Their full names, in order.
  public List<String> list() {
    return List.copyOf(references);
  }
}
