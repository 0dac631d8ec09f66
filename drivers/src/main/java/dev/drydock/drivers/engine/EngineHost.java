package dev.drydock.drivers.engine;

import java.util.List;

/// What the engine finds on its machine beside the network: images and files.
public interface EngineHost {
  /// What is known of an image; every name is a known image.
  ///
  /// @param reference as typed, such as `nginx:1.27`
  ImageInfo image(String reference);

  /// The names of the images that the lab declares: they are on every machine.
  default List<String> declared() {
    return List.of();
  }

  /// Why a command cannot be executed in a container of an image, in the words of runc; empty when
  /// it can be, or when nobody knows.
  ///
  /// @param words the command first
  default String commandError(String reference, List<String> words) {
    return "";
  }

  /// Whether the lab takes an image for one that a registry has; others are looked for in vain.
  default boolean isInRegistry(String reference) {
    return true;
  }

  /// Whether an image is on the machine before anybody asks for it; others come from registries.
  default boolean hasImage(String reference) {
    return true;
  }

  /// The text of the machine's `/etc/resolv.conf`.
  default String resolvConf() {
    return "";
  }

  /// The text of the machine's `/etc/hosts`.
  default String hosts() {
    return "127.0.0.1\tlocalhost\n";
  }
}
