package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads how many containers a service has and what they wait for.
final class ScalingDecoder {

  /// As many containers as a lab may have. A guess.
  private static final long REPLICAS_MAX = 131_072;

  private static final List<String> CONDITIONS =
      List.of("service_started", "service_healthy", "service_completed_successfully");

  private final Fields fields;
  private final Diagnostics diagnostics;

  ScalingDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  Service.Scaling scaling() {
    var deploy = fields.fields("deploy", ComposeKeys.DEPLOY);
    return new Service.Scaling(
        dependencies(),
        fields.number("scale", 0, REPLICAS_MAX),
        deploy == null ? null : deploy.number("replicas", 0, REPLICAS_MAX),
        deploy == null ? null : oneOf(deploy, "mode", DeployDecoder.MODES),
        deploy == null ? null : oneOf(deploy, "endpoint_mode", List.of("vip", "dnsrr")),
        deploy == null ? Service.Deployment.DEFAULT : new DeployDecoder(deploy).deployment(),
        restart(deploy),
        fields.words("profiles"));
  }

  /// compose `pkg/compose/create.go`, `getRestartPolicy`: `deploy` wins.
  private String restart(@Nullable Fields deploy) {
    var policy =
        deploy == null ? null : deploy.fields("restart_policy", ComposeKeys.RESTART_POLICY);
    var plain = fields.text("restart");
    if (policy == null) {
      return plain == null ? "" : plain.value();
    }
    var condition = oneOf(policy, "condition", List.of("any", "on-failure", "none"));
    var attempts = policy.number("max_attempts", 0, REPLICAS_MAX);
    var count = attempts == null || attempts.value() == 0 ? "" : ":" + attempts.value();
    return switch (condition == null ? "" : condition.value()) {
      case "none" -> "no";
      case "on-failure" -> "on-failure" + count;
      case "any" -> "always";
      default -> "";
    };
  }

  static @Nullable Located<String> oneOf(Fields from, String key, List<String> words) {
    return from.value(
        key, "one of " + String.join(", ", words), text -> words.contains(text) ? text : null);
  }

  private List<Service.Dependency> dependencies() {
    var all = new ArrayList<Service.Dependency>();
    if (fields.node("depends_on") instanceof Node.Sequence) {
      fields.words("depends_on").forEach(name -> all.add(plain(name)));
    } else {
      var entries = fields.freeFields("depends_on");
      for (var key : entries.keys()) {
        all.add(dependency(key, entries));
      }
    }
    for (var shared : List.of("ipc", "pid", "uts", "cgroup")) {
      implied(all, shared);
    }
    return all;
  }

  private Service.Dependency dependency(Located<String> key, Fields entries) {
    var entry = entries.fields(key.value(), ComposeKeys.DEPENDENCY);
    if (entry == null) {
      return plain(key);
    }
    if (entry.node("condition") == null) {
      diagnostics.error(
          entry.place(),
          entry.path() + " missing property 'condition'",
          "one of " + String.join(", ", CONDITIONS));
    }
    var condition = oneOf(entry, "condition", CONDITIONS);
    var required = entry.flag("required");
    return new Service.Dependency(
        key,
        required == null || required.value(),
        condition == null ? CONDITIONS.getFirst() : condition.value(),
        entry.isSet("restart"));
  }

  private static Service.Dependency plain(Located<String> name) {
    return new Service.Dependency(name, true, CONDITIONS.getFirst(), false);
  }

  /// `pid: service:db` waits for db as well.
  private void implied(List<Service.Dependency> all, String key) {
    if (fields.node(key) instanceof Node.Scalar scalar && scalar.text().startsWith("service:")) {
      var name = scalar.text().substring("service:".length());
      all.add(Service.Dependency.implied(new Located<>(name, scalar.place())));
    }
  }
}
