package dev.drydock.scenarios.shell;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.link.LinkQuality;
import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.DockerPlan;
import dev.drydock.scenarios.plan.LinkPlan;
import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.NicPlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.text.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Two machines on one wire: `dh1` (192.168.1.41, with Docker) and `pc` (192.168.1.50).
public final class SmallLab {
  private SmallLab() {}

  /// Builds it.
  public static Lab build() {
    return Lab.build(plan(), 1, CostModel.ZERO);
  }

  private static Plan plan() {
    LinkPlan lan =
        new LinkPlan(
            "lan",
            LinkQuality.of(0, 5_000),
            false,
            List.of(new LinkPlan.End("dh1", "eth0"), new LinkPlan.End("pc", "eth0")));
    return new Plan(
        "small",
        "20.10",
        1,
        false,
        List.of(machine("dh1", 0x29, DockerPlan.EMPTY), machine("pc", 0x32, null)),
        List.of(lan),
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static MachinePlan machine(String name, int last, @Nullable DockerPlan docker) {
    NicPlan nic =
        new NicPlan(
            "eth0",
            NicPlan.Kind.VETH,
            "lan",
            new MacAddress(0x0800_2700_0100L + last),
            List.of(Objects.requireNonNull(IpPrefix.parseOrNull("192.168.1." + last + "/24"))),
            List.of(),
            1500,
            SwitchPort.PLAIN);
    return new MachinePlan(
        name,
        MachinePlan.Role.MACHINE,
        List.of(nic),
        null,
        List.of(Objects.requireNonNull(IpAddress.parseOrNull("203.0.113.10"))),
        Map.of(),
        docker,
        List.of(),
        KernelBuild.USUAL);
  }
}
