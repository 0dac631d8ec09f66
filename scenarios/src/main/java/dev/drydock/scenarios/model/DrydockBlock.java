package dev.drydock.scenarios.model;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.sim.Ordered;
import dev.drydock.scenarios.text.Located;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The top-level `x-drydock` block as it was written: no defaults, no references followed.
///
/// @param engine `engine`
/// @param seed `seed`
/// @param offloads `offloads`
/// @param isSwarm `swarm`
/// @param machines null without the key: the default surroundings
/// @param links `links`
/// @param sysctls every machine's defaults
/// @param kernel every machine's, where it says nothing of its own
/// @param images `images`
/// @param steps `steps`
/// @param expectations `expect`
/// @param captures `captures`
public record DrydockBlock(
    @Nullable Located<String> engine,
    @Nullable Located<Long> seed,
    boolean offloads,
    boolean isSwarm,
    @Nullable List<Machine> machines,
    List<Link> links,
    Map<String, Located<String>> sysctls,
    @Nullable KernelBuild kernel,
    List<Image> images,
    List<Step> steps,
    List<Claim> expectations,
    List<Capture> captures) {

  /// A file without the block.
  public static final DrydockBlock EMPTY =
      new DrydockBlock(
          null, null, false, false, null, List.of(), Map.of(), null, List.of(), List.of(),
          List.of(), List.of());

  /// Copies the collections, their order kept.
  public DrydockBlock {
    machines = machines == null ? null : List.copyOf(machines);
    links = List.copyOf(links);
    sysctls = Ordered.copyOf(sysctls);
    images = List.copyOf(images);
    steps = List.copyOf(steps);
    expectations = List.copyOf(expectations);
    captures = List.copyOf(captures);
  }
}
