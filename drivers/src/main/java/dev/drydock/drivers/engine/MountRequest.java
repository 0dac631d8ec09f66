package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a container is asked to mount.
///
/// @param binds `-v SOURCE:TARGET[:MODE]`, as typed
/// @param anonymous `-v TARGET`
/// @param tmpfs `--tmpfs TARGET[:OPTIONS]`: target → options
/// @param mounts `--mount`
/// @param from `--volumes-from CONTAINER[:MODE]`, as typed
public record MountRequest(
    List<String> binds,
    List<String> anonymous,
    Map<String, String> tmpfs,
    List<Mount> mounts,
    List<String> from) {
  /// Nothing.
  public static final MountRequest NOTHING = of(List.of());

  /// Copies the collections, their order kept.
  public MountRequest {
    binds = List.copyOf(binds);
    anonymous = List.copyOf(anonymous);
    tmpfs = Ordered.copyOf(tmpfs);
    mounts = List.copyOf(mounts);
    from = List.copyOf(from);
  }

  /// Of `--mount` alone.
  public static MountRequest of(List<Mount> mounts) {
    return new MountRequest(List.of(), List.of(), Map.of(), mounts, List.of());
  }

  /// This and more.
  public MountRequest and(MountRequest more) {
    List<String> allBinds = new ArrayList<>(binds);
    allBinds.addAll(more.binds);
    List<String> paths = new ArrayList<>(anonymous);
    paths.addAll(more.anonymous);
    return new MountRequest(allBinds, paths, tmpfs, mounts, from);
  }

  /// `HostConfig.Mounts`.
  List<Map<String, ?>> fields() {
    return mounts.stream().<Map<String, ?>>map(Mount::fields).toList();
  }
}
