package dev.drydock.scenarios.tools;

import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files that a command sees at its place: those in memory, `/dev/null` and `/dev/zero`, and of
/// its namespace the settings under `/proc/sys` and the devices under `/sys/class/net`.
public final class PlaceFiles {
  private static final String SYSCTL = "/proc/sys/";

  /// Files of the machine that every container has mounted (moby `container/container_unix.go`,
  /// `NetworkMounts`).
  private static final List<String> OF_ENGINE =
      List.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf");

  private final Place place;
  private final Files files;
  private final Netns namespace;
  private final boolean writesSettings;
  private final String folder;
  private final boolean isContainer;

  /// The files at a place.
  public PlaceFiles(Place place) {
    this.place = place;
    this.files = place.files();
    this.namespace = place.namespace();
    this.writesSettings = place.rights().writesSettings();
    this.folder = place.folder();
    this.isContainer = place.container() != null;
  }

  /// What a file holds; null when there is none. `/dev/zero` holds nothing here: who reads it wants
  /// to know how much.
  public @Nullable String read(String path) {
    String absolute = absolute(path);
    if (absolute.equals("/dev/null") || absolute.equals("/dev/zero")) {
      return "";
    }
    if (absolute.startsWith(SYSCTL)) {
      String value = namespace.sysctls().get(settingOf(absolute));
      return value == null ? null : value + "\n";
    }
    String routing = RoutingFiles.read(namespace, absolute);
    String device = routing != null ? routing : DeviceFiles.read(namespace, absolute);
    device = device != null ? device : BridgeFiles.read(namespace, absolute);
    device = device != null ? device : VlanFiles.read(namespace, absolute);
    device = device != null ? device : ProcessFiles.read(place, absolute);
    return device != null ? device : files.read(absolute);
  }

  /// Whether there is such a file, or one that cannot be read.
  public boolean exists(String path) {
    return read(path) != null || DeviceFiles.refuses(namespace, absolute(path));
  }

  /// Why a file that cannot be read cannot.
  public String readError(String path) {
    boolean isRefused = DeviceFiles.refuses(namespace, absolute(path));
    return isRefused ? "Invalid argument" : "No such file or directory";
  }

  /// Writes a file.
  ///
  /// @param append whether what it holds stays
  /// @return false when it takes no such content
  public boolean write(String path, String content, boolean append) {
    String absolute = absolute(path);
    if (absolute.startsWith(SYSCTL)) {
      return content.isEmpty() || namespace.sysctls().set(settingOf(absolute), content.strip());
    }
    if (absolute.startsWith(DeviceFiles.SYSFS)) {
      return content.isEmpty() || BridgeFiles.write(namespace, absolute, content.strip());
    }
    if (files.isReadOnly(absolute)) {
      return false;
    }
    if (append) {
      files.append(absolute, content);
    } else {
      files.write(absolute, content);
    }
    return true;
  }

  /// Why a file that cannot be written cannot.
  public String writeError(String path) {
    if (files.isReadOnly(absolute(path))) {
      return "Read-only file system";
    }
    boolean isSetting = absolute(path).startsWith(SYSCTL);
    boolean isKnown = isSetting && namespace.sysctls().get(settingOf(absolute(path))) != null;
    return isKnown && !writesSettings ? "Read-only file system" : "nonexistent directory";
  }

  /// Whether something is mounted just there, as the engine does in each container.
  public boolean isMountPoint(String path) {
    String absolute = absolute(path);
    return files.isMountPoint(absolute) || (isContainer && OF_ENGINE.contains(absolute));
  }

  /// Whether nothing can be written there.
  public boolean isReadOnly(String path) {
    return files.isReadOnly(absolute(path));
  }

  /// Removes a file.
  ///
  /// @return whether there was one
  public boolean remove(String path) {
    return !files.isReadOnly(absolute(path)) && files.remove(absolute(path));
  }

  /// Whether a file can be written there at all.
  public boolean canWrite(String path) {
    String absolute = absolute(path);
    if (absolute.startsWith(DeviceFiles.SYSFS)) {
      return BridgeFiles.read(namespace, absolute) != null;
    }
    return absolute.startsWith(SYSCTL)
        ? writesSettings && namespace.sysctls().get(settingOf(absolute)) != null
        : !absolute.endsWith("/") && !files.isReadOnly(absolute);
  }

  private static String settingOf(String path) {
    return path.substring(SYSCTL.length()).replace('/', '.');
  }

  /// The path from the root: a relative one begins at the folder of the place. A slash at its end
  /// stays.
  String absolute(String path) {
    List<String> names = new ArrayList<>();
    String full = path.startsWith("/") ? path : folder + "/" + path;
    for (String name : full.split("/", -1)) {
      if (name.equals("..") && !names.isEmpty()) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    boolean isFolder = path.endsWith("/") && !names.isEmpty();
    return "/" + String.join("/", names) + (isFolder ? "/" : "");
  }
}
