package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The modes of a stack's services. The schema takes any words for them: one of a service is
/// refused when it is converted (docker/cli `compose/convert/service.go`, `convertDeployMode`),
/// that of its endpoint by the engine (20.10.24).
final class StackModes {
  private static final List<String> SERVICES =
      List.of("", "replicated", "global", "replicated-job", "global-job");
  private static final List<String> ENDPOINTS = List.of("", "vip", "dnsrr");

  private static final Pattern ORDER =
      Pattern.compile("(services\\.[^ ]+_config\\.order): .* is not one of .*");

  private final Node.Mapping root;

  StackModes(Node.Mapping root) {
    this.root = root;
  }

  /// Whether an error of compose is none of a stack's schema.
  static boolean areMeant(String error) {
    return error.matches("services\\.[^ ]+\\.deploy\\.(mode|endpoint_mode): .* is not one of .*");
  }

  /// What the schema says of an order of updates that there is not, the only one of its words
  /// (gojsonschema, `Enum`; 20.10.24); other errors are as they were.
  static String ofSchema(String error) {
    Matcher order = ORDER.matcher(error);
    if (!order.matches()) {
      return error;
    }
    String at = order.group(1);
    return at + " " + at + " must be one of the following: \"start-first\", \"stop-first\"";
  }

  /// Refuses the mode of a service.
  void checkMode(DockerCall call, String service) throws Failure {
    String mode = of(service, "mode");
    if (!SERVICES.contains(mode)) {
      String unknown = call.client().writesSmall() ? "unknown" : "Unknown";
      throw new Failure(unknown + " mode: " + mode, 1);
    }
  }

  /// Refuses that of its endpoint.
  void checkEndpoint(String service) {
    String mode = of(service, "endpoint_mode");
    if (!ENDPOINTS.contains(mode)) {
      throw new EngineException("invalid resolution mode: \"" + mode + "\"");
    }
  }

  private String of(String service, String key) {
    return root.get("services") instanceof Node.Mapping services
            && services.get(service) instanceof Node.Mapping fields
            && fields.get("deploy") instanceof Node.Mapping deploy
            && deploy.get(key) instanceof Node.Scalar mode
        ? mode.text()
        : "";
  }
}
