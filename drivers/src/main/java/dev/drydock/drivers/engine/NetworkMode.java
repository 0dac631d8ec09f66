package dev.drydock.drivers.engine;

/// What a container's sandbox is joined to: the argument of `--network`.
///
/// @param kind which sort
/// @param argument the network, or the container whose namespace is shared
public record NetworkMode(Kind kind, String argument) {
  private static final String CONTAINER = "container:";

  /// The sorts of network modes.
  public enum Kind {
    /// Nothing was said: the default network.
    DEFAULT,
    /// `bridge`: the default network.
    BRIDGE,
    /// `host`: the machine's own namespace.
    HOST,
    /// `none`: a namespace with `lo` only.
    NONE,
    /// `container:X`: another container's namespace.
    CONTAINER,
    /// A network by its name or id.
    NETWORK
  }

  /// Reads the argument of `--network`.
  public static NetworkMode parse(String text) {
    if (text.startsWith(CONTAINER)) {
      return new NetworkMode(Kind.CONTAINER, text.substring(CONTAINER.length()));
    }
    return switch (text) {
      case "", "default" -> new NetworkMode(Kind.DEFAULT, "bridge");
      case "bridge" -> new NetworkMode(Kind.BRIDGE, text);
      case "host" -> new NetworkMode(Kind.HOST, text);
      case "none" -> new NetworkMode(Kind.NONE, text);
      default -> new NetworkMode(Kind.NETWORK, text);
    };
  }

  /// Whether it is one of these sorts.
  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  /// The text `docker inspect` shows.
  @Override
  public String toString() {
    return switch (kind) {
      case DEFAULT -> "default";
      case CONTAINER -> CONTAINER + argument;
      case BRIDGE, HOST, NONE, NETWORK -> argument;
    };
  }
}
