package dev.drydock.drivers.engine;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Ordered;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The volumes of an engine (moby `volume/service`): names and who uses them. What they hold lies
/// on the machine.
public final class Volumes {
  private static final String ANONYMOUS = "com.docker.volume.anonymous";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final int ID_WORDS = 8;

  private final EventLoop loop;
  private final RandomStream random;
  private final TreeMap<String, Volume> volumes = new TreeMap<>();

  /// Container id → names of its volumes.
  private final Map<String, List<String>> users = new LinkedHashMap<>();

  private Consumer<String> removed = name -> {};

  Volumes(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
  }

  /// One volume.
  ///
  /// @param driver `local`, the only one there is
  public record Volume(
      String name,
      String driver,
      Map<String, String> options,
      Map<String, String> labels,
      long createdNanos) {
    /// Copies the maps, their order kept.
    public Volume {
      options = Ordered.copyOf(options);
      labels = Ordered.copyOf(labels);
    }

    /// Whether nobody gave it a name.
    public boolean isAnonymous() {
      return labels.containsKey(ANONYMOUS);
    }
  }

  /// Who is told the names of those that are removed: what they held goes with them.
  public void onRemoved(Consumer<String> follower) {
    removed = follower;
  }

  private void drop(String name) {
    volumes.remove(name);
    removed.accept(name);
  }

  /// `docker volume create`; one that is there already is left as it is.
  ///
  /// @param name empty for 64 hexadecimal digits
  /// @throws EngineException for a name or a driver that is none
  public Volume create(
      String name, String driver, Map<String, String> options, Map<String, String> labels) {
    boolean isAnonymous = name.isEmpty();
    String own = isAnonymous ? digits() : name;
    if (!driver.isEmpty() && !driver.equals("local")) {
      throw new EngineException(
          "create %s: error looking up volume plugin %s: plugin \"%s\" not found"
              .formatted(own, driver, driver));
    }
    Volume known = volumes.get(own);
    if (known != null) {
      return known;
    }
    check(own);
    Map<String, String> all = new LinkedHashMap<>(labels);
    if (isAnonymous) {
      all.put(ANONYMOUS, "");
    }
    Volume volume = new Volume(own, "local", options, all, loop.nowNanos());
    volumes.put(own, volume);
    return volume;
  }

  /// moby `volume/local`, `validateName`.
  public static void check(String name) {
    if (name.length() == 1) {
      throw new EngineException(
          "create "
              + name
              + ": volume name is too short, names should be at least two alphanumeric characters");
    }
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          "create %s: \"%s\" includes invalid characters for a local volume name, only \"%s\" are"
                  .formatted(name, name, "[a-zA-Z0-9][a-zA-Z0-9_.-]")
              + " allowed. If you intended to pass a host directory, use absolute path");
    }
  }

  private String digits() {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < ID_WORDS; i++) {
      digits.append(String.format("%08x", random.nextInt(Integer.MAX_VALUE)));
    }
    return digits.toString();
  }

  /// All, by name.
  public List<Volume> list() {
    return List.copyOf(volumes.values());
  }

  /// The volume of a name.
  public @Nullable Volume find(String name) {
    return volumes.get(name);
  }

  /// A container uses a volume, which is made if there is none of that name.
  ///
  /// @param name empty for one without a name
  public void use(String containerId, String name) {
    Volume volume = create(name, "", Map.of(), Map.of());
    users.computeIfAbsent(containerId, id -> new ArrayList<>()).add(volume.name());
  }

  /// The names of a container's volumes.
  public List<String> of(String containerId) {
    return List.copyOf(users.getOrDefault(containerId, List.of()));
  }

  /// The containers that use a volume, oldest first.
  public List<String> usersOf(String name) {
    return users.entrySet().stream()
        .filter(each -> each.getValue().contains(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A container is removed.
  ///
  /// @param withAnonymous whether its volumes without a name go with it
  void release(String containerId, boolean withAnonymous) {
    List<String> own = users.remove(containerId);
    for (String name : own == null || !withAnonymous ? List.<String>of() : own) {
      Volume volume = volumes.get(name);
      if (volume != null && volume.isAnonymous() && usersOf(name).isEmpty()) {
        drop(name);
      }
    }
  }

  /// `docker volume rm`.
  ///
  /// @throws EngineException if there is none, or a container uses it
  public void remove(String name) {
    if (!volumes.containsKey(name)) {
      throw new EngineException("get " + name + ": no such volume");
    }
    List<String> its = usersOf(name);
    if (!its.isEmpty()) {
      throw new EngineException(
          "remove " + name + ": volume is in use - [" + String.join(", ", its) + "]");
    }
    drop(name);
  }

  /// Removes those that fit and that no container uses.
  ///
  /// @return their names
  public List<String> prune(Predicate<Volume> fits) {
    List<String> gone = new ArrayList<>();
    for (Volume volume : list()) {
      boolean isPlain = volume.options().isEmpty(); // moby `volume/service`, `Prune`
      if (isPlain && usersOf(volume.name()).isEmpty() && fits.test(volume)) {
        drop(volume.name());
        gone.add(volume.name());
      }
    }
    return gone;
  }
}
