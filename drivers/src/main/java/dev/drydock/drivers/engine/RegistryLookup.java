package dev.drydock.drivers.engine;

import dev.drydock.core.app.dns.GoLookup;
import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.files.ResolvConf;
import java.util.List;

/// A daemon that looks for an image where it is not: it asks its name servers for Docker Hub, up to
/// 27 once to know whether it may be sent layers that are not to be handed on and once to connect,
/// later only to connect (moby `registry/config.go`, `isCIDRMatch`; `registry/registry.go`;
/// recorded with 20.10.24 and 28.5.2).
///
/// Nobody waits for it, and no connection follows an answer: a lab has no registry.
final class RegistryLookup extends Event {
  private static final String NAME_OF_HUB = "docker.io";
  private static final String HUB = "registry-1.docker.io";

  /// From the last answer for one name to the question for the next: 230 to 410 us in two recorded
  /// sessions.
  private static final long NEXT_NANOS = 300_000;

  /// What stands before the first slash and is a machine's name (`distribution/reference`,
  /// `splitDockerDomain`).
  private static final String HOST = "localhost|.*[.:].*";

  private final Context context;
  private final ResolverConfig config;
  private final RandomStream random;
  private final List<String> names;
  private int next;

  private RegistryLookup(Context context, String resolvConf) {
    this.context = context;
    this.config = ResolverConfig.parse(resolvConf);
    this.random = context.registryRandom();
    this.names = context.profile().asksForNameOfHub() ? List.of(NAME_OF_HUB, HUB) : List.of(HUB);
  }

  /// Begins, unless the image is one that a registry has, is at another registry, or the machine
  /// has no name server.
  static void begin(Context context, String image) {
    String text = context.host().resolvConf();
    boolean isHub = image.indexOf('/') < 0 || !image.substring(0, image.indexOf('/')).matches(HOST);
    if (isHub
        && !context.host().isInRegistry(image)
        && !ResolvConf.parse(text).nameservers().isEmpty()) {
      new RegistryLookup(context, text).fire();
    }
  }

  @Override
  protected void fire() {
    if (next < names.size()) {
      GoLookup.Wanted wanted = new GoLookup.Wanted(names.get(next++), this::goOn);
      new GoLookup(context.machine().root(), config, random, wanted).start();
    }
  }

  private void goOn() {
    context.machine().loop().scheduleAfter(this, NEXT_NANOS);
  }
}
