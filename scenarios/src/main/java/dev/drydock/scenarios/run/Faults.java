package dev.drydock.scenarios.run;

import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.LinkPartition;
import dev.drydock.core.device.link.LinkQuality;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.sim.Event;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.FaultPlan;
import dev.drydock.scenarios.plan.LinkPlan;
import dev.drydock.scenarios.tools.EngineControl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The faults of a run. Each lasts its time; while several hit the same link, the later one has the
/// last word on what it changes, and what remains after it is as if it had never been.
final class Faults {
  private final Lab lab;
  private final Restarts restarts;
  private final List<FaultPlan> active = new ArrayList<>();

  Faults(Lab lab, EngineControl engines) {
    this.lab = lab;
    this.restarts = new Restarts(lab, engines);
  }

  /// Lets a fault happen now.
  void begin(FaultPlan fault) {
    if (fault instanceof FaultPlan.Restart restart) {
      restarts.begin(restart);
      return;
    }
    active.add(fault);
    apply();
    if (fault.durationNanos() > 0) {
      lab.loop().schedule(new End(fault), lab.loop().nowNanos() + fault.durationNanos());
    }
  }

  private final class End extends Event {
    private final FaultPlan fault;

    End(FaultPlan fault) {
      this.fault = fault;
    }

    @Override
    protected void fire() {
      active.removeIf(each -> each == fault);
      apply();
    }
  }

  private void apply() {
    for (LinkPlan plan : lab.plan().links()) {
      Link link = lab.link(plan.name());
      if (link != null) {
        apply(link, plan.quality());
      }
    }
  }

  private void apply(Link link, LinkQuality planned) {
    LinkQuality quality = planned;
    boolean up = true;
    List<LinkPartition> partitions = new ArrayList<>();
    for (FaultPlan fault : active) {
      if (fault instanceof FaultPlan.OfLink change && change.link().equals(link.name())) {
        quality = changed(quality, change.quality());
        up = change.isDown() == null ? up : !change.isDown();
      } else if (fault instanceof FaultPlan.Partition split && hits(split, link)) {
        partitions.add(new LinkPartition(nicsOf(split.here(), link), nicsOf(split.there(), link)));
      }
    }
    link.setQuality(quality);
    link.setPartitions(partitions);
    link.setUp(up);
  }

  private static boolean hits(FaultPlan.Partition split, Link link) {
    return split.link().isEmpty() || split.link().equals(link.name());
  }

  private List<Nic> nicsOf(List<String> machines, Link link) {
    List<Nic> found = new ArrayList<>();
    for (String name : machines) {
      Box box = lab.box(name);
      if (box != null) {
        link.nics().stream()
            .filter(nic -> nic.softnet() == box.machine().softnet())
            .forEach(found::add);
      }
    }
    return found;
  }

  private static LinkQuality changed(
      LinkQuality before, dev.drydock.scenarios.model.Link.Quality change) {
    return new LinkQuality(
        or(change.rateBitsPerSecond(), before.rateBitsPerSecond()),
        or(change.delayNanos(), before.delayNanos()),
        or(change.jitterNanos(), before.jitterNanos()),
        or(change.loss(), before.loss()),
        or(change.duplicate(), before.duplicate()),
        or(change.corrupt(), before.corrupt()),
        or(change.reorder(), before.reorder()),
        before.queueFramesMax());
  }

  private static long or(@Nullable Long given, long otherwise) {
    return given == null ? otherwise : given;
  }

  private static double or(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
