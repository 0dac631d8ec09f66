package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Ordered;
import dev.drydock.drivers.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The configs or the secrets of a swarm: named bytes that managers keep, and tasks see as files
/// (swarmkit `manager/controlapi/secret.go`, `config.go`).
public final class SwarmObjects {
  private static final int SECRET_BYTES = 500 * 1024; // MaxSecretSize
  private static final int CONFIG_BYTES = 1000 * 1024; // MaxConfigSize
  private static final int NAME_CHARACTERS = 64;
  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?");

  private final String kind;
  private final SwarmIds ids;
  private final Revisions revisions;
  private final List<Item> items = new ArrayList<>();

  SwarmObjects(String kind, SwarmIds ids, Revisions revisions) {
    this.kind = kind;
    this.ids = ids;
    this.revisions = revisions;
  }

  /// What a user asks for.
  ///
  /// @param data what it holds
  /// @param isTemplate whether each task has words of its own in it (`--template-driver golang`)
  public record Spec(String name, String data, Map<String, String> labels, boolean isTemplate) {
    /// Copies the labels.
    public Spec {
      labels = Ordered.copyOf(labels);
    }
  }

  /// One of them.
  ///
  /// @param id 25 characters
  /// @param meta when it was made, and its labels were changed
  public record Item(String id, Spec spec, Meta meta) {
    /// Its name.
    public String name() {
      return spec.name();
    }
  }

  /// All, oldest first.
  public List<Item> all() {
    return List.copyOf(items);
  }

  /// Makes one.
  ///
  /// @throws EngineException with nothing changed
  public Item create(Spec spec) {
    check(spec);
    if (items.stream().anyMatch(item -> item.name().equals(spec.name()))) {
      throw new EngineException(
          "rpc error: code = AlreadyExists desc = " + kind + " " + spec.name() + " already exists");
    }
    Item item = new Item(ids.next(), spec, revisions.made());
    items.add(item);
    return item;
  }

  private void check(Spec spec) {
    if (spec.name().isEmpty()) {
      throw SwarmTexts.invalid("name must be provided");
    }
    if (spec.name().length() > NAME_CHARACTERS || !NAME.matcher(spec.name()).matches()) {
      throw SwarmTexts.invalid(
          "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end"
              + " character must be [a-zA-Z0-9]");
    }
    int bytes = spec.data().getBytes(StandardCharsets.UTF_8).length;
    int most = kind.equals("secret") ? SECRET_BYTES : CONFIG_BYTES;
    if (bytes == 0 || bytes >= most) {
      throw SwarmTexts.invalid(
          kind + " data must be larger than 0 and less than " + most + " bytes");
    }
  }

  /// Changes the labels of one; what it holds stays what it was.
  ///
  /// @throws EngineException with nothing changed
  public void update(Item item, Spec wanted) {
    Spec relabelled =
        new Spec(item.name(), item.spec().data(), wanted.labels(), item.spec().isTemplate());
    if (!relabelled.equals(wanted)) {
      throw SwarmTexts.invalid("only updates to Labels are allowed");
    }
    items.set(items.indexOf(item), new Item(item.id(), wanted, revisions.changed(item.meta())));
  }

  /// The one with this id, name or beginning of an id.
  ///
  /// @throws EngineException if there is none, or more than one
  public Item get(String reference) {
    for (Item item : items) {
      if (item.id().equals(reference) || item.name().equals(reference)) {
        return item;
      }
    }
    List<Item> found = items.stream().filter(item -> item.id().startsWith(reference)).toList();
    if (found.isEmpty() || reference.isEmpty()) {
      throw EngineException.missing(
          new EngineException.Missing(kind, reference), kind + " " + reference + " not found");
    }
    if (found.size() > 1) {
      throw new EngineException(
          "%s %s is ambiguous (%d matches found)".formatted(kind, reference, found.size()));
    }
    return found.getFirst();
  }

  /// The one with a name; null when there is none.
  public @Nullable Item named(String name) {
    return items.stream().filter(item -> item.name().equals(name)).findFirst().orElse(null);
  }

  /// The one with an id; null when it is gone.
  @Nullable Item byId(String id) {
    return items.stream().filter(item -> item.id().equals(id)).findFirst().orElse(null);
  }

  /// Removes one that nobody uses.
  ///
  /// @throws EngineException if a service uses it
  void remove(Item item, List<Service> services) {
    List<String> users =
        services.stream().filter(service -> uses(service, item)).map(Service::name).toList();
    if (!users.isEmpty()) {
      throw SwarmTexts.invalid(
          "%s '%s' is in use by the following %s: %s"
              .formatted(
                  kind,
                  item.name(),
                  users.size() == 1 ? "service" : "services",
                  String.join(", ", users)));
    }
    items.remove(item);
  }

  private static boolean uses(Service service, Item item) {
    return service.spec().workload().details().files().stream()
        .anyMatch(file -> file.id().equals(item.id()));
  }
}
