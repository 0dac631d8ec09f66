package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The port that `docker port` is asked for (docker/cli `cli/command/container/port.go`).
final class PortQuery {
  private PortQuery() {}

  /// Reads `80` or `80/tcp`.
  ///
  /// @return null for one that no container can have
  /// @throws Failure when it cannot be read
  static @Nullable ContainerPort of(String wanted, EngineProfile profile) throws Failure {
    String number = wanted.replaceFirst("/.*", "");
    String wrong =
        profile.client().readsRangesOfPorts()
            ? PortTexts.unreadable(wanted)
            : unreadable(number, profile);
    if (!wrong.isEmpty()) {
      throw new Failure(wrong, 1);
    }
    String protocol = wanted.contains("/") ? wanted.substring(wanted.indexOf('/') + 1) : "";
    boolean isLenient = profile.client().writesSmall();
    String word = isLenient ? protocol.toLowerCase(Locale.ROOT) : protocol;
    for (Protocol known : Protocol.values()) {
      if (known.toString().equals(word.isEmpty() ? "tcp" : word) && number.matches("\\d+")) {
        return new ContainerPort(Integer.parseInt(number), known);
      }
    }
    return null;
  }

  private static String unreadable(String number, EngineProfile profile) {
    boolean isNumber = number.matches("\\d+");
    boolean isSmall = isNumber && number.replaceFirst("^0+", "").length() <= 5;
    if (isSmall && Integer.parseInt(number) <= 0xffff) {
      return "";
    }
    String why = isNumber ? "value out of range" : "invalid syntax";
    return profile.client().writesSmall()
        ? "invalid port '" + number + "': " + (number.isEmpty() ? "value is empty" : why)
        : "Error: invalid port ("
            + number
            + "): strconv.ParseUint: parsing \""
            + number
            + "\": "
            + why;
  }

  /// What is said of a port that is not published.
  static String missing(String wanted, String container, EngineProfile profile) {
    boolean isOld = profile.client().readsRangesOfPorts();
    boolean hasProtocol = wanted.contains("/") && !wanted.endsWith("/");
    String full = hasProtocol ? wanted : wanted.replace("/", "") + "/tcp";
    String start = profile.client().writesSmall() ? "no public" : "Error: No public";
    return start + " port '" + (isOld ? full : wanted) + "' published for " + container;
  }
}
