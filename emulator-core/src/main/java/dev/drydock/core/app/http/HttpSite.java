package dev.drydock.core.app.http;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The files that a server has: path -> content.
public final class HttpSite {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Instant modified;
  private Supplier<@Nullable Root> root = () -> null;

  /// The folder with the files, where there is one that others write to.
  public interface Root {
    /// The content of a file; null when there is none.
    ///
    /// @param path from this folder on, begins with a slash
    /// @param given what the server was given for it; null for nothing
    byte @Nullable [] read(String path, byte @Nullable [] given);

    /// Whether there are files below a path.
    boolean isFolder(String path);

    /// All files, from this folder on.
    List<String> paths();
  }

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

  /// Asks a folder for each file first, as soon as there is one.
  public HttpSite in(Supplier<@Nullable Root> folder) {
    root = folder;
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
    String file = path.endsWith("/") ? path + "index.html" : path;
    byte[] given = files.get(file);
    Root folder = root.get();
    return folder == null ? given : folder.read(file, given);
  }

  /// Whether a path is a folder, written without the slash.
  boolean isFolder(String path) {
    Root folder = root.get();
    if (folder != null && folder.isFolder(path)) {
      return true;
    }
    String next = files.ceilingKey(path + "/");
    return next != null && next.startsWith(path + "/");
  }

  /// What is in a folder; folders among it end with a slash.
  ///
  /// @param path ends with a slash
  List<String> names(String path) {
    Root folder = root.get();
    Collection<String> all = folder == null ? files.keySet() : folder.paths();
    Set<String> names = new TreeSet<>();
    for (String each : all) {
      if (each.startsWith(path)) {
        int end = each.indexOf('/', path.length());
        names.add(each.substring(path.length(), end < 0 ? each.length() : end + 1));
      }
    }
    return List.copyOf(names);
  }
}
