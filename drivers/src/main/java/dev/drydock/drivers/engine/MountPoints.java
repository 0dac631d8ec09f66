package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Makes mount points of what is asked for: first those of other containers, then `-v`, `--mount`,
/// and volumes without a name (moby `daemon/volumes.go`, `registerMountPoints`;
/// `volume/mounts/linux_parser.go`). Volumes that are missing are made. Every folder of the host is
/// taken to be there.
final class MountPoints {
  private static final String FOLDER = "/var/lib/docker/volumes/";
  private static final String RELABELED = "z";

  private final String container;
  private final MountRequest request;
  private final Volumes volumes;
  private final Map<String, MountPoint> points = new LinkedHashMap<>();
  private final List<String> own = new ArrayList<>();

  private MountPoints(String container, MountRequest request, Volumes volumes) {
    this.container = container;
    this.request = request;
    this.volumes = volumes;
  }

  /// Those of a container that is being made.
  ///
  /// @param id of the container
  /// @param find the container of a name or an id, or an exception
  /// @throws EngineException in the words of the engine
  static List<MountPoint> of(
      String id, MountRequest request, Volumes volumes, Function<String, Container> find) {
    MountPoints all = new MountPoints(id, request, volumes);
    try {
      request.tmpfs().keySet().forEach(MountChecks::target);
      request.from().forEach(text -> all.addFrom(text, find));
      request.binds().forEach(text -> all.add(MountChecks.read(text), MountChecks.mode(text)));
      request.mounts().forEach(mount -> all.add(mount, ""));
      request.anonymous().forEach(all::addAnonymous);
    } catch (EngineException e) {
      volumes.release(id, false);
      throw e;
    }
    return List.copyOf(all.points.values());
  }

  /// `applyVolumesFrom`: the mode of the other one is forgotten.
  private void addFrom(String text, Function<String, Container> find) {
    int cut = text.indexOf(':');
    String mode = cut < 0 ? "" : text.substring(cut + 1);
    MountChecks.modeOfOthers(mode);
    for (MountPoint point : find.apply(cut < 0 ? text : text.substring(0, cut)).mounts()) {
      boolean isReadOnly = point.isReadOnly() || MountChecks.isReadOnly(mode);
      if (point.isVolume()) {
        volumes.use(container, point.name());
      }
      points.put(
          point.target(),
          new MountPoint(
              point.type(),
              point.name(),
              point.source(),
              point.target(),
              "",
              isReadOnly,
              point.propagation()));
    }
  }

  private void add(Mount mount, String mode) {
    String target = MountChecks.clean(mount.target());
    if (own.contains(target) || request.tmpfs().containsKey(target)) {
      throw new EngineException("Duplicate mount point: " + target);
    }
    own.add(target);
    points.put(
        target,
        switch (mount.type()) {
          case Mount.VOLUME -> volume(mount, target, mode.isEmpty() ? RELABELED : mode);
          case Mount.BIND -> folder(mount, target, mode);
          default -> new MountPoint(mount.type(), "", "", target, mode, mount.isReadOnly(), "");
        });
  }

  private MountPoint volume(Mount mount, String target, String mode) {
    Mount.Volume asked = mount.volume() == null ? Mount.Volume.NONE : mount.volume();
    Mount.Driver driver = asked.driver();
    String name =
        volumes
            .create(
                mount.source(),
                driver == null ? "" : driver.name(),
                driver == null ? Map.of() : driver.options(),
                asked.labels())
            .name();
    volumes.use(container, name);
    String source = FOLDER + name + "/_data";
    return new MountPoint(Mount.VOLUME, name, source, target, mode, mount.isReadOnly(), "");
  }

  private static MountPoint folder(Mount mount, String target, String mode) {
    Mount.Bind bind = mount.bind();
    String asked = bind == null ? "" : bind.propagation();
    String propagation = asked.isEmpty() ? MountChecks.PROPAGATION : asked;
    String source = MountChecks.clean(mount.source());
    return new MountPoint(Mount.BIND, "", source, target, mode, mount.isReadOnly(), propagation);
  }

  /// Nothing where something else is mounted.
  private void addAnonymous(String path) {
    String target = MountChecks.clean(path);
    if (!points.containsKey(target)) {
      points.put(target, volume(Mount.plain(Mount.VOLUME, "", target, false), target, ""));
    }
  }
}
