package dev.drydock.drivers.engine;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.network.Endpoint;
import org.jspecify.annotations.Nullable;

/// The files the engine writes into a running container, and the namespace they belong to. Their
/// text is made when it is read.
public interface ContainerFiles {
  /// Those of a container that does not run.
  ContainerFiles NONE =
      new ContainerFiles() {
        @Override
        public @Nullable Netns namespaceOrNull() {
          return null;
        }

        @Override
        public String hosts() {
          return "";
        }

        @Override
        public String resolvConf() {
          return "";
        }

        @Override
        public String hostname() {
          return "";
        }
      };

  /// The namespace; null when the container does not run.
  @Nullable Netns namespaceOrNull();

  /// The namespace.
  ///
  /// @throws IllegalStateException if the container does not run
  default Netns namespace() {
    Netns namespace = namespaceOrNull();
    if (namespace == null) {
      throw new IllegalStateException("the container does not run");
    }
    return namespace;
  }

  /// `/etc/hosts`.
  String hosts();

  /// The container leaves a network, which tells on `/etc/hosts`.
  ///
  /// @param namesStand whether the network still knows its names
  default void leaves(Endpoint endpoint, boolean namesStand) {}

  /// A container that this one is linked to was started with another address.
  default void moved(String alias, IpAddress address) {}

  /// `/etc/resolv.conf`.
  String resolvConf();

  /// `/etc/hostname`.
  String hostname();
}
