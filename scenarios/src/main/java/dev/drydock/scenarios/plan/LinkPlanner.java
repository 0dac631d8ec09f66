package dev.drydock.scenarios.plan;

import dev.drydock.core.device.link.LinkQuality;
import dev.drydock.scenarios.model.Link;
import dev.drydock.scenarios.model.Machine;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plans the links: those that the file describes, then those that only NICs name.
final class LinkPlanner {

  /// The delay of the links that the recordings were made on.
  private static final long DELAY_NANOS_DEFAULT = 5_000;

  private final Diagnostics diagnostics;

  LinkPlanner(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<LinkPlan> plan(Map<String, Link> declared, List<MachinePlan> machines) {
    var ends = new LinkedHashMap<String, List<LinkPlan.End>>();
    declared.keySet().forEach(name -> ends.put(name, new ArrayList<>()));
    for (var machine : machines) {
      for (var nic : machine.nics()) {
        ends.computeIfAbsent(nic.link(), name -> new ArrayList<>())
            .add(new LinkPlan.End(machine.name(), nic.name()));
      }
    }
    var plans = new ArrayList<LinkPlan>();
    ends.forEach((name, its) -> plans.add(link(name, declared, its)));
    return plans;
  }

  private static LinkPlan link(String name, Map<String, Link> declared, List<LinkPlan.End> ends) {
    var link = declared.get(name);
    if (link == null) {
      return new LinkPlan(name, LinkQuality.of(0, DELAY_NANOS_DEFAULT), false, ends);
    }
    var quality = link.quality();
    var queue = link.queueFramesMax();
    return new LinkPlan(
        name,
        new LinkQuality(
            or(quality.rateBitsPerSecond(), 0),
            or(quality.delayNanos(), DELAY_NANOS_DEFAULT),
            or(quality.jitterNanos(), 0),
            or(quality.loss()),
            or(quality.duplicate()),
            or(quality.corrupt()),
            or(quality.reorder()),
            queue == null ? LinkQuality.QUEUE_FRAMES_DEFAULT : queue.value().intValue()),
        link.hasTree(),
        ends);
  }

  private static long or(@Nullable Long given, long otherwise) {
    return given == null ? otherwise : given;
  }

  private static double or(@Nullable Double given) {
    return given == null ? 0 : given;
  }

  /// A link that one NIC alone names and that is spelled nearly as a described one is a typing
  /// mistake; a described link without NICs most likely is one too.
  void check(Map<String, Link> declared, List<Machine> machines) {
    var uses = NicPlanner.linkUses(machines);
    uses.forEach((name, places) -> {
      var hint = Spelling.hint(name, declared.keySet());
      if (!declared.containsKey(name) && places.size() == 1 && !hint.isEmpty()) {
        diagnostics.error(places.getFirst(), "there is no link \"" + name + "\"", hint);
      }
    });
    declared.forEach((name, link) -> {
      if (!uses.containsKey(name)) {
        diagnostics.warning(
            link.name().place(),
            "no NIC is plugged into the link " + name,
            Spelling.hint(name, uses.keySet()));
      }
    });
  }
}
