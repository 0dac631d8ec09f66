package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.FaultPlan;
import dev.drydock.scenarios.plan.NicPlan;
import dev.drydock.scenarios.tools.EngineControl;

/// Machines that go off and come back as after a reboot: what was only in memory is gone (rules
/// typed by hand, connections tracked, neighbours, settings), the engine starts its containers by
/// their restart policy.
final class Restarts {
  /// How long a machine is off that says nothing else: a guess at a fast boot.
  private static final long BOOT_NANOS = 10_000_000_000L;

  private static final String ENGINE = "docker";

  private final Lab lab;
  private final EngineControl engines;

  Restarts(Lab lab, EngineControl engines) {
    this.lab = lab;
    this.engines = engines;
  }

  /// Switches the machine off, and on again when its time has come.
  void begin(FaultPlan.Restart restart) {
    Box box = lab.box(restart.machine());
    if (box == null) {
      return;
    }
    switchOff(box);
    long off = restart.durationNanos() == 0 ? BOOT_NANOS : restart.durationNanos();
    lab.loop().schedule(new Boot(box), lab.loop().nowNanos() + off);
  }

  private final class Boot extends Event {
    private final Box box;

    Boot(Box box) {
      this.box = box;
    }

    @Override
    protected void fire() {
      switchOn(box);
    }
  }

  private void switchOff(Box box) {
    Netns root = box.machine().root();
    for (NicPlan nic : box.plan().nics()) {
      NetDevice device = root.device(nic.name());
      if (device != null) {
        device.setUp(false);
      }
    }
    engines.systemctl(box, "stop", ENGINE);
    Netfilter netfilter = root.ipv4().netfilter();
    netfilter.tables().clear();
    netfilter.conntrack().removeIf(connection -> true);
    root.forgetNeighbours();
    root.ipv4().forgetLearned();
    root.ipv6().forgetLearned();
  }

  private void switchOn(Box box) {
    Netns root = box.machine().root();
    root.sysctls().set("net.ipv4.ip_forward", "0");
    lab.bringUp(box);
    engines.systemctl(box, "start", ENGINE);
  }
}
