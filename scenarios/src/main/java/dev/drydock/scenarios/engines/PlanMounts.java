package dev.drydock.scenarios.engines;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.engine.MountRequest;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceVolume;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What compose sends for the volumes of a service (compose `pkg/compose/create.go`,
/// `buildContainerVolumes`): folders and volumes as `-v` has them, the rest as mounts.
final class PlanMounts {
  private static final int OCTAL = 8;

  private PlanMounts() {}

  static MountRequest of(Service.Told told) {
    List<String> binds = new ArrayList<>();
    List<Mount> mounts = new ArrayList<>();
    for (ServiceVolume volume : told.volumes()) {
      if (isPlain(volume)) {
        binds.add(text(volume));
      } else {
        mounts.add(mount(volume));
      }
    }
    Map<String, String> tmpfs = new LinkedHashMap<>();
    for (String text : told.tmpfs()) {
      int cut = text.indexOf(':');
      tmpfs.put(cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
    }
    return new MountRequest(binds, List.of(), tmpfs, mounts, List.of());
  }

  private static boolean isPlain(ServiceVolume volume) {
    return switch (volume.type()) {
      case Mount.BIND -> !needsMount(volume.bind());
      case Mount.VOLUME ->
          !volume.source().isEmpty() && option(volume.volume(), "subpath", "").isEmpty();
      default -> false;
    };
  }

  /// `bindRequiresMountAPI`.
  private static boolean needsMount(@Nullable Map<String, String> bind) {
    return option(bind, "create_host_path", "true").equals("false")
        || !option(bind, "recursive", "").isEmpty();
  }

  /// `toBindString`.
  private static String text(ServiceVolume volume) {
    List<String> options = new ArrayList<>(List.of(volume.isReadOnly() ? "ro" : "rw"));
    String label = option(volume.bind(), "selinux", "");
    String propagation = option(volume.bind(), "propagation", "");
    if (!label.isEmpty()) {
      options.add(label);
    }
    if (!propagation.isEmpty()) {
      options.add(propagation);
    }
    if (option(volume.volume(), "nocopy", "").equals("true")) {
      options.add("nocopy");
    }
    return volume.source() + ":" + volume.target() + ":" + String.join(",", options);
  }

  private static Mount mount(ServiceVolume volume) {
    Mount.Tmpfs memory = null;
    if (volume.tmpfs() != null) {
      String size = option(volume.tmpfs(), "size", "0");
      String mode = option(volume.tmpfs(), "mode", "0");
      Long bytes = Quantities.bytes(size);
      memory =
          new Mount.Tmpfs(
              bytes == null ? 0 : bytes,
              mode.matches("[0-7]{1,6}") ? Integer.parseInt(mode, OCTAL) : 0);
    }
    Mount.Bind bind =
        volume.bind() == null
            ? null
            : new Mount.Bind(option(volume.bind(), "propagation", ""), false);
    Mount.Volume options =
        volume.volume() == null || volume.volume().isEmpty()
            ? null
            : new Mount.Volume(
                option(volume.volume(), "nocopy", "").equals("true"), Map.of(), null);
    return new Mount(
        volume.type(),
        volume.source(),
        volume.target(),
        volume.isReadOnly(),
        "",
        bind,
        options,
        memory);
  }

  private static String option(
      @Nullable Map<String, String> options, String name, String otherwise) {
    return options == null ? otherwise : options.getOrDefault(name, otherwise);
  }
}
