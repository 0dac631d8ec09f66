package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker system df`: how many images, containers and volumes there are and are used; none has a
/// size here.
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
    containers.forEach(c -> used.add(c.spec().workload().image()));
    long running = containers.stream().filter(c -> c.state().isListed()).count();
    var volumes = engine.volumes();
    long inUse = volumes.list().stream().filter(v -> !volumes.usersOf(v.name()).isEmpty()).count();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    rows.add(row("Images", engine.images().list().size(), used.size()));
    rows.add(row("Containers", containers.size(), running));
    rows.add(row("Local Volumes", volumes.list().size(), inUse));
    rows.add(row("Build Cache", 0, 0));
    ROWS.print(call, given.last("format", ""), rows);
    return 0;
  }

  private static Map<String, @Nullable Object> row(String type, long count, long active) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("Type", type);
    row.put("TotalCount", Long.toString(count));
    row.put("Active", Long.toString(active));
    row.put("Size", "0B");
    row.put("Reclaimable", "0B");
    return row;
  }
}
