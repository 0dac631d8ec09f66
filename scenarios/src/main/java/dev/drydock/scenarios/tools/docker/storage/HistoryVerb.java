package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Image;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker history` (docker/cli `command/image/history.go`, `formatter_history.go`): the layers,
/// the newest first. How an image came about that the lab has is not known: it is one layer.
public final class HistoryVerb implements DockerVerb {
  private static final int COMMAND_CHARACTERS = 45;

  private static final Listing ROWS =
      new Listing("*image.historyContext", "ID CreatedSince CreatedBy Size Comment")
          .plain("Size Comment")
          .head("ID", "IMAGE")
          .head("CreatedSince", "CREATED")
          .head("CreatedAt", "CREATED AT")
          .head("CreatedBy", "CREATED BY");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("H|human", "no-trunc", "q|quiet")
            .values("format")
            .read(call.arguments());
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Image image = ImageNames.find(call, given.words().getFirst());
    if (image == null) {
      throw new Failure(ImageNames.missingInDaemon(given.words().getFirst()), 1);
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Image.Layer layer : image.layers().reversed()) {
      rows.add(row(call, given, layer));
    }
    ROWS.print(call, given, rows, "ID");
    return 0;
  }

  private static Map<String, @Nullable Object> row(
      DockerCall call, Flags.Given given, Image.Layer layer) {
    boolean whole = given.has("no-trunc");
    boolean isHuman = !given.last("human", "true").equals("false");
    long now = call.engine().machine().loop().nowNanos();
    boolean isKnown = layer.nanos() >= 0;
    String command = layer.command();
    String since = isHuman ? HumanTime.of(now - layer.nanos()) + " ago" : time(layer);
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", whole ? layer.image() : Image.shortId(layer.image()));
    row.put("CreatedSince", isKnown ? since : "N/A");
    row.put("CreatedAt", isKnown ? time(layer) : "N/A");
    row.put(
        "CreatedBy",
        whole || command.length() <= COMMAND_CHARACTERS
            ? command
            : command.substring(0, COMMAND_CHARACTERS - 1) + "…");
    row.put("Size", isHuman ? HumanSize.of(layer.bytes()) : Long.toString(layer.bytes()));
    row.put("Comment", layer.comment());
    return row;
  }

  private static String time(Image.Layer layer) {
    return HumanTime.rfc3339(layer.nanos());
  }
}
