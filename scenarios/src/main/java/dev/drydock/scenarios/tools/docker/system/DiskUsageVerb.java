package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Image;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.storage.OwnFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `docker system df`: how many images, containers and volumes there are and are used. What is in
/// images of others and in volumes is not counted.
public final class DiskUsageVerb implements DockerVerb {
  private static final Listing ROWS =
      new Listing("*formatter.diskUsageImagesContext", "Type TotalCount Active Size Reclaimable")
          .plain("Type Active Size Reclaimable")
          .head("TotalCount", "TOTAL");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("format").switches("v|verbose").read(call.arguments());
    if (given.has("verbose")) {
      call.err(
          "docker system df -v: not emulated. Nothing has a size here; use docker images, docker"
              + " ps -a -s and docker volume ls.");
      return 1;
    }
    Engine engine = call.engine();
    List<Container> containers = engine.containers().list(true);
    Set<String> used = new HashSet<>();
    containers.forEach(c -> used.add(c.image().id()));
    List<Image> images = engine.images().all();
    long inImages = bytes(images.stream());
    long free = bytes(images.stream().filter(each -> !used.contains(each.id())));
    long inContainers = containers.stream().mapToLong(c -> size(call, c)).sum();
    long ended =
        containers.stream().filter(c -> !c.state().isListed()).mapToLong(c -> size(call, c)).sum();
    long running = containers.stream().filter(c -> c.state().isListed()).count();
    var volumes = engine.volumes();
    long inUse = volumes.list().stream().filter(v -> !volumes.usersOf(v.name()).isEmpty()).count();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    rows.add(row("Images", images.size(), used.size(), new Space(inImages, free)));
    rows.add(row("Containers", containers.size(), running, new Space(inContainers, ended)));
    rows.add(row("Local Volumes", volumes.list().size(), inUse, new Space(0, 0)));
    rows.add(row("Build Cache", 0, 0, new Space(0, 0)));
    ROWS.print(call, given.last("format", ""), rows);
    return 0;
  }

  private static long size(DockerCall call, Container container) {
    return OwnFiles.of(call, container).bytes();
  }

  private static long bytes(Stream<Image> images) {
    Map<String, Long> layers = new TreeMap<>();
    images.forEach(image -> image.layers().forEach(l -> layers.put(l.chain(), l.bytes())));
    return layers.values().stream().mapToLong(Long::longValue).sum();
  }

  /// How much there is, and how much would be free without what nobody uses.
  private record Space(long bytes, long free) {
    private static final int WHOLE = 100;

    String reclaimable() {
      return HumanSize.of(free) + (bytes > 0 ? " (" + free * WHOLE / bytes + "%)" : "");
    }
  }

  private static Map<String, @Nullable Object> row(
      String type, long count, long active, Space space) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("Type", type);
    row.put("TotalCount", Long.toString(count));
    row.put("Active", Long.toString(active));
    row.put("Size", HumanSize.of(space.bytes));
    row.put("Reclaimable", space.reclaimable());
    return row;
  }
}
