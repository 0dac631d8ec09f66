package dev.drydock.scenarios.tools;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The folders that a command sees at its place: those that the known files lie in, those made by
/// hand, and those that every system has (Filesystem Hierarchy Standard 3.0, chapter 3; BusyBox's
/// and Alpine's images have fewer). What an image holds is not known: see [#isUnknown].
public final class Folders {
  private static final List<String> OF_BUSYBOX =
      List.of(
          "bin", "dev", "etc", "home", "lib", "lib64", "proc", "root", "sys", "tmp", "usr", "var");

  private static final List<String> OF_ALPINE =
      List.of(
          "bin", "dev", "etc", "home", "lib", "media", "mnt", "opt", "proc", "root", "run", "sbin",
          "srv", "sys", "tmp", "usr", "var");

  private static final List<String> OF_SYSTEMS =
      List.of(
          "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc",
          "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var");

  /// Folders of which all is known that Drydock has.
  private static final List<String> KNOWN = List.of("home", "mnt", "media", "opt", "root", "tmp");

  private static final List<String> KERNEL_FILES =
      List.of(
          "/dev/null",
          "/dev/zero",
          "/proc/net/arp",
          "/proc/net/dev",
          "/proc/net/if_inet6",
          "/proc/net/igmp",
          "/proc/net/route");

  private static final String SETTINGS = "/proc/sys";

  private final Place place;
  private final PlaceFiles files;

  /// The folders of a place.
  public Folders(Place place) {
    this.place = place;
    this.files = new PlaceFiles(place);
  }

  /// One name in a folder.
  ///
  /// @param name without its path
  public record Item(String name, boolean isFolder) {}

  /// A path from the root, without a slash at its end.
  public String path(String typed) {
    String absolute = files.absolute(typed);
    return absolute.length() > 1 && absolute.endsWith("/")
        ? absolute.substring(0, absolute.length() - 1)
        : absolute;
  }

  /// Whether there is such a folder.
  public boolean isFolder(String path) {
    String absolute = path(path);
    boolean isOfSystem = absolute.equals("/") || systemFolders().contains(absolute.substring(1));
    if (place.container() == null && NetnsFiles.isThere(place.box(), absolute)) {
      return true;
    }
    return isOfSystem || isSettings(absolute) || !items(absolute).isEmpty() || isMade(absolute);
  }

  /// Whether only the image would know what else is in a folder.
  public boolean isUnknown(String path) {
    String absolute = path(path);
    boolean isOfSystem = systemFolders().contains(absolute.substring(1));
    boolean isKnown = KNOWN.contains(absolute.substring(1)) || !items(absolute).isEmpty();
    boolean listsDevices = absolute.matches(SETTINGS + "/net/ipv[46]/(conf|neigh)");
    return (isSettings(absolute) && !listsDevices) || (isOfSystem && !isKnown);
  }

  /// Whether only the image would know whether there is such a folder.
  public boolean mayBeThere(String path) {
    String absolute = path(path);
    int end = absolute.indexOf('/', 1);
    String top = absolute.substring(1, end < 0 ? absolute.length() : end);
    boolean isKernels = top.matches("proc|sys|dev");
    boolean isOfImage = end > 0 && systemFolders().contains(top) && !KNOWN.contains(top);
    boolean isOfLabel = place.container() != null && place.toolbox().isLabel();
    return !isKernels && (isOfImage || isOfLabel);
  }

  /// What is in a folder, by name; null when there is none.
  public @Nullable List<Item> list(String path) {
    String absolute = path(path);
    return isFolder(absolute) ? items(absolute) : null;
  }

  /// Makes a folder.
  public void make(String path) {
    place.files().write(path(path) + "/", "");
  }

  /// Removes a folder that was made, or that files lie in, and all that is in it.
  public void remove(String path) {
    String inside = path(path) + "/";
    place.files().paths().stream()
        .filter(each -> each.startsWith(inside))
        .forEach(place.files()::remove);
  }

  private boolean isMade(String absolute) {
    return place.files().read(absolute + "/") != null;
  }

  private List<String> systemFolders() {
    return ofSystem(place.toolbox());
  }

  /// The folders that an image or a system with such tools has at its root.
  public static List<String> ofSystem(Toolbox tools) {
    if (tools.has("musl")) {
      return OF_ALPINE;
    }
    boolean isBusybox =
        tools.flavours().stream().allMatch(each -> each.startsWith(ToolEntry.BUSYBOX));
    return isBusybox && !tools.flavours().isEmpty() ? OF_BUSYBOX : OF_SYSTEMS;
  }

  /// A setting is found by its name; which there are is not kept. The folders are those that lead
  /// to settings of a device.
  private boolean isSettings(String absolute) {
    if (!absolute.startsWith(SETTINGS)) {
      return false;
    }
    String inside = absolute.substring(SETTINGS.length());
    boolean isUpper = inside.matches("|/net(/core|/bridge|/netfilter|/ipv[46](/conf|/neigh|)|)");
    String device = inside.replaceFirst("/net/ipv[46]/(conf|neigh)/", "");
    boolean isOfDevice = device.length() < inside.length() && device.indexOf('/') < 0;
    return isUpper || (isOfDevice && names().contains(device));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("all", "default"));
    place.namespace().devices().forEach(device -> names.add(device.name()));
    return names;
  }

  private List<Item> items(String absolute) {
    String inside = absolute.equals("/") ? "/" : absolute + "/";
    TreeSet<String> names = new TreeSet<>();
    List<String> all = paths();
    if (place.container() == null && NetnsFiles.isNear(absolute)) {
      all.addAll(NetnsFiles.paths(place.box()));
    }
    for (String path : all) {
      if (path.startsWith(inside) && path.length() > inside.length()) {
        String rest = path.substring(inside.length());
        int slash = rest.indexOf('/');
        names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
      }
    }
    return names.stream()
        .map(name -> new Item(name.replace("/", ""), name.endsWith("/")))
        .distinct()
        .toList();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>(place.files().paths());
    paths.addAll(KERNEL_FILES);
    systemFolders().forEach(name -> paths.add("/" + name + "/"));
    for (NetDevice device : place.namespace().devices()) {
      String own = DeviceFiles.SYSFS + device.name() + "/";
      DeviceFiles.ATTRIBUTES.forEach(name -> paths.add(own + name));
      if (device instanceof Bridge) {
        paths.addAll(BridgeFiles.paths(own, true));
      } else if (device.rxHandler() instanceof BridgePort) {
        paths.addAll(BridgeFiles.paths(own, false));
      }
    }
    for (String version : List.of("ipv4", "ipv6")) {
      for (String folder : List.of("conf", "neigh")) {
        names()
            .forEach(
                name -> paths.add(SETTINGS + "/net/" + version + "/" + folder + "/" + name + "/"));
      }
    }
    return paths;
  }
}
