package dev.drydock.drivers.profile;

/// What the command line that comes with an engine does in its own way (docker/cli at the tags of
/// the engines, seen with 20.10.24, 26.1.5 and 28.5.2).
public final class ClientProfile {
  private final Generation generation;
  private final EngineVersion number;

  ClientProfile(Generation generation, EngineVersion number) {
    this.generation = generation;
    this.number = number;
  }

  private boolean isFrom(Generation first) {
    return generation.compareTo(first) >= 0;
  }

  /// Whether it words itself that something is not there; later it tells what the engine says
  /// (`wrapResponseError` of the `client` package).
  public boolean wordsWhatIsMissing() {
    return generation == Generation.V20_10;
  }

  /// Whether it shows maps without an entry; later they are left out.
  public boolean showsEmptyMaps() {
    return generation == Generation.V20_10;
  }

  /// Whether `docker run` refuses links where the network is not a user's: up to 26.
  public boolean refusesLinksElsewhere() {
    return !isFrom(Generation.V27);
  }

  /// Whether networks of `docker run` may have a `gw-priority`: from 28.0 on.
  public boolean ranksGateways() {
    return isFrom(Generation.V28_0);
  }

  /// Whether it reads the addresses of `--ip` and `--ip6` itself: from 29 on.
  public boolean readsAddresses() {
    return isFrom(Generation.V29);
  }

  /// Whether `docker ps` has a field for the platform: from 28.2 on.
  public boolean hasPlatforms() {
    return isFrom(Generation.V28_2);
  }

  /// Whether `docker ps` has a field for the health: from 29.5 on.
  public boolean hasHealth() {
    return !number.isBefore(29, 5);
  }

  /// Whether `docker inspect --type` tells which types there are: from 28.2 on.
  public boolean tellsTypes() {
    return isFrom(Generation.V28_2);
  }

  /// Whether what `docker inspect` and `docker port` say of something wrong begins in lower case,
  /// and protocols are read in any case: from 29 on.
  public boolean writesSmall() {
    return isFrom(Generation.V29);
  }
}
