package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.EndpointSysctls;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.SubnetRequest;
import dev.drydock.drivers.profile.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a container may not ask of a network: an address that the network cannot give, a name where
/// names are not known (moby `daemon/network.go`, `validateEndpointSettings`; engine 20.10
/// `daemon/container_operations.go`, `validateNetworkingConfig`). Compared with engines 20.10.24,
/// 26.1.5 and 28.5.2.
final class EndpointChecks {
  private final Context context;

  EndpointChecks(Context context) {
    this.context = context;
  }

  private Texts.EndpointTexts texts() {
    return context.profile().texts().endpoint();
  }

  /// Checks what a container that is to be created asks for. Engine 20.10 looks only when it
  /// starts.
  ///
  /// @param network null for a mode that is no network, or one that is not there yet
  /// @throws EngineException if it is refused
  void checkCreation(@Nullable Network network, EndpointSpec spec) {
    if (!context.profile().checksEndpointsAtCreation()) {
      return;
    }
    List<String> problems = problems(network, spec);
    if (!problems.isEmpty()) {
      throw new EngineException(
          texts().ofCreation().formatted(spec.network()) + texts().context() + joined(problems));
    }
  }

  /// Checks what is asked of a network before anything is done.
  ///
  /// @throws EngineException if it is refused
  void check(Network network, EndpointSpec spec) {
    for (IpAddress address : spec.linkLocal()) {
      String text = address.toString();
      if (!text.startsWith("169.254.") && !text.matches("fe[89ab].*")) {
        throw new EngineException("invalid link local IP address: " + text);
      }
    }
    List<String> problems = problems(network, spec);
    if (!problems.isEmpty()) {
      boolean isAll = context.profile().checksEndpointsAtCreation();
      String told = isAll ? joined(problems) : problems.getFirst();
      throw new EngineException(texts().context() + told);
    }
  }

  private List<String> problems(@Nullable Network network, EndpointSpec spec) {
    List<String> problems = new ArrayList<>();
    boolean isPredefined = network == null ? isMode(spec) : network.isPredefined();
    if (isPredefined) {
      if (spec.hasAddress()) {
        problems.add(texts().fixedOnPredefined());
      }
      if (!spec.aliases().isEmpty()) {
        problems.add(texts().aliasOnPredefined());
      }
    }
    if (network != null) {
      spec.unreadable().forEach((family, text) -> checkText(family, text, problems));
      checkAddress(network, spec.ipv4(), false, problems);
      checkAddress(network, spec.ipv6(), true, problems);
    }
    problems.addAll(EndpointSysctls.problems(spec.driverOptions()));
    return problems;
  }

  private static boolean isMode(EndpointSpec spec) {
    return NetworkMode.parse(spec.network()).is(NetworkMode.Kind.CONTAINER);
  }

  /// Several are a list (moby `internal/multierror`).
  private static String joined(List<String> problems) {
    return problems.size() == 1
        ? problems.getFirst()
        : problems.stream().map(each -> "* " + each).collect(Collectors.joining("\n"));
  }

  /// What is no address lies in no subnet either.
  private void checkText(String family, String text, List<String> problems) {
    problems.add("invalid " + family + " address: " + text);
    if (context.profile().checksEndpointsAtCreation()) {
      problems.add(texts().outside().formatted(text));
    }
  }

  /// Whether an address lies in a subnet is found by engine 20.10 when it takes the address only.
  private void checkAddress(
      Network network, @Nullable IpAddress wanted, boolean isV6, List<String> problems) {
    if (wanted == null) {
      return;
    }
    if (wanted.isV6() != isV6) {
      problems.add("invalid IPv" + (isV6 ? 6 : 4) + " address: " + wanted);
    }
    if (context.profile().addressing().fixedNeedsSubnet()) {
      boolean isGiven =
          network.config().ipam().subnets().stream()
              .map(SubnetRequest::subnet)
              .anyMatch(s -> s != null && s.isV6() == isV6);
      if (!isGiven) {
        problems.add(
            "user specified IP address is supported only when connecting to networks with user"
                + " configured subnets");
        return;
      }
    }
    boolean isInside =
        network.subnets().stream()
            .anyMatch(s -> s.prefix().isV6() == isV6 && s.prefix().contains(wanted));
    if (!isInside && context.profile().checksEndpointsAtCreation()) {
      problems.add(texts().outside().formatted(wanted));
    }
  }
}
