package dev.drydock.drivers.engine;

import dev.drydock.core.app.dns.GoLookup;
import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.files.ResolvConf;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A daemon that looks for an image where it is not: it asks its name servers for Docker Hub, up to
/// 27 once to know whether it may be sent layers that are not to be handed on and once to connect,
/// later only to connect (moby `registry/config.go`, `isCIDRMatch`; `registry/registry.go`;
/// recorded with 20.10.24 and 28.5.2). For the registry that an image's name begins with 20.10.24
/// asks four times.
///
/// No connection follows an answer: a lab has no registry, and takes one that has an address for
/// one that has the image.
final class RegistryLookup extends Event {
  private static final String NAME_OF_HUB = "docker.io";
  private static final String HUB = "registry-1.docker.io";
  private static final int OTHERS_ASKED = 4;

  /// From the last answer for one name to the question for the next: 230 to 410 us in two recorded
  /// sessions.
  private static final long NEXT_NANOS = 300_000;

  /// What stands before the first slash and is a machine's name (`distribution/reference`,
  /// `splitDockerDomain`).
  private static final String HOST = "localhost|.*[.:].*";

  /// Names that nobody is asked for.
  private static final String NO_NAME = "localhost|[0-9.]+|\\[.*";

  private final Context context;
  private final ResolverConfig config;
  private final RandomStream random;
  private final List<String> names;
  private final Consumer<Boolean> then;
  private @Nullable GoLookup asked;
  private int next;

  private RegistryLookup(Context context, List<String> names, Consumer<Boolean> then) {
    this.context = context;
    this.config = ResolverConfig.parse(context.host().resolvConf());
    this.random = context.registryRandom();
    this.names = names;
    this.then = then;
  }

  /// Begins, unless the image is one that a registry has, is at a registry without a name, or the
  /// machine has no name server: then nobody is asked, and the image is taken to be there.
  ///
  /// @param then is told whether its registry has an address
  static void begin(Context context, String image, Consumer<Boolean> then) {
    int slash = image.indexOf('/');
    String host = slash < 0 ? "" : image.substring(0, slash);
    String name = host.matches(HOST) ? host.replaceFirst(":[0-9]+$", "") : HUB;
    boolean hasServers = !ResolvConf.parse(context.host().resolvConf()).nameservers().isEmpty();
    if (context.host().isInRegistry(image) || name.matches(NO_NAME) || !hasServers) {
      then.accept(true);
      return;
    }
    boolean asksMore = context.profile().asksForNameOfHub();
    List<String> names =
        !asksMore
            ? List.of(name)
            : name.equals(HUB)
                ? List.of(NAME_OF_HUB, HUB)
                : Collections.nCopies(OTHERS_ASKED, name);
    new RegistryLookup(context, names, then).fire();
  }

  @Override
  protected void fire() {
    if (next < names.size()) {
      GoLookup.Wanted wanted = new GoLookup.Wanted(names.get(next++), this::goOn);
      asked = new GoLookup(context.machine().root(), config, random, wanted);
      asked.start();
    } else {
      then.accept(asked != null && asked.hasAddress());
    }
  }

  private void goOn() {
    context.machine().loop().scheduleAfter(this, NEXT_NANOS);
  }
}
