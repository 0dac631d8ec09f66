package dev.drydock.scenarios.engines;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.engine.MountPoint;
import dev.drydock.scenarios.lab.Files;
import java.util.List;

/// What containers see of the files of others: volumes lie on their host below
/// `/var/lib/docker/volumes`, folders are the host's, file systems in memory end with their
/// container. A new volume begins with what the image has in its place (moby
/// `container/container_unix.go`, `CopyImagePathContent`).
final class ContainerMounts {
  private static final String VOLUMES = "/var/lib/docker/volumes/";

  private ContainerMounts() {}

  /// Mounts all that a container asks for.
  ///
  /// @param host the files of its machine
  static void mount(Container container, Files files, Files host) {
    container
        .spec()
        .mounts()
        .tmpfs()
        .forEach((target, options) ->
            files.mountMemory(target, List.of(options.split(",", -1)).contains("ro")));
    for (MountPoint point : container.mounts()) {
      if (point.type().equals(Mount.TMPFS)) {
        files.mountMemory(point.target(), point.isReadOnly());
        continue;
      }
      if (point.isVolume() && !isFilled(point, host)) {
        fill(point, files, host);
      }
      files.mount(point.target(), host, point.source(), point.isReadOnly());
    }
    if (container.spec().told().readOnly()) {
      files.makeReadOnly();
    }
  }

  private static boolean isFilled(MountPoint point, Files host) {
    String inside = point.source() + "/";
    return host.paths().stream().anyMatch(path -> path.startsWith(inside));
  }

  private static void fill(MountPoint point, Files files, Files host) {
    host.write(point.source() + "/", "");
    String inside = point.target() + "/";
    for (String path : files.paths()) {
      String content = files.read(path);
      if (path.startsWith(inside) && content != null) {
        host.write(point.source() + "/" + path.substring(inside.length()), content);
      }
    }
  }

  /// A volume is removed.
  static void forget(String volume, Files host) {
    host.removeAll(VOLUMES + volume + "/");
  }

  /// All volumes are gone.
  static void forgetAll(Files host) {
    host.removeAll(VOLUMES);
  }
}
