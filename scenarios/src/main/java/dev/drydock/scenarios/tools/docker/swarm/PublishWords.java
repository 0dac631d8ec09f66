package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.scenarios.tools.docker.client.CliWords;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.container.PortWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// `--publish` of services: `8080:80`, or `published=8080,target=80,mode=host,protocol=tcp`
/// (docker/cli `opts/swarmopts/port.go`).
final class PublishWords {
  private static final Pattern LONG = Pattern.compile("\\w+=\\w+(,\\w+=\\w+)*");
  private static final int PORT_LAST = 65_535;

  private final DockerCall call;
  private final String option;

  /// @param option as it is called in refusals
  PublishWords(DockerCall call, String option) {
    this.call = call;
    this.option = option;
  }

  /// The ports of all these texts.
  List<ServiceSpec.Port> ports(List<String> texts) throws Failure {
    List<ServiceSpec.Port> ports = new ArrayList<>();
    for (String text : texts) {
      if (LONG.matcher(text).find()) {
        ports.add(longForm(text));
      } else {
        shortForm(text, ports);
      }
    }
    return ports;
  }

  private void shortForm(String text, List<ServiceSpec.Port> ports) throws Failure {
    List<PortSpec> specs;
    try {
      specs = PortWords.published(text, call.engine().profile());
    } catch (Failure e) {
      throw refused(
          text, CliWords.ofPorts(String.valueOf(e.getMessage()), call.engine().profile()));
    }
    for (PortSpec port : specs) {
      if (!port.hostIp().isEmpty()) {
        throw refused(text, "hostip is not supported");
      }
      for (int number = port.hostPort(); number <= port.hostPortLast(); number++) {
        ports.add(new ServiceSpec.Port(number, port.container(), false));
      }
    }
  }

  private ServiceSpec.Port longForm(String text) throws Failure {
    int published = 0;
    int target = 0;
    boolean isHost = false;
    Protocol protocol = Protocol.TCP;
    for (String field : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      int cut = field.indexOf('=');
      if (cut <= 0) {
        throw refused(text, isOld() ? "invalid field " + field : "invalid field: " + field);
      }
      String value = field.substring(cut + 1);
      switch (field.substring(0, cut)) {
        case "published" -> published = number(text, "published", value);
        case "target" -> target = number(text, "target", value);
        case "mode" -> isHost = isHost(text, value);
        case "protocol" -> protocol = protocol(text, value);
        default -> {
          String key = field.substring(0, cut);
          throw refused(text, isOld() ? "invalid field key " + key : "invalid field key: " + key);
        }
      }
    }
    if (target == 0) {
      String word = isOld() ? "\"target\"" : "'target'";
      throw refused(text, "missing mandatory field " + word);
    }
    return new ServiceSpec.Port(published, new ContainerPort(target, protocol), isHost);
  }

  /// Words were touched up for 28.
  private boolean isOld() {
    return !call.client().hasRevisedWords();
  }

  private Protocol protocol(String text, String value) throws Failure {
    for (Protocol each : Protocol.values()) {
      if (each.toString().equals(value)) {
        return each;
      }
    }
    throw refused(
        text,
        isOld() ? "invalid protocol value " + value : "invalid protocol value '" + value + "'");
  }

  private boolean isHost(String text, String value) throws Failure {
    if (!value.equals("host") && !value.equals("ingress")) {
      throw refused(
          text,
          isOld()
              ? "invalid publish mode value " + value
              : "invalid publish mode value (" + value + "): must be either 'ingress' or 'host'");
    }
    return value.equals("host");
  }

  private int number(String text, String kind, String value) throws Failure {
    boolean isNumber = value.matches("\\d{1,9}");
    if (!isNumber || Integer.parseInt(value) > PORT_LAST) {
      String why = isNumber ? "value out of range" : "invalid syntax";
      throw refused(
          text,
          isOld()
              ? "strconv.ParseUint: parsing \"" + value + "\": " + why
              : "invalid %s port (%s): value must be an integer: %s".formatted(kind, value, why));
    }
    return Integer.parseInt(value);
  }

  private Failure refused(String text, String why) {
    return Failure.usage(
        "invalid argument \"" + text + "\" for \"" + option + "\" flag: " + why, call.verb());
  }
}
