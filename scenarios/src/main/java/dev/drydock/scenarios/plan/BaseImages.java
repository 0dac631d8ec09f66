package dev.drydock.scenarios.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What images bring from the images that they are built on (their Dockerfiles): BusyBox, of
/// Alpine; curl, wget and procps, of `buildpack-deps`.
final class BaseImages {
  private static final List<String> BUSYBOX = List.of("busybox", ImageCatalogue.DEFCONFIG);

  private static final List<String> ALPINE = List.of("busybox", ImageCatalogue.DEFCONFIG, "musl");

  private static final List<String> BUILDPACK = List.of("curl", "wget", "procps", "getent");

  /// Built on Alpine whatever their tag.
  private static final Set<String> ON_ALPINE =
      Set.of("traefik", "caddy", "registry", "grafana/grafana", "adminer", "eclipse-mosquitto");

  /// Built on BusyBox (`prometheus/busybox`).
  private static final Set<String> ON_BUSYBOX =
      Set.of("prom/prometheus", "prom/alertmanager", "prom/node-exporter");

  private static final Set<String> ON_BUILDPACK =
      Set.of("python", "node", "ruby", "golang", "rust", "perl");

  private BaseImages() {}

  /// An image with what its base brings. Where its own programs are not known here, that stands
  /// beside them: they remain labels.
  static ImagePlan with(ImagePlan image, String tag) {
    List<String> base = base(image.name(), tag);
    if (base.isEmpty() || image.tools().contains(base.getFirst())) {
      return image;
    }
    if (image.tools().isEmpty()) {
      return new ImagePlan(image.name(), List.of(), image.expose(), image.serve(), base);
    }
    List<String> tools = new ArrayList<>(image.tools());
    tools.addAll(base);
    return new ImagePlan(image.name(), tools, image.expose(), image.serve());
  }

  private static List<String> base(String repository, String tag) {
    if (tag.contains("alpine") || ON_ALPINE.contains(repository)) {
      return ALPINE;
    }
    if (ON_BUSYBOX.contains(repository)) {
      return BUSYBOX;
    }
    boolean isWhole = ON_BUILDPACK.contains(repository) && !tag.contains("slim");
    return isWhole ? BUILDPACK : List.of();
  }
}
