package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.PortTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `docker compose port` and `pull`.
final class ComposeViews implements ComposeVerb.Verb {
  private final String verb;

  ComposeViews(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(ComposeCall call) throws Failure {
    return switch (verb) {
      case "port" -> port(call);
      default -> pull(call);
    };
  }

  private static int port(ComposeCall call) throws Failure {
    var given = new Flags("compose port").values("protocol", "index").read(call.arguments());
    var words = given.words();
    if (words.size() < 2) {
      throw new Failure("requires at least 2 arg(s), only received " + words.size(), 1);
    }
    var number = words.get(1);
    if (!number.matches("\\d{1,5}") || Integer.parseInt(number) > 65535) {
      throw new Failure("strconv.ParseUint: parsing \"" + number + "\": invalid syntax", 1);
    }
    var wanted = number + "/" + given.last("protocol", "tcp").toLowerCase(Locale.ROOT);
    Container container = call.running(words.getFirst(), index(given));
    PortTexts texts = new PortTexts(call.docker().client());
    for (Map.Entry<ContainerPort, List<PortBinding>> entry : container.ports().entrySet()) {
      if (entry.getKey().toString().equals(wanted)) {
        // An exposed port that is not published has address "" and port 0.
        call.out(entry.getValue().isEmpty() ? ":0" : texts.address(entry.getValue().getFirst()));
        return 0;
      }
    }
    var known =
        container.ports().entrySet().stream()
            .flatMap(entry -> texts(entry).stream())
            .collect(Collectors.joining(", "));
    throw new Failure("no port " + wanted + " for container " + container.name() + ": " + known, 1);
  }

  /// The published ports, as compose names them here.
  private static List<String> texts(Map.Entry<ContainerPort, List<PortBinding>> entry) {
    var protocol = entry.getKey().toString().replaceFirst(".*/", "");
    return entry.getValue().isEmpty()
        ? List.of("0/" + protocol)
        : entry.getValue().stream().map(each -> each.hostPort() + "/" + protocol).toList();
  }

  static int index(Flags.Given given) throws Failure {
    var text = given.last("index", "0");
    if (!text.matches("\\d{1,6}")) {
      throw new Failure(
          ("invalid argument \"%s\" for \"--index\" flag: strconv.ParseInt: parsing \"%s\":"
                  + " invalid syntax")
              .formatted(text, text),
          1);
    }
    return Integer.parseInt(text);
  }

  /// Whether `--format` asks for JSON and not for the table (compose, cmd/formatter).
  static boolean isJson(Flags.Given given) throws Failure {
    var format = given.last("format", "").toLowerCase(Locale.ROOT);
    return switch (format) {
      case "", "table", "pretty" -> false;
      case "json" -> true;
      default ->
          throw new Failure(
              "format value \"%s\" could not be parsed: parsing failed"
                  .formatted(given.last("format", "")),
              1);
    };
  }

  /// Images are names, and always there.
  private static int pull(ComposeCall call) throws Failure {
    var given =
        new Flags("compose pull")
            .values("policy")
            .switches("q|quiet", "ignore-buildable", "ignore-pull-failures", "include-deps")
            .read(call.arguments());
    for (String service : call.chosen(given.words())) {
      call.err(" " + service + " Pulling ");
      call.err(" " + service + " Pulled ");
    }
    return 0;
  }
}
