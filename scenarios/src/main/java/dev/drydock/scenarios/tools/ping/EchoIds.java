package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import java.util.Map;
import java.util.TreeMap;

/// The identifiers of echo requests: a ping socket gets the next number of the kernel's rover, a
/// raw socket of iputils a random one, BusyBox uses its process id.
final class EchoIds {
  private static final int ID_MASK = 0xffff;

  /// The first process id of a command that is run in a container: a guess of what an idle
  /// container has used up.
  private static final int FIRST_CONTAINER_PID = 7;

  /// The first process id of a command on a machine: a guess.
  private static final int FIRST_MACHINE_PID = 1200;

  private final Map<String, Integer> rovers = new TreeMap<>();
  private final Map<String, Integer> pids = new TreeMap<>();
  private final Map<String, RandomStream> randoms = new TreeMap<>();
  private final Map<String, RandomStream> synStreams = new TreeMap<>();

  /// The next number of the kernel of a machine (`ping_get_port`).
  int rover(Place place) {
    return rovers.merge(place.box().name(), 1, (last, one) -> (last + one) & ID_MASK);
  }

  /// A random number (`rand() & IDENTIFIER_MAX`).
  int random(Place place) {
    RandomStream stream =
        randoms.computeIfAbsent(
            place.box().name(), name -> place.box().machine().random("ping-id"));
    return stream.nextInt(ID_MASK + 1);
  }

  /// Where SYNs of a machine draw their ports and numbers.
  RandomStream syns(Place place) {
    return synStreams.computeIfAbsent(
        place.box().name(), name -> place.box().machine().random("traceroute"));
  }

  /// The process id of a command at a place.
  int pid(Invocation invocation) {
    Place place = invocation.place();
    String container = place.container();
    String key = place.box().name() + "/" + (container == null ? "" : container);
    int first = container == null ? FIRST_MACHINE_PID : FIRST_CONTAINER_PID;
    return pids.merge(key, first, (last, ignored) -> (last + 1) & ID_MASK);
  }
}
