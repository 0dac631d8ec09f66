package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The text of `docker stack config`: a stack's file after merging and interpolation, in the order
/// of docker/cli's model, with commands, ports, networks and environments in their long forms
/// (docker/cli `command/stack/config.go`, `compose/loader`).
final class StackConfig {
  private static final List<String> PARTS =
      List.of("version", "services", "networks", "volumes", "secrets", "configs");

  private final DockerCall call;
  private final List<String> lines = new ArrayList<>();

  private StackConfig(DockerCall call) {
    this.call = call;
  }

  static List<String> of(DockerCall call, Node.Mapping root) throws Failure {
    StackConfig config = new StackConfig(call);
    for (String part : PARTS) {
      Node value = root.get(part);
      if (value instanceof Node.Mapping all && part.equals("services")) {
        config.services(all);
      } else if (value instanceof Node.Scalar scalar && part.equals("version")) {
        config.lines.add("version: \"" + scalar.text() + "\"");
      } else if (value != null) {
        config.write(0, part, plain(value));
      }
    }
    return config.lines;
  }

  private void services(Node.Mapping all) throws Failure {
    Map<String, @Nullable Object> services = new TreeMap<>();
    for (Node.Entry service : all.entries()) {
      Map<String, @Nullable Object> fields = new TreeMap<>();
      if (service.value() instanceof Node.Mapping mapping) {
        for (Node.Entry field : mapping.entries()) {
          fields.put(field.name(), field(field.name(), field.value()));
        }
      }
      services.put(service.name(), fields);
    }
    write(0, "services", services);
  }

  private @Nullable Object field(String name, Node value) throws Failure {
    return switch (name) {
      case "command", "entrypoint" ->
          value instanceof Node.Scalar scalar
              ? List.of(scalar.text().trim().split("\\s+"))
              : plain(value);
      case "networks" -> value instanceof Node.Sequence list ? keys(list) : plain(value);
      case "environment" -> value instanceof Node.Sequence list ? pairs(list) : plain(value);
      case "ports" -> value instanceof Node.Sequence list ? ports(list) : plain(value);
      default -> plain(value);
    };
  }

  private static Map<String, @Nullable Object> keys(Node.Sequence list) {
    Map<String, @Nullable Object> keys = new TreeMap<>();
    list.items().forEach(item -> keys.put(text(item), null));
    return keys;
  }

  private static Map<String, @Nullable Object> pairs(Node.Sequence list) {
    Map<String, @Nullable Object> pairs = new TreeMap<>();
    for (Node item : list.items()) {
      int cut = text(item).indexOf('=');
      String line = text(item);
      pairs.put(cut < 0 ? line : line.substring(0, cut), cut < 0 ? null : line.substring(cut + 1));
    }
    return pairs;
  }

  private List<Object> ports(Node.Sequence list) throws Failure {
    List<Object> ports = new ArrayList<>();
    for (Node item : list.items()) {
      if (!(item instanceof Node.Scalar scalar)) {
        ports.add(plain(item) instanceof Map<?, ?> map ? inOrder(map) : text(item));
        continue;
      }
      PublishWords words = new PublishWords(call, "ports");
      for (ServiceSpec.Port port : words.ports(List.of(scalar.text()))) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("mode", "ingress");
        fields.put("target", port.target().port());
        if (port.published() > 0) {
          fields.put("published", port.published());
        }
        fields.put("protocol", port.target().protocol().toString());
        ports.add(fields);
      }
    }
    return ports;
  }

  /// The fields of a port in the order of `ServicePortConfig`.
  private static Map<String, @Nullable Object> inOrder(Map<?, ?> given) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String name : List.of("mode", "target", "published", "protocol")) {
      if (given.containsKey(name)) {
        fields.put(name, given.get(name));
      }
    }
    return fields;
  }

  private static String text(Node node) {
    return node instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        mapping.entries().forEach(entry -> fields.put(entry.name(), plain(entry.value())));
        yield fields;
      }
      case Node.Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case INTEGER, FLOAT, BOOLEAN -> new Bare(scalar.text());
            case NULL -> null;
          };
    };
  }

  /// A number or a truth, which stands without quotes.
  private record Bare(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private void write(int depth, String key, @Nullable Object value) {
    String start = "  ".repeat(depth) + key + ":";
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> lines.add(start + " {}");
      case Map<?, ?> map -> {
        lines.add(start);
        map.forEach((name, each) -> write(depth + 1, String.valueOf(name), each));
      }
      case List<?> list when list.isEmpty() -> lines.add(start + " []");
      case List<?> list -> {
        lines.add(start);
        list.forEach(item -> item(depth + 1, item));
      }
      case null -> lines.add(start + " null");
      default -> lines.add(start + " " + scalar(value));
    }
  }

  private void item(int depth, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      lines.add("  ".repeat(depth) + "- " + (value == null ? "null" : scalar(value)));
      return;
    }
    int first = lines.size();
    map.forEach((name, each) -> write(depth + 1, String.valueOf(name), each));
    if (lines.size() > first) {
      lines.set(first, "  ".repeat(depth) + "- " + lines.get(first).stripLeading());
    }
  }

  /// Texts that would be read as something else have quotes (go-yaml).
  private static String scalar(Object value) {
    String text = value.toString();
    boolean isOther =
        text.isEmpty() || text.matches("[-+]?[0-9._]+|true|false|yes|no|on|off|null|~|[yYnN]");
    boolean isSpecial = text.matches("(?s)[-?:,\\[\\]{}#&*!|>'\"%@` ].*|.*(: | #|:$| $|\n).*");
    if (!(value instanceof String) || (!isOther && !isSpecial)) {
      return text;
    }
    return isOther
        ? "\"" + text + "\""
        : text.contains("\n")
            ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
            : "'" + text.replace("'", "''") + "'";
  }
}
