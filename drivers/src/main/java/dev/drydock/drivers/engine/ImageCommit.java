package dev.drydock.drivers.engine;

import dev.drydock.drivers.port.ContainerPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What `docker commit` makes of a container: an image with its files and settings (moby
/// `daemon/commit.go`).
public final class ImageCommit {
  private final Container container;
  private final Map<String, String> labels;
  private final List<String> env;
  private final TreeSet<ContainerPort> exposed;
  private List<String> entrypoint;
  private List<String> command;
  private String folder;
  private String user;

  /// Begins with what the container has.
  public ImageCommit(Container container) {
    this.container = container;
    ContainerSpec spec = container.spec();
    this.labels = new LinkedHashMap<>(spec.labels());
    this.env = new ArrayList<>(container.environment());
    this.exposed = new TreeSet<>(container.exposedPorts());
    this.entrypoint = container.entrypoint();
    this.command = container.command();
    this.folder = spec.workload().folder();
    this.user = spec.workload().user();
  }

  /// `CMD`.
  public void command(List<String> words) {
    command = List.copyOf(words);
  }

  /// `ENTRYPOINT`, which takes the command away unless that is changed as well.
  ///
  /// @param keepsCommand whether it is
  public void entrypoint(List<String> words, boolean keepsCommand) {
    entrypoint = List.copyOf(words);
    command = keepsCommand ? command : List.of();
  }

  /// `ENV`.
  public void env(String name, String value) {
    String line = name + "=" + value;
    for (int i = 0; i < env.size(); i++) {
      if (env.get(i).startsWith(name + "=")) {
        env.set(i, line);
        return;
      }
    }
    env.add(line);
  }

  /// `EXPOSE`.
  public void expose(ContainerPort port) {
    exposed.add(port);
  }

  /// `LABEL`.
  public void label(String name, String value) {
    labels.put(name, value);
  }

  /// `WORKDIR`.
  public void folder(String path) {
    folder = path.startsWith("/") ? path : (folder.isEmpty() ? "/" : folder + "/") + path;
  }

  /// `USER`.
  public void user(String name) {
    user = name;
  }

  /// The new image, which has no name yet.
  ///
  /// @param changed what has become of the container's files: path → content
  /// @param removed the paths of those that are gone
  public Image make(
      Engine engine, Image.Words words, Map<String, String> changed, List<String> removed) {
    Images images = engine.images();
    Image before = container.image();
    ImageInfo info =
        new ImageInfo(
            images.newId(),
            entrypoint,
            command,
            env,
            List.copyOf(exposed),
            container.stopSignalName());
    Map<String, String> files = new LinkedHashMap<>(before.made().files());
    List<String> gone = new ArrayList<>(before.made().removed());
    files.putAll(changed);
    gone.removeAll(changed.keySet());
    removed.forEach(files::remove);
    gone.addAll(removed);
    long now = engine.machine().loop().nowNanos();
    Image.Made made =
        new Image.Made(
            before.id(),
            container.id(),
            words,
            new Image.Changes(labels, folder, user),
            files,
            gone,
            now);
    long bytes = changed.values().stream().mapToLong(String::length).sum();
    String by = String.join(" ", container.commandLine());
    List<Image.Layer> layers = new ArrayList<>(before.layers());
    String chain = chain(before, changed, removed);
    layers.add(new Image.Layer(chain, info.id(), by, bytes, words.comment(), now));
    Image image = new Image(info, before.origin(), made, layers);
    images.add(image);
    return image;
  }

  /// A layer's id comes of what is in it and what is below: twice the same is one layer (OCI image
  /// specification, `config.md`, ChainID).
  private static String chain(Image before, Map<String, String> changed, List<String> removed) {
    StringBuilder text = new StringBuilder(before.layers().getLast().chain());
    changed.forEach((path, content) -> text.append('\n').append(path).append('\0').append(content));
    removed.forEach(path -> text.append("\n-").append(path));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The daemon has done so.
  ///
  /// @param name the full name; empty for none
  public void tell(Engine engine, Image image, String name) {
    if (!name.isEmpty()) {
      engine.images().tag(image, name);
    }
    engine
        .events()
        .container(
            container,
            "commit",
            "comment",
            image.made().words().comment(),
            "imageID",
            image.id(),
            "imageRef",
            name);
  }
}
