package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.drivers.template.GoJson;
import dev.drydock.drivers.template.GoType;
import dev.drydock.drivers.template.GoValue;
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
  /// @param isTyped whether templates see nothing else, as the JSON that came is not kept
  public record Item(String type, Map<String, @Nullable Object> fields, boolean isTyped) {
    /// One whose JSON is kept.
    public Item(String type, Map<String, @Nullable Object> fields) {
      this(type, fields, false);
    }
  }

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
    if (isOfSwarm && !(missing.isEmpty() && refused.isEmpty())) {
      List<String> wrong = new ArrayList<>(refused);
      wrong.addAll(missing);
      call.err(call.words().inspected(String.join("\n", wrong), 1));
      return 1;
    }
    refused.forEach(call::err);
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

  /// Of what managers keep the command words the end of another one.
  private GoTemplate parsed(String format) throws Failure {
    try {
      return GoTemplate.parse(format);
    } catch (Failure e) {
      if (!isOfSwarm) {
        throw e;
      }
      String text = e.text(call.engine().profile());
      throw new Failure(call.words().inspected(text, e.status()), 1);
    }
  }

  /// Prints what the template makes of each.
  ///
  /// @return what is complained about where it does not fit
  private List<String> formatted(String format) throws Failure {
    GoTemplate template = parsed(format);
    GoTypes types = GoTypes.of(call.engine().profile());
    List<String> complaints = new ArrayList<>();
    for (Item item : found) {
      try {
        GoType type = types.type(item.type);
        call.out(
            item.isTyped
                ? template.typed(new GoValue(type, item.fields))
                : template.inspect(item.fields, type));
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
