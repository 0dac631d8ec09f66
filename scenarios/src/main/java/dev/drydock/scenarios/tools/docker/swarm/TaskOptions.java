package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.scenarios.tools.docker.client.CliWords;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.HealthWords;
import dev.drydock.scenarios.tools.docker.container.StopWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of services that say more of their containers: name resolution, sysctls, labels,
/// secrets and configs (docker/cli `command/service/opts.go`, `update.go`). Creating takes
/// `--NAME`, updating `--NAME-add` and `--NAME-rm`.
final class TaskOptions {
  /// Those that are lists.
  private static final String[] LISTS = {
    "dns", "dns-search", "dns-option", "host", "sysctl", "container-label", "secret", "config"
  };

  private final Flags.Given given;
  private final String verb;
  private final boolean isUpdate;
  private final CliWords words;

  TaskOptions(Flags.Given given, DockerCall call) {
    this.given = given;
    this.verb = call.verb();
    this.words = call.words();
    this.isUpdate = verb.equals("service update");
  }

  /// Adds them to those of creating.
  static Flags addToCreate(Flags flags) {
    return SurroundingOptions.addTo(
        StopWords.addTo(
            flags.values(LISTS).values("entrypoint", "cap-add", "cap-drop"), "stop-grace-period"),
        false);
  }

  /// Adds them to those of updating.
  static Flags addToUpdate(Flags flags) {
    for (String each : LISTS) {
      flags.values(each + "-add", each + "-rm");
    }
    return SurroundingOptions.addTo(
        StopWords.addTo(flags.values("entrypoint", "cap-add", "cap-drop"), "stop-grace-period"),
        true);
  }

  /// What is asked for after these options.
  TaskDetails of(TaskDetails old, Swarm swarm) throws Failure {
    TaskDetails.Resolving resolving = old.resolving();
    for (String server : added("dns")) {
      if (IpAddress.parseOrNull(server) == null) {
        throw refused(server, option("dns"), words.notAnAddress(server));
      }
    }
    for (String line : added("host")) {
      checkHost(line);
    }
    List<FileReference> files = new ArrayList<>();
    files.addAll(files(old.files(), "secret", swarm.secrets()));
    files.addAll(files(old.files(), "config", swarm.configs()));
    return new TaskDetails(
        entrypoint(old.entrypoint()),
        HealthWords.ofService(old.health(), given, verb),
        new TaskDetails.Resolving(
            list(resolving.dns(), "dns"),
            list(resolving.search(), "dns-search"),
            list(resolving.options(), "dns-option"),
            list(resolving.hosts(), "host")),
        pairs(old.sysctls(), "sysctl"),
        pairs(old.labels(), "container-label"),
        files,
        StopWords.of(old.ending(), given, "stop-grace-period", verb),
        capabilities(old.capabilities()),
        new SurroundingOptions(given, verb).of(old.surroundings()));
  }

  private Capabilities capabilities(Capabilities old) {
    List<String> add = given.all("cap-add");
    List<String> drop = given.all("cap-drop");
    return isUpdate ? CapabilityWords.changed(old, add, drop) : CapabilityWords.of(add, drop);
  }

  private String option(String name) {
    return isUpdate ? name + "-add" : name;
  }

  private List<String> added(String name) {
    return given.all(option(name));
  }

  private List<String> removed(String name) {
    return given.all(name + "-rm");
  }

  private List<String> list(List<String> old, String name) {
    List<String> words = new ArrayList<>(old);
    words.removeAll(removed(name));
    added(name).stream().filter(word -> !words.contains(word)).forEach(words::add);
    boolean isSorted = isUpdate && name.startsWith("dns") && isResolvingChanged();
    return isSorted ? ServiceUpdateVerb.sorted(words) : words;
  }

  private boolean isResolvingChanged() {
    return given.values().keySet().stream().anyMatch(key -> key.startsWith("dns"));
  }

  private Map<String, String> pairs(Map<String, String> old, String name) {
    Map<String, String> pairs = new LinkedHashMap<>(old);
    removed(name).forEach(pairs::remove);
    pairs.putAll(FlagValues.pairs(added(name)));
    return pairs;
  }

