package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a stack's file may have, which depends on the version that it names: the schemas of
/// docker/cli (`cli/compose/schema/data`), and its choice of one complaint
/// (`getMostSpecificError`).
final class StackSchema {
  /// Objects and their fields. A field is `name:type`, behind `@` the version 3.x that it came
  /// with; a type is `s`, `b`, `i`, `n`, `0` (text, truth, whole number, number, null) or some of
  /// them, `any`, an object, `[type]`, `<type>` (a mapping of any names); `/` stands between types
  /// of which one must fit.
  private static final String TABLE =
      """
      root version:s services:<service> networks:<network> volumes:<volume>
      root secrets:<secret>@1 configs:<config>@3
      service deploy:deployment build:s/build cap_add:[s] cap_drop:[s] cgroupns_mode:s@9
      service cgroup_parent:s command:s/[s] configs:[s/file]@3 container_name:s
      service credential_spec:credentials@3 depends_on:[s] devices:[s] dns:s/[s]
      service dns_search:s/[s] domainname:s entrypoint:s/[s] env_file:s/[s]
      service environment:<sn0>/[s] expose:[sn] external_links:[s] extra_hosts:<sn0>/[s]
      service healthcheck:healthcheck hostname:s image:s init:b@7 ipc:s isolation:s@5
      service labels:<sn0>/[s] links:[s] logging:logging mac_address:s network_mode:s
      service networks:[s]/<joined> pid:s0 ports:[n/s/port] privileged:b read_only:b restart:s
      service security_opt:[s] shm_size:ns secrets:[s/file]@1 sysctls:<sn0>/[s] stdin_open:b
      service stop_grace_period:s stop_signal:s tmpfs:s/[s] tty:b ulimits:<i/ulimit> user:s
      service userns_mode:s volumes:[s/mount] working_dir:s oom_score_adj:i@13
      build context:s dockerfile:s args:<sn0>/[s] labels:<sn0>/[s]@3 cache_from:[s]@2
      build network:s@4 target:s@4 shm_size:is@5 extra_hosts:<sn0>/[s]@9
      file source:s target:s uid:s gid:s mode:n
      credentials config:s@8 file:s registry:s
      logging driver:s options:<sn0>
      joined? aliases:[s] ipv4_address:s ipv6_address:s driver_opts:<sn>@13
      port mode:s target:i published:i protocol:s
      ulimit hard:i soft:i
      mount type:s source:s target:s read_only:b consistency:s bind:any volume:any tmpfs:any@6
      healthcheck disable:b interval:s retries:n test:s/[s] timeout:s start_period:s@4
      healthcheck start_interval:s@12
      deployment? mode:s endpoint_mode:s@2 replicas:i labels:<sn0>/[s] rollback_config:updates@7
      deployment? update_config:updates resources:resources restart_policy:restarts
      deployment? placement:placement
      updates parallelism:i delay:s failure_action:s monitor:s max_failure_ratio:n order:s@4
      resources limits:limits reservations:reservations
      limits cpus:s memory:s pids:i@9
      reservations cpus:s memory:s generic_resources:any@5
      restarts condition:s delay:s max_attempts:i window:s
      placement constraints:[s] preferences:[preference]@3 max_replicas_per_node:i@8
      preference spread:s
      network? name:s@5 driver:s driver_opts:<sn> ipam:ipam external:b/external internal:b
      network? attachable:b@2 labels:<sn0>/[s]
      ipam driver:s config:[pool]
      pool subnet:s
      external name:s
      volume? name:s@4 driver:s driver_opts:<sn> external:b/external labels:<sn0>/[s]
      secret name:s@5 file:s external:b/external labels:<sn0>/[s] driver:s@8 driver_opts:<sn>@8
      secret template_driver:s@8
      config name:s@5 file:s external:b/external labels:<sn0>/[s] template_driver:s@8
      """;

  private static final Map<String, Map<String, String>> OBJECTS = read();

  /// Where fields of one's own may stand.
  private static final List<String> EXTENSIBLE =
      List.of("root", "service", "network", "volume", "secret", "config");

  private static final int FIRST_EXTENSIONS = 4;

  private final int version;
  private final List<Complaint> complaints = new ArrayList<>();

  /// @param version the x of 3.x
  StackSchema(int version) {
    this.version = version;
  }

