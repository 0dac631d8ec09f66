package dev.drydock.drivers.engine;

import dev.drydock.core.netns.Netns;
import org.jspecify.annotations.Nullable;

/// The files of a container that joined another's namespace: the other's own, mounted once more.
/// When the owner starts again it writes them anew and both see it, though the namespace of the one
/// who joined is still the old one (moby `initializeNetworkingPaths`, libnetwork `etchosts.Build`).
final class JoinedFiles implements ContainerFiles {
  private final Container owner;
  private final @Nullable Netns namespace;

  private JoinedFiles(Container owner, @Nullable Netns namespace) {
    this.owner = owner;
    this.namespace = namespace;
  }

  /// The files of one that joins a running container, which may have joined another itself.
  static JoinedFiles of(Container other) {
    Container owner = other.files instanceof JoinedFiles joined ? joined.owner : other;
    return new JoinedFiles(owner, other.files.namespaceOrNull());
  }

  @Override
  public @Nullable Netns namespaceOrNull() {
    return namespace;
  }

  @Override
  public String hosts() {
    return owner.writtenFiles.hosts();
  }

  @Override
  public String resolvConf() {
    return owner.writtenFiles.resolvConf();
  }

  @Override
  public String hostname() {
    return owner.writtenFiles.hostname();
  }
}
