package dev.drydock.core.app.http;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files that a server has: path -> content.
public final class HttpSite {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Instant modified;

  /// No files.
  ///
  /// @param modified when those to come were written
  public HttpSite(Instant modified) {
    this.modified = modified;
  }

  /// Adds a file.
  ///
  /// @param path begins with a slash
  public HttpSite with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /// Whether there is no file.
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /// When the files were written.
  public Instant modified() {
    return modified;
  }

  /// The content of a file; null when there is none. A path that ends with a slash is asked for its
  /// `index.html`.
  byte @Nullable [] find(String path) {
    return files.get(path.endsWith("/") ? path + "index.html" : path);
  }

  /// Whether a path is a folder, written without the slash.
  boolean isFolder(String path) {
    String next = files.ceilingKey(path + "/");
    return next != null && next.startsWith(path + "/");
  }
}
