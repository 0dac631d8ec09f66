package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `x-drydock` blocks.
public final class BlockDecoder {

  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";
  private static final long SEED_MAX = 999_999_999_999_999_999L;
  private static final long QUEUE_FRAMES_MAX = 1_000_000;
  private static final long SNAP_LENGTH_MAX = 262_144;

  private final Diagnostics diagnostics;

  /// A decoder that tells what is wrong to `diagnostics`.
  public BlockDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// The top-level block; an empty one without it.
  public DrydockBlock block(@Nullable Node node) {
    var fields = fieldsOf(node, "x-drydock");
    if (fields == null) {
      return DrydockBlock.EMPTY;
    }
    fields.checkKeys(BlockKeys.TOP);
    return new DrydockBlock(
        fields.word("engine"),
        fields.number("seed", -SEED_MAX, SEED_MAX),
        fields.isSet("offloads"),
        fields.isSet("swarm"),
        fields.node("machines") == null ? null : machines(fields),
        links(fields),
        fields.pairs("sysctls"),
        new KernelDecoder(diagnostics).kernel(fields),
        images(fields),
        new StepsDecoder(diagnostics).steps(fields),
        new StepsDecoder(diagnostics).claims(fields),
        captures(fields));
  }

  /// The block of a service; an empty one without it.
  public ServiceBlock service(@Nullable Node node, String service) {
    var fields = fieldsOf(node, "services." + service + ".x-drydock");
    if (fields == null) {
      return ServiceBlock.EMPTY;
    }
    fields.checkKeys(BlockKeys.SERVICE);
    return new ServiceBlock(fields.text("machine"), ServeDecoder.listenPorts(fields, "listen"));
  }

  /// Checks the block of a network, which has no keys yet.
  public void network(@Nullable Node node, String network) {
    var fields = fieldsOf(node, "networks." + network + ".x-drydock");
    if (fields != null) {
      fields.checkKeys(BlockKeys.NETWORK);
    }
  }

  private @Nullable Fields fieldsOf(@Nullable Node node, String path) {
    if (node instanceof Node.Mapping mapping) {
      return new Fields(mapping, path, diagnostics);
    }
    if (node != null) {
      diagnostics.error(node.place(), path + " must be a mapping, not " + node.describe());
    }
    return null;
  }

  private List<Machine> machines(Fields fields) {
    var machines = new ArrayList<Machine>();
    var entries = fields.freeFields("machines");
    for (var key : entries.keys()) {
      checkName(key, "machine");
      var entry = entries.fieldsOrEmpty(key.value(), BlockKeys.MACHINE);
      machines.add(new MachineDecoder(entry, diagnostics).machine(key));
    }
    return machines;
  }

  private void checkName(Located<String> key, String what) {
    if (!key.value().matches(NAME)) {
      diagnostics.error(
          key.place(),
          "\"" + key.value() + "\" is not a " + what + " name",
          "use letters, digits, '-', '_' and '.'");
    }
  }

  private List<Link> links(Fields fields) {
    var links = new ArrayList<Link>();
    var entries = fields.freeFields("links");
    for (var key : entries.keys()) {
      checkName(key, "link");
      var entry = entries.fieldsOrEmpty(key.value(), BlockKeys.LINK);
      var queue = entry.number("queue", 1, QUEUE_FRAMES_MAX);
      var limit = entry.number("limit", 1, QUEUE_FRAMES_MAX);
      if (queue != null && limit != null) {
        diagnostics.error(limit.place(), "limit and queue mean the same", "keep one of them");
      }
      links.add(new Link(key, quality(entry), queue == null ? limit : queue, entry.isSet("stp")));
    }
    return links;
  }

  /// Reads what `links` and `fault` may say of a link.
  static Link.Quality quality(Fields entry) {
    return new Link.Quality(
        valueOf(entry.value("rate", "a rate such as 100mbit", Quantities::bitsPerSecond)),
        valueOf(entry.value("delay", "a time such as 20us", Quantities::nanos)),
        valueOf(entry.value("jitter", "a time such as 2ms", Quantities::nanos)),
        part(entry, "loss"),
        part(entry, "duplicate"),
        part(entry, "corrupt"),
        part(entry, "reorder"));
  }

  private static @Nullable Double part(Fields entry, String key) {
    return valueOf(entry.value(key, "a part such as 10%", Quantities::fraction));
  }

  private static <T> @Nullable T valueOf(@Nullable Located<T> located) {
    return located == null ? null : located.value();
  }

  private List<Image> images(Fields fields) {
    var images = new ArrayList<Image>();
    var entries = fields.freeFields("images");
    for (var key : entries.keys()) {
      var entry = entries.fieldsOrEmpty(key.value(), BlockKeys.IMAGE);
      images.add(
          new Image(
              key,
              entry.wordOrWords("tools"),
              ServeDecoder.ports(entry, "expose"),
              new ServeDecoder(diagnostics).serve(entry)));
    }
    return images;
  }

  private List<Capture> captures(Fields fields) {
    var captures = new ArrayList<Capture>();
    var node = fields.node("captures");
    var items = node instanceof Node.Mapping ? List.of(node) : fields.list("captures");
    for (var item : items) {
      var entry = fieldsOf(item, fields.pathOf("captures"));
      if (entry != null) {
        entry.checkKeys(BlockKeys.CAPTURE);
        captures.add(
            new Capture(
                entry.wordOrWords("interfaces"),
                entry.number("snaplen", 0, SNAP_LENGTH_MAX),
                entry.text("filter")));
      }
    }
    return captures;
  }
}
