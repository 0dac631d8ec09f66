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

  /// Whether it sends names of capabilities in full and in order: from 28.0 on (`client`,
  /// `normalizeCapabilities`).
  public boolean normalisesCapabilities() {
    return isFrom(Generation.V28_0);
  }

  /// Whether it speaks of sysctls that are not whitelisted; from 25 on of such as are not allowed.
  public boolean isWhitelisting() {
    return isFirst();
  }

  /// Whether `--format json` is more than a template with that word: from 23.0 on.
  public boolean knowsJson() {
    return !number.isBefore(23, 0);
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

  /// Whether what `docker inspect`, `docker port` and verbs of swarms say of something wrong begins
  /// in lower case, and protocols are read in any case: from 29 on.
  public boolean writesSmall() {
    return isFrom(Generation.V29);
  }

  // Up to 24, of which 20.10.24 was seen.

  private boolean isFirst() {
    return generation == Generation.V20_10;
  }

  /// Whether an address that cannot be read goes to the engine, whose words it then is that the
  /// user sees (`runconfig`, `ValidateIPAM`).
  public boolean sendsAnyAddress() {
    return isFirst();
  }

  /// Whether secrets and configs may be made of nothing.
  public boolean takesEmptySecrets() {
    return isFirst();
  }

  /// Whether `docker stack deploy` can be told to wait, and says that it does not, and whoever
  /// waits for a service tells which one; from 26 on.
  public boolean waitsForStacks() {
    return isFrom(Generation.V26);
  }

  /// Whether `docker stack deploy` refuses a service without an image before anything is made: from
  /// 28.2 on.
  public boolean wantsImages() {
    return isFrom(Generation.V28_2);
  }

  /// Whether it asks politely; up to 26.
  public boolean saysPlease() {
    return !isFrom(Generation.V27);
  }

  /// Whether there is `docker stack config`; from 23.0 on.
  public boolean showsStackFiles() {
    return !number.isBefore(23, 0);
  }

  /// The x of the newest version 3.x of stacks' files (docker/cli `cli/compose/schema`).
  public int stackVersion() {
    if (!number.isBefore(27, 0)) {
      return 13;
    }
    if (!number.isBefore(25, 0)) {
      return 12;
    }
    return number.isBefore(23, 0) ? 9 : number.isBefore(24, 0) ? 10 : 11;
  }

  /// Whether those must name their version, and `3` is the first of them; up to 20.10.
  public boolean wantsStackVersion() {
    return number.isBefore(23, 0);
  }

  /// Whether `docker stack ls` has a column for the orchestrator.
  public boolean listsOrchestrators() {
    return isFirst();
  }

  /// Whether it tells how much space was reclaimed where somebody said no.
  public boolean countsAfterNo() {
    return isFirst();
  }

  /// Whether the help of a verb names its aliases in full; from 25 on.
  public boolean showsWholeAliases() {
    return !isFirst();
  }

  /// Whether the help sorts the commands by what they are for; from 25 on.
  public boolean groupsCommands() {
    return !isFirst();
  }

  /// Whether `docker system prune` takes named volumes, too, and part of the build cache.
  public boolean prunesNamedVolumes() {
    return isFirst();
  }

  /// Whether `docker port` reads ports by the library, ranges included, and always names the
  /// protocol of one that is not published.
  public boolean readsRangesOfPorts() {
    return isFirst();
  }

  /// Whether `docker port` sorts what it lists; from 25 on.
  public boolean sortsPorts() {
    return !isFirst();
  }

  /// Whether `docker cp` tells what it copied; from 25 on.
  public boolean tellsWhatWasCopied() {
    return !isFirst();
  }

  /// Whether `--add-host` takes addresses in brackets; from 25 on.
  public boolean takesBracketsOfHosts() {
    return !isFirst();
  }

  /// Whether `docker stop` and `restart` take a signal; from 25 on.
  public boolean choosesStopSignal() {
    return !isFirst();
  }

  /// Whether addresses of IPv6 stand in brackets in `docker port`: from 25 on.
  public boolean bracketsAddresses() {
    return !isFirst();
  }

  /// Whether they do in `docker ps` where the ports of both sides differ: from 27 on.
  public boolean bracketsPairs() {
    return isFrom(Generation.V27);
  }

  // From 28 on.

  /// Whether they do everywhere.
  public boolean bracketsRanges() {
    return isFrom(Generation.V28_0);
  }

  /// Whether `docker inspect` looks for configs as well.
  public boolean inspectsConfigs() {
    return isFrom(Generation.V28_0);
  }

  /// Whether networks can be without IPv4, and listings say so.
  public boolean knowsNetworksWithoutIpv4() {
    return isFrom(Generation.V28_0);
  }

  /// Whether a verb that failed for some of its words ends with a line that tells its status.
  public boolean tellsStatus() {
    return isFrom(Generation.V28_0);
  }

  /// Whether what it says of services, stacks and swarms was gone over: small letters, values in
  /// quotes.
  public boolean hasRevisedWords() {
    return isFrom(Generation.V28_0);
  }

  /// Whether their time is called `--timeout`.
  public boolean saysTimeout() {
    return isFrom(Generation.V28_0);
  }

  /// Whether the help of a verb begins at once, without an empty line.
  public boolean beginsHelpAtOnce() {
    return isFrom(Generation.V28_0);
  }
}
