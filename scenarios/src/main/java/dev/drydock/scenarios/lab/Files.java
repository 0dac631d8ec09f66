package dev.drydock.scenarios.lab;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The few files of a machine or container that commands read and write: path -> content, in memory
/// only.
public final class Files {
  /// A file larger than this is not kept.
  public static final int FILE_CHARACTERS_MAX = 1 << 20;

  private final TreeMap<String, String> contents = new TreeMap<>();

  /// No files.
  public Files() {}

  /// What a file holds; null when there is none.
  public @Nullable String read(String path) {
    return contents.get(path);
  }

  /// Replaces a file.
  public void write(String path, String content) {
    if (!path.equals("/dev/null")) {
      contents.put(path, content.substring(0, Math.min(content.length(), FILE_CHARACTERS_MAX)));
    }
  }

  /// Adds to the end of a file.
  public void append(String path, String content) {
    String before = contents.getOrDefault(path, "");
    write(path, before + content);
  }

  /// Removes a file.
  ///
  /// @return whether there was one
  public boolean remove(String path) {
    return contents.remove(path) != null;
  }

  /// The paths, sorted.
  public List<String> paths() {
    return List.copyOf(contents.keySet());
  }
}
