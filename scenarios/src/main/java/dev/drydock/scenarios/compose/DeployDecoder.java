package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what `deploy` says to a swarm: where tasks go, how they are replaced and followed.
final class DeployDecoder {
  static final List<String> MODES = List.of("replicated", "global", "replicated-job", "global-job");

  private static final long NUMBER_MAX = 131_072;

  private final Fields deploy;

  DeployDecoder(Fields deploy) {
    this.deploy = deploy;
  }

  Service.Deployment deployment() {
    var placement = deploy.fields("placement", ComposeKeys.PLACEMENT);
    Map<String, String> labels = new LinkedHashMap<>();
    deploy.pairs("labels").forEach((key, value) -> labels.put(key, value.value()));
    return new Service.Deployment(
        labels,
        placement == null ? List.of() : placement.words("constraints"),
        placement == null ? List.of() : spread(placement),
        placement == null ? 0 : number(placement, "max_replicas_per_node", 0),
        updates(
            deploy.fields("update_config", ComposeKeys.UPDATE),
            List.of("pause", "continue", "rollback")),
        updates(deploy.fields("rollback_config", ComposeKeys.UPDATE), List.of("pause", "continue")),
        restarts(deploy.fields("restart_policy", ComposeKeys.RESTART_POLICY)));
  }

  /// `- spread: node.labels.zone`.
  private List<String> spread(Fields placement) {
    List<String> keys = new ArrayList<>();
    for (var each : placement.list("preferences")) {
      var spread = each instanceof Node.Mapping mapping ? mapping.get("spread") : null;
      if (spread instanceof Node.Scalar scalar) {
        keys.add(scalar.text());
      }
    }
    return keys;
  }

  private static Service.Updates updates(@Nullable Fields config, List<String> actions) {
    var known = Service.Updates.DEFAULT;
    if (config == null) {
      return known;
    }
    return new Service.Updates(
        number(config, "parallelism", known.parallelism()),
        nanos(config, "delay", known.delayNanos()),
        word(config, "order", List.of("stop-first", "start-first")),
        word(config, "failure_action", actions),
        ratio(config),
        nanos(config, "monitor", known.monitorNanos()));
  }

  private static Service.Restarts restarts(@Nullable Fields policy) {
    var known = Service.Restarts.DEFAULT;
    if (policy == null) {
      return known;
    }
    return new Service.Restarts(
        word(policy, "condition", List.of("any", "on-failure", "none")),
        nanos(policy, "delay", known.delayNanos()),
        number(policy, "max_attempts", known.maxAttempts()),
        nanos(policy, "window", known.windowNanos()));
  }

  /// One of some words, the first one unless it is said.
  private static String word(Fields from, String key, List<String> words) {
    Located<String> word = ScalingDecoder.oneOf(from, key, words);
    return word == null ? words.getFirst() : word.value();
  }

  private static int number(Fields from, String key, int otherwise) {
    Located<Long> number = from.number(key, 0, NUMBER_MAX);
    return number == null ? otherwise : number.value().intValue();
  }

  private static long nanos(Fields from, String key, long otherwise) {
    Located<Long> nanos = from.value(key, "a time such as 1m30s", Quantities::nanos);
    return nanos == null ? otherwise : nanos.value();
  }

  private static double ratio(Fields from) {
    Located<Double> ratio =
        from.value("max_failure_ratio", "a number from 0 to 1", DeployDecoder::part);
    return ratio == null ? 0 : ratio.value();
  }

  private static @Nullable Double part(String text) {
    return text.matches("0|1|[01]?\\.\\d{1,9}") ? Double.valueOf(text) : null;
  }
}
