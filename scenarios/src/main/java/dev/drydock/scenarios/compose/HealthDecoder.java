package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Quantities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the `healthcheck` of a service.
final class HealthDecoder {
  private static final Keys KEYS =
      Keys.of(
          "disable", "interval", "retries", "start_interval", "start_period", "test", "timeout");

  private static final List<String> KINDS = List.of("NONE", "CMD", "CMD-SHELL");

  private final Diagnostics diagnostics;

  HealthDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// What a service says of its health; null when it says nothing.
  Service.@Nullable Health health(Fields service) {
    var fields = service.fields("healthcheck", KEYS);
    if (fields == null) {
      return null;
    }
    var retries = fields.number("retries", 0, Integer.MAX_VALUE);
    return new Service.Health(
        fields.isSet("disable") ? List.of("NONE") : test(fields),
        nanos(fields, "interval"),
        nanos(fields, "timeout"),
        nanos(fields, "start_period"),
        nanos(fields, "start_interval"),
        retries == null ? 0 : retries.value().intValue());
  }

  /// One line is a command of the shell.
  private List<String> test(Fields fields) {
    if (fields.node("test") instanceof Node.Scalar scalar) {
      return scalar.text().isEmpty() ? List.of() : List.of("CMD-SHELL", scalar.text());
    }
    var words = fields.words("test");
    if (!words.isEmpty() && !KINDS.contains(words.getFirst().value())) {
      diagnostics.warning(
          words.getFirst().place(),
          fields.pathOf("test") + " is never run: it begins with none of NONE, CMD, CMD-SHELL",
          "begin with CMD");
    }
    return words.stream().map(Located::value).toList();
  }

  private static long nanos(Fields fields, String key) {
    var span = fields.value(key, "a time such as 1m30s", Quantities::nanos);
    return span == null ? 0 : span.value();
  }
}
