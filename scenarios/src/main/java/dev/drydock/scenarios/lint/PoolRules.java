package dev.drydock.scenarios.lint;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.compose.Network;
import dev.drydock.scenarios.compose.ServiceNetwork;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.DockerPlan;
import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.NicPlan;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Place;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Addresses and sizes of networks.
final class PoolRules {
  private static final String MTU_OPTION = "com.docker.network.driver.mtu";
  private static final int USUAL_MTU_BYTES = 1500;

  /// What VXLAN adds: Ethernet, IPv4, UDP and its own header (RFC 7348).
  private static final int VXLAN_BYTES = 50;

  private final Subject subject;

  private PoolRules(Subject subject) {
    this.subject = subject;
  }

  static void check(Subject subject) {
    PoolRules rules = new PoolRules(subject);
    subject.plan().networks().forEach(rules::overlaps);
    subject.plan().networks().forEach(rules::size);
    subject.services().forEach(rules::fixedAddresses);
  }

  // ---- overlaps --------------------------------------------------------------------------

  /// Networks on macvlan and ipvlan are meant to be the LAN's.
  private static boolean isOwn(NetworkPlan network) {
    return !network.driver().equals("macvlan") && !network.driver().equals("ipvlan");
  }

  /// Two networks that overlap are refused before.
  private void overlaps(NetworkPlan network) {
    Network written = subject.written(network);
    if (written == null || !isOwn(network) || network.flags().external()) {
      return;
    }
    for (Network.IpamEntry entry : written.ipam()) {
      Located<IpPrefix> subnet = entry.subnet();
      if (subnet != null) {
        overlaps(subnet);
      }
    }
  }

  private void overlaps(Located<IpPrefix> subnet) {
    Set<IpPrefix> told = new LinkedHashSet<>();
    for (MachinePlan machine : subject.plan().machines()) {
      for (NicPlan nic : machine.nics()) {
        for (IpPrefix address : nic.addresses()) {
          IpPrefix other = address.masked();
          boolean isOneFamily = subnet.value().isV6() == other.isV6();
          if (isOneFamily && subnet.value().overlaps(other) && told.add(other)) {
            subject.add(
                new Finding(
                    Trap.POOL_OVERLAP,
                    subnet.place(),
                    "%s overlaps %s, where %s has its %s"
                        .formatted(subnet.value(), other, machine.name(), nic.name()),
                    "take a subnet that is used nowhere, or leave the choice to Docker"));
          }
        }
      }
    }
  }

  // ---- sizes -----------------------------------------------------------------------------

  private void size(NetworkPlan network) {
    int extra = network.driver().equals("overlay") ? VXLAN_BYTES : 0;
    for (Subject.Started service : subject.services()) {
      boolean isOnIt =
          service.attachments().stream().anyMatch(each -> each.network().equals(network.name()));
      MachinePlan machine = subject.machine(service.plan());
      NicPlan out = machine == null ? null : wayOut(machine);
      if (isOnIt && out != null && !network.flags().internal()) {
        int mtu = mtuBytes(network, Objects.requireNonNull(machine).docker(), extra);
        if (mtu + extra > out.mtuBytes()) {
          tooLarge(network, mtu, out, extra);
          return;
        }
      }
    }
  }

  private void tooLarge(NetworkPlan network, int mtuBytes, NicPlan out, int extra) {
    Network written = subject.written(network);
    Located<String> option = written == null ? null : written.options().get(MTU_OPTION);
    Place place =
        option != null ? option.place() : written != null ? written.key().place() : nowhere();
    String with = extra == 0 ? "" : ", and VXLAN adds " + extra;
    subject.add(
        new Finding(
            Trap.MTU_ABOVE_UNDERLAY,
            place,
            "network %s has an MTU of %d%s; %s has %d"
                .formatted(network.key(), mtuBytes, with, out.name(), out.mtuBytes()),
            "driver_opts: { %s: \"%d\" }".formatted(MTU_OPTION, out.mtuBytes() - extra)));
  }

  private Place nowhere() {
    return subject.services().getFirst().place();
  }

  private static int mtuBytes(NetworkPlan network, @Nullable DockerPlan docker, int extra) {
    String option = network.options().get(MTU_OPTION);
    String daemons = docker == null ? null : docker.settings().get("mtu");
    boolean isBridge = network.driver().equals("bridge");
    String text = option != null ? option : isBridge ? daemons : null;
    return text != null && text.matches("\\d{1,5}")
        ? Integer.parseInt(text)
        : USUAL_MTU_BYTES - extra;
  }

  /// The interface with the default route.
  private static @Nullable NicPlan wayOut(MachinePlan machine) {
    return machine.nics().stream().filter(n -> !n.gateways().isEmpty()).findFirst().orElse(null);
  }

  // ---- fixed addresses -------------------------------------------------------------------

  private void fixedAddresses(Subject.Started service) {
    for (AttachmentPlan attachment : service.attachments()) {
      NetworkPlan network = subject.network(attachment.network());
      IpAddress fixed = attachment.ipv4();
      if (network == null || fixed == null || !isGivenToOthers(network, fixed)) {
        continue;
      }
      ServiceNetwork written = service.written(network.key());
      Located<IpAddress> at = written == null ? null : written.ipv4();
      subject.add(
          new Finding(
              Trap.STATIC_ADDRESS,
              at == null ? service.place() : at.place(),
              "%s may have been given to another container of network %s"
                  .formatted(fixed, network.key()),
              "give the network an ip_range without it, or every container a fixed address"));
    }
  }

  private boolean isGivenToOthers(NetworkPlan network, IpAddress fixed) {
    boolean isInRange =
        network.pools().stream()
            .map(pool -> pool.ipRange() != null ? pool.ipRange() : pool.subnet())
            .filter(Objects::nonNull)
            .anyMatch(range -> range.contains(fixed));
    return isInRange
        && subject.services().stream()
            .flatMap(each -> each.attachments().stream())
            .anyMatch(each -> each.network().equals(network.name()) && each.ipv4() == null);
  }
}
