package dev.drydock.scenarios.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The few files of a machine or container that commands read and write: path -> content, in memory
/// only. A folder is a path with a slash at its end. Others may be mounted.
public final class Files {
  /// A file larger than this is not kept.
  public static final int FILE_CHARACTERS_MAX = 1 << 20;

  /// Parts that the kernel gives, which `--read-only` leaves writable.
  private static final String ALWAYS_WRITABLE = "/(proc|sys|dev)(/.*)?";

  private final TreeMap<String, String> contents = new TreeMap<>();

  /// The longest target first.
  private final List<Mounted> mounts = new ArrayList<>();

  /// What was there at first.
  private final TreeMap<String, String> first = new TreeMap<>();

  private boolean isReadOnly;

  /// No files.
  public Files() {}

  /// Files that are seen at another place.
  ///
  /// @param source where they begin, without a slash at its end
  /// @param isMemory whether they are gone when their user ends
  private record Mounted(
      String target, Files files, String source, boolean isReadOnly, boolean isMemory) {
    boolean covers(String path) {
      return path.equals(target) || path.startsWith(target + "/");
    }

    String inside(String path) {
      return source + path.substring(target.length());
    }

    boolean isFolder(String path) {
      return path.equals(target + "/") && files.contents.get(source) == null;
    }
  }

  /// Mounts a folder, or a file where there is one.
  ///
  /// @param source of the other files
  public void mount(String target, Files other, String source, boolean readOnly) {
    add(new Mounted(target, other, source.equals("/") ? "" : source, readOnly, false));
  }

  /// Mounts a folder in memory.
  public void mountMemory(String target, boolean readOnly) {
    add(new Mounted(target, new Files(), "", readOnly, true));
  }

  private void add(Mounted mounted) {
    mounts.add(mounted);
    mounts.sort(Comparator.comparingInt((Mounted each) -> each.target.length()).reversed());
  }

  /// What is there now is what was there at first.
  public void begin() {
    first.clear();
    first.putAll(contents);
  }

  /// What has become of its own files since then: `A` added, `C` changed, `D` deleted.
  public Map<String, Character> changes() {
    Map<String, Character> changes = new TreeMap<>();
    contents.forEach((path, content) -> {
      String old = first.get(path);
      if (!content.equals(old)) {
        changes.put(path, old == null ? 'A' : 'C');
      }
    });
    first.keySet().stream()
        .filter(path -> !contents.containsKey(path))
        .forEach(path -> changes.put(path, 'D'));
    return changes;
  }

  /// Whether there was such a file or folder at first.
  public boolean wasThere(String path) {
    String next = first.ceilingKey(path);
    String inside = first.ceilingKey(path + "/");
    return path.equals(next) || (inside != null && inside.startsWith(path + "/"));
  }

  /// What is in memory is gone.
  public void forgetMemory() {
    mounts.stream().filter(Mounted::isMemory).forEach(each -> each.files.contents.clear());
  }

  /// Nothing can be written any more but what is mounted.
  public void makeReadOnly() {
    isReadOnly = true;
  }

  /// Whether nothing can be written there.
  public boolean isReadOnly(String path) {
    Mounted mounted = mounted(path);
    return mounted != null ? mounted.isReadOnly : isReadOnly && !path.matches(ALWAYS_WRITABLE);
  }

  /// Whether something is mounted just there, so that it cannot be removed.
  public boolean isMountPoint(String path) {
    return mounts.stream().anyMatch(each -> each.target.equals(path));
  }

  private @Nullable Mounted mounted(String path) {
    for (Mounted each : mounts) {
      if (each.covers(path)) {
        return each;
      }
    }
    return null;
  }

  /// What a file holds; null when there is none.
  public @Nullable String read(String path) {
    Mounted mounted = mounted(path);
    if (mounted == null) {
      return contents.get(path);
    }
    return mounted.isFolder(path) ? "" : mounted.files.read(mounted.inside(path));
  }

  /// Replaces a file.
  public void write(String path, String content) {
    Mounted mounted = mounted(path);
    if (mounted != null) {
      mounted.files.write(mounted.inside(path), content);
    } else if (!path.equals("/dev/null")) {
      contents.put(path, content.substring(0, Math.min(content.length(), FILE_CHARACTERS_MAX)));
    }
  }

  /// Adds to the end of a file.
  public void append(String path, String content) {
    String before = read(path);
    write(path, (before == null ? "" : before) + content);
  }

  /// Removes a file.
  ///
  /// @return whether there was one
  public boolean remove(String path) {
    Mounted mounted = mounted(path);
    if (isMountPoint(path)) {
      return false;
    }
    return mounted == null
        ? contents.remove(path) != null
        : mounted.files.remove(mounted.inside(path));
  }

  /// Removes all that begins so.
  public void removeAll(String beginning) {
    paths().stream().filter(path -> path.startsWith(beginning)).forEach(this::remove);
  }

  /// The paths, sorted.
  public List<String> paths() {
    if (mounts.isEmpty()) {
      return List.copyOf(contents.keySet());
    }
    TreeSet<String> all = new TreeSet<>(contents.keySet());
    for (Mounted each : mounts.reversed()) {
      all.removeIf(each::covers);
      for (String path : each.files.paths()) {
        if (path.equals(each.source) || path.startsWith(each.source + "/")) {
          all.add(each.target + path.substring(each.source.length()));
        }
      }
      if (each.files.read(each.source) == null) {
        all.add(each.target + "/");
      }
    }
    return List.copyOf(all);
  }
}
