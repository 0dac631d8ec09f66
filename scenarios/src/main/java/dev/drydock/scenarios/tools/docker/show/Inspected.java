package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an `inspect` found and what it did not, and how it prints that (docker/cli
/// `cli/command/inspect/inspector.go`).
public final class Inspected {
  /// The type of what templates know by what is there alone.
  public static final String OPEN = "open";

  private final DockerCall call;
  private final boolean isOfSwarm;
  private final List<Item> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  public Inspected(DockerCall call) {
    this(call, false);
  }

  private Inspected(DockerCall call, boolean isOfSwarm) {
    this.call = call;
    this.isOfSwarm = isOfSwarm;
  }

  /// Things that managers keep: services, nodes, secrets, configs.
  public static Inspected ofSwarm(DockerCall call) {
    return new Inspected(call, true);
  }

  /// A thing that was found.
  ///
  /// @param type the name of its type in [GoTypes]
  public record Item(String type, Map<String, @Nullable Object> fields) {}

  public void add(String type, Map<String, @Nullable Object> fields) {
    found.add(new Item(type, fields));
  }

  public void add(Item item) {
    found.add(item);
  }

  /// Something that is not there, and what is said of it at the end.
  public void miss(String complaint) {
    missing.add(complaint);
  }

  /// Prints what was found.
  ///
  /// @param format a template, `json`, or empty
  /// @return the exit status
  public int print(String format) throws Failure {
    List<String> refused = List.of();
    if (format.isEmpty() || (format.equals("json") && call.client().knowsJson())) {
      List<Map<String, @Nullable Object>> all = found.stream().map(Item::fields).toList();
      call.out(format.isEmpty() ? GoJson.pretty(all) : GoJson.compact(all));
    } else {
      refused = formatted(format);
    }
    refused.forEach(call::err);
    if (isOfSwarm && !missing.isEmpty()) {
      call.err(call.words().inspected(String.join("\n", missing)));
      return 1;
    }
    int status = complain();
    return refused.isEmpty() ? status : 1;
  }

  /// Says what was not found; that is all there is to say where the rest was printed before
  /// (`--pretty`).
  ///
  /// @return the exit status
  public int complain() {
    missing.forEach(call::err);
    return missing.isEmpty() ? 0 : 1;
  }

  /// Prints what the template makes of each.
  ///
  /// @return what is complained about where it does not fit
  private List<String> formatted(String format) throws Failure {
    GoTemplate template = GoTemplate.parse(format);
    GoTypes types = GoTypes.of(call.engine().profile());
    List<String> complaints = new ArrayList<>();
    for (Item item : found) {
      try {
        call.out(template.inspect(item.fields, types.type(item.type)));
      } catch (Failure e) {
        complaints.add(e.text(call.engine().profile()));
      }
    }
    if (complaints.size() == found.size()) {
      call.out("");
    }
    return complaints;
  }
}