  private @Nullable List<String> entrypoint(@Nullable List<String> old) {
    if (given.all("entrypoint").isEmpty()) {
      return old;
    }
    String text = given.last("entrypoint", "").trim();
    return text.isEmpty() ? null : List.of(text.split("\\s+"));
  }

  private void checkHost(String line) throws Failure {
    int cut = line.indexOf(':');
    if (cut <= 0) {
      throw refused(line, option("host"), "bad format for add-host: \"" + line + "\"");
    }
    String address = line.substring(cut + 1);
    if (IpAddress.parseOrNull(address) == null && !address.equals("host-gateway")) {
      String why = "invalid IP address in add-host: \"" + address + "\"";
      throw refused(line, option("host"), why);
    }
  }

  // ---- secrets and configs ---------------------------------------------------------------

  /// `--secret NAME`, or `source=NAME,target=FILE,uid=0,gid=0,mode=0444`.
  private List<FileReference> files(List<FileReference> old, String kind, SwarmObjects objects)
      throws Failure {
    boolean isSecret = kind.equals("secret");
    List<FileReference> files = new ArrayList<>();
    for (FileReference each : old) {
      if (each.isSecret() == isSecret && !removed(kind).contains(each.name())) {
        files.add(each);
      }
    }
    List<FileReference> asked = new ArrayList<>();
    for (String text : added(kind)) {
      asked.add(file(text, kind));
    }
    files.addAll(resolved(asked, kind, objects));
    return files;
  }

  private FileReference file(String text, String kind) throws Failure {
    boolean isSecret = kind.equals("secret");
    if (!text.contains("=") && !text.contains(",")) {
      return new FileReference(isSecret, "", text, text, FileReference.Access.ANYBODY);
    }
    String name = "";
    String target = "";
    FileReference.Access access = FileReference.Access.ANYBODY;
    for (String field : text.split(",", -1)) {
      int cut = field.indexOf('=');
      if (cut <= 0) {
        throw refused(text, option(kind), "invalid field '" + field + "' must be a key=value pair");
      }
      String value = field.substring(cut + 1);
      switch (field.substring(0, cut).toLowerCase(Locale.ROOT)) {
        case "source", "src" -> name = value;
        case "target" -> target = value;
        case "uid" -> access = new FileReference.Access(value, access.gid(), access.mode());
        case "gid" -> access = new FileReference.Access(access.uid(), value, access.mode());
        case "mode" ->
            access = new FileReference.Access(access.uid(), access.gid(), mode(text, kind, value));
        default ->
            throw refused(
                text,
                option(kind),
                "invalid field in " + kind + " request: " + field.substring(0, cut));
      }
    }
    if (name.isEmpty()) {
      throw refused(text, option(kind), "source is required");
    }
    return new FileReference(isSecret, "", name, target.isEmpty() ? name : target, access);
  }

  private int mode(String text, String kind, String value) throws Failure {
    if (!value.matches("0[0-7]{0,9}|[1-9][0-9]{0,8}|0x[0-9a-fA-F]{1,7}")) {
      String why = "strconv.ParseUint: parsing \"" + value + "\": invalid syntax";
      throw refused(text, option(kind), "invalid mode specified: " + why);
    }
    return Integer.decode(value);
  }

  /// Looks the names up (docker/cli `service/parse.go`).
  static List<FileReference> resolved(List<FileReference> asked, String kind, SwarmObjects objects)
      throws Failure {
    List<String> targets = new ArrayList<>();
    List<FileReference> found = new ArrayList<>();
    for (FileReference each : asked) {
      if (targets.contains(each.target())) {
        throw new Failure("duplicate " + kind + " target for " + each.name() + " not allowed", 1);
      }
      targets.add(each.target());
    }
    for (FileReference each : asked) {
      SwarmObjects.Item item = objects.named(each.name());
      if (item == null) {
        throw new Failure(kind + " not found: " + each.name(), 1);
      }
      found.add(each.withId(item.id()));
    }
    found.sort(Comparator.comparing(FileReference::name));
    return found;
  }

  private Failure refused(String text, String option, String why) {
    return Failure.usage(
        "invalid argument \"" + text + "\" for \"--" + option + "\" flag: " + why, verb);
  }
}