  /// @param field where it is
  /// @param isType whether a value is of another type
  private record Complaint(String field, String text, boolean isType) {
    int specificity() {
      return (int) field.chars().filter(c -> c == '.').count();
    }
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> objects = new LinkedHashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.split(" ", -1);
      Map<String, String> fields = objects.computeIfAbsent(words[0], _ -> new LinkedHashMap<>());
      for (int i = 1; i < words.length; i++) {
        int colon = words[i].indexOf(':');
        fields.put(words[i].substring(0, colon), words[i].substring(colon + 1));
      }
    }
    return objects;
  }

  /// Which version a file has.
  ///
  /// @param latest the newest that the command line knows
  /// @param isNamed whether a file must name one, as in 20.10
  /// @throws Failure where it knows none such
  static StackSchema of(Node.Mapping root, int latest, boolean isNamed) throws Failure {
    String given = root.get("version") instanceof Node.Scalar scalar ? scalar.text() : "";
    String version = given.isEmpty() && isNamed ? "1.0" : given;
    if (version.equals("3") || version.isEmpty()) {
      return new StackSchema(isNamed ? 0 : latest);
    }
    boolean isKnown = version.matches("3\\.\\d{1,2}");
    int minor = isKnown ? Integer.parseInt(version.substring(2)) : 0;
    if (!isKnown || minor > latest) {
      throw new Failure("unsupported Compose file version: " + version, 1);
    }
    return new StackSchema(minor);
  }

  /// Refuses a file that has what it may not have.
  void check(Node.Mapping root) throws Failure {
    String complaint = complaint(root);
    if (complaint != null) {
      throw new Failure(complaint, 1);
    }
  }

  /// What is wrong with a file, the most of it that is deep inside; null for nothing.
  private @Nullable String complaint(Node.Mapping root) {
    object("(root)", root, "root");
    Complaint worst = null;
    for (Complaint each : complaints) {
      boolean wins =
          worst == null
              || each.specificity() > worst.specificity()
              || (each.specificity() == worst.specificity() && each.isType && !worst.isType);
      worst = wins ? each : worst;
    }
    return worst == null ? null : worst.field + " " + worst.text;
  }

  private void object(String path, Node.Mapping given, String name) {
    Map<String, String> fields = Objects.requireNonNull(OBJECTS.get(name));
    String kind = name.replace("?", "");
    for (Node.Entry entry : given.entries()) {
      String type = fields.get(entry.name());
      int since = type == null ? 0 : since(type);
      if (type != null && since <= version) {
        check(under(path, entry.name()), entry.value(), type.replaceFirst("@.*", ""));
      } else if (!isExtension(kind, entry.name())) {
        String text = "Additional property " + entry.name() + " is not allowed";
        complaints.add(new Complaint(path, text, false));
      }
    }
  }

  private boolean isExtension(String object, String name) {
    return name.startsWith("x-") && version >= FIRST_EXTENSIONS && EXTENSIBLE.contains(object);
  }

  private static int since(String type) {
    int at = type.indexOf('@');
    return at < 0 ? 0 : Integer.parseInt(type.substring(at + 1));
  }

  private static String under(String path, String name) {
    return path.equals("(root)") ? name : path + "." + name;
  }

  private void check(String path, Node given, String type) {
    List<String> choices = choices(type);
    String best = choices.getFirst();
    for (String each : choices) {
      if (isOfKind(given, each)) {
        best = each;
        break;
      }
    }
    checkOne(path, given, best);
  }

  /// The types between slashes that stand in no brackets.
  private static List<String> choices(String type) {
    List<String> choices = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= type.length(); i++) {
      char c = i < type.length() ? type.charAt(i) : '/';
      depth += c == '[' || c == '<' ? 1 : c == ']' || c == '>' ? -1 : 0;
      if (c == '/' && depth == 0) {
        choices.add(type.substring(start, i));
        start = i + 1;
      }
    }
    return choices;
  }

  private static boolean isOfKind(Node given, String type) {
    return switch (given) {
      case Node.Sequence _ -> type.startsWith("[") || type.equals("any");
      case Node.Mapping _ -> type.startsWith("<") || isObject(type) || type.equals("any");
      case Node.Scalar scalar -> type.equals("any") || fits(scalar, type);
    };
  }

  private static boolean isObject(String type) {
    return OBJECTS.containsKey(type) || OBJECTS.containsKey(type + "?");
  }

  private void checkOne(String path, Node given, String type) {
    if (!isOfKind(given, type)) {
      complaints.add(new Complaint(path, "must be a " + worded(type), true));
      return;
    }
    String inner = type.length() < 2 ? "" : type.substring(1, type.length() - 1);
    if (given instanceof Node.Sequence list && type.startsWith("[")) {
      for (int i = 0; i < list.items().size(); i++) {
        check(path + "." + i, list.items().get(i), inner);
      }
    } else if (given instanceof Node.Mapping mapping && type.startsWith("<")) {
      mapping.entries().forEach(entry -> check(under(path, entry.name()), entry.value(), inner));
    } else if (given instanceof Node.Mapping mapping && isObject(type)) {
      object(path, mapping, OBJECTS.containsKey(type) ? type : type + "?");
    }
  }

  private static boolean fits(Node.Scalar scalar, String type) {
    if (scalar.text().indexOf('$') >= 0 && !isObject(type)) {
      return !type.startsWith("[") && !type.startsWith("<"); // what a variable holds is cast
    }
    char kind =
        switch (scalar.kind()) {
          case TEXT -> 's';
          case INTEGER -> 'i';
          case FLOAT -> 'n';
          case BOOLEAN -> 'b';
          case NULL -> '0';
        };
    if (kind == '0') {
      return isNullable(type);
    }
    boolean isBasic = !isObject(type) && type.matches("[sbin0]+");
    return isBasic && (type.indexOf(kind) >= 0 || (kind == 'i' && type.indexOf('n') >= 0));
  }

  private static boolean isNullable(String type) {
    return OBJECTS.containsKey(type + "?") || (type.matches("[sbin0]+") && type.contains("0"));
  }

  /// `string, number or null` (`humanReadableType`).
  private static String worded(String type) {
    if (type.startsWith("[")) {
      return "list";
    }
    if (type.startsWith("<") || isObject(type)) {
      return OBJECTS.containsKey(type + "?") ? "mapping or null" : "mapping";
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < type.length(); i++) {
      words.add(
          switch (type.charAt(i)) {
            case 's' -> "string";
            case 'b' -> "boolean";
            case 'i' -> "integer";
            case 'n' -> "number";
            default -> "null";
          });
    }
    String last = words.removeLast();
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
  }
}
