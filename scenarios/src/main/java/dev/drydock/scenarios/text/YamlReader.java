package dev.drydock.scenarios.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Composes the YAML tree of a source from parser events, with a place for every key and value.
///
/// It does not use the library's composer because that one loses places of merged keys, recurses
/// without a limit and reports one problem by an exception.
public final class YamlReader {

  /// Compose files are less than ten deep; the limit keeps the stack small.
  private static final int DEPTH_MAX = 64;

  /// Nodes after every alias is expanded: stops the "billion laughs" early.
  private static final int NODES_MAX = 500_000;

  /// The library copies what it has of a token for each buffer: small ones make long lines slow.
  private static final int BUFFER_CHARACTERS = 1 << 16;

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private static final Map<String, Node.Kind> KINDS =
      Map.of(
          Tag.INT.getValue(), Node.Kind.INTEGER,
          Tag.FLOAT.getValue(), Node.Kind.FLOAT,
          Tag.BOOL.getValue(), Node.Kind.BOOLEAN,
          Tag.NULL.getValue(), Node.Kind.NULL);

  /// What is true or false in YAML 1.1, and text in 1.2 (yaml.v2, `resolve.go`).
  private static final Pattern OLD_TRUTH =
      Pattern.compile("y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF");

  private final ScalarResolver core = new CoreSchema().getScalarResolver();
  private ScalarResolver resolver = core;
  private final Source source;
  private final Diagnostics diagnostics;
  private final ParserImpl parser;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Set<Anchor> open = new HashSet<>();
  private int nodeCount;

  private record Anchored(Node node, int nodeCount) {}

  /// Stops reading after an error that leaves nothing to go on with.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String hint;

    Refused(Place place, String message, String hint) {
      super(message);
      this.place = place;
      this.hint = hint;
    }
  }

  private YamlReader(Source source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    var settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setSchema(new CoreSchema())
            .setCodePointLimit(SourceReader.SIZE_BYTES_MAX)
            .setBufferSize(BUFFER_CHARACTERS)
            .build();
    this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
  }

  /// The documents of a source; empty when there are none or after an error.
  public static List<Node> read(Source source, Diagnostics diagnostics) {
    return isPrintable(source, diagnostics)
        ? new YamlReader(source, diagnostics).read()
        : List.of();
  }

  private List<Node> read() {
    try {
      return documents();
    } catch (Refused refused) {
      diagnostics.error(refused.place, String.valueOf(refused.getMessage()), refused.hint);
    } catch (MarkedYamlEngineException malformed) {
      diagnostics.error(
          placeOf(malformed.getProblemMark()),
          "not valid YAML: " + problemOf(malformed),
          "check the indentation, and quote texts that hold \": \" or \" #\"");
    } catch (YamlEngineException malformed) {
      diagnostics.error(
          Place.startOf(source.name()), "not valid YAML: " + malformed.getMessage(), "");
    }
    return List.of();
  }

  /// The same of a file of YAML 1.1, as programs in Go read it: `yes` is true.
  public static List<Node> readOld(Source source, Diagnostics diagnostics) {
    var reader = new YamlReader(source, diagnostics);
    reader.resolver =
        (value, isPlain) ->
            isPlain && OLD_TRUTH.matcher(value).matches()
                ? Tag.BOOL
                : reader.core.resolve(value, isPlain);
    return isPrintable(source, diagnostics) ? reader.read() : List.of();
  }

  private static String problemOf(MarkedYamlEngineException malformed) {
    var context = malformed.getContext();
    var problem = String.valueOf(malformed.getProblem());
    return context == null ? problem : problem + " (" + context + ")";
  }

  private static boolean isPrintable(Source source, Diagnostics diagnostics) {
    var text = source.text();
    for (var index = 0;
        index < text.length();
        index += Character.charCount(text.codePointAt(index))) {
      var character = text.codePointAt(index);
      if (!StreamReader.isPrintable(character)) {
        diagnostics.error(
            new Place(source.name(), SourceReader.positionAt(text, index)),
            "the control character U+%04X is not allowed".formatted(character),
            "is this a text file?");
        return false;
      }
    }
    return true;
  }

  private List<Node> documents() throws Refused {
    var documents = new ArrayList<Node>();
    while (parser.hasNext()) {
      var event = parser.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        documents.add(compose(parser.next(), 0));
        anchors.clear();
      }
    }
    return documents;
  }

  private Node compose(Event event, int depth) throws Refused {
    var place = placeOf(event.getStartMark());
    count(1, place);
    if (depth > DEPTH_MAX) {
      throw new Refused(place, "nested more than " + DEPTH_MAX + " deep", "flatten the file");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, place);
    }
    var anchor = event instanceof NodeEvent named ? named.getAnchor() : Optional.<Anchor>empty();
    var before = nodeCount;
    if (anchor.isPresent()) {
      open.add(anchor.get());
    }
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, place);
          case SequenceStartEvent start -> sequence(start, place, depth);
          case MappingStartEvent start -> mapping(start, place, depth);
          default -> throw new IllegalStateException("unexpected " + event);
        };
    if (anchor.isPresent()) {
      open.remove(anchor.get());
      anchors.put(anchor.get(), new Anchored(node, nodeCount - before));
    }
    return node;
  }

  private void count(int more, Place place) throws Refused {
    nodeCount += more;
    if (nodeCount > NODES_MAX) {
      throw new Refused(
          place,
          "the file grows to more than " + NODES_MAX + " values",
          "make it smaller, or use fewer aliases (*name)");
    }
  }

  private Node aliased(AliasEvent alias, Place place) throws Refused {
    var name = alias.getAlias();
    if (open.contains(name)) {
      throw new Refused(place, "the alias *" + name + " stands inside its own anchor", "");
    }
    var target = anchors.get(name);
    if (target == null) {
      throw new Refused(
          place, "unknown alias *" + name, "an anchor (&" + name + ") must come before it");
    }
    count(target.nodeCount, place);
    return target.node;
  }

  private Node.Scalar scalar(ScalarEvent event, Place place) {
    var written = event.getTag().orElse("");
    var resolved =
        written.startsWith(STANDARD_TAG)
            ? written
            : resolver.resolve(event.getValue(), event.isPlain()).getValue();
    var kind = KINDS.getOrDefault(resolved, Node.Kind.TEXT);
    return new Node.Scalar(event.getValue(), kind, isLocal(written) ? written : "", place);
  }

  private Node.Sequence sequence(SequenceStartEvent start, Place place, int depth) throws Refused {
    var items = new ArrayList<Node>();
    for (var next = parser.next(); isInside(next); next = parser.next()) {
      items.add(compose(next, depth + 1));
    }
    return new Node.Sequence(items, localTag(start.getTag()), place);
  }

  private Node.Mapping mapping(MappingStartEvent start, Place place, int depth) throws Refused {
    var own = new LinkedHashMap<String, Node.Entry>();
    var merged = new LinkedHashMap<Place, Node>();
    for (var next = parser.next(); isInside(next); next = parser.next()) {
      var isMerge = next instanceof ScalarEvent e && e.isPlain() && e.getValue().equals("<<");
      var key = compose(next, depth + 1);
      var value = compose(parser.next(), depth + 1);
      if (isMerge) {
        merged.put(key.place(), value);
      } else if (key instanceof Node.Scalar name) {
        addEntry(own, new Node.Entry(name, value));
      } else {
        diagnostics.error(key.place(), "a key must be a single word, not " + key.describe());
      }
    }
    merged.forEach((where, value) -> merge(own, value, where));
    return new Node.Mapping(List.copyOf(own.values()), localTag(start.getTag()), place);
  }

  private void addEntry(Map<String, Node.Entry> own, Node.Entry entry) {
    var before = own.putIfAbsent(entry.name(), entry);
    if (before != null) {
      diagnostics.error(
          entry.key().place(),
          "mapping key \""
              + entry.name()
              + "\" already defined at line "
              + before.key().place().position().line(),
          "keep one of them");
    }
  }

  /// The merge key of YAML 1.1: own keys win, then the first of several mappings.
  private void merge(Map<String, Node.Entry> own, Node value, Place where) {
    switch (value) {
      case Node.Mapping from -> from.entries().forEach(e -> own.putIfAbsent(e.name(), e));
      case Node.Sequence several when several.items().stream().noneMatch(YamlReader::isList) ->
          several.items().forEach(each -> merge(own, each, where));
      default ->
          diagnostics.error(
              where, "<< must be a mapping or a list of mappings, not " + value.describe());
    }
  }

  private static boolean isList(Node node) {
    return node instanceof Node.Sequence;
  }

  private static boolean isInside(Event event) {
    var id = event.getEventId();
    return id != Event.ID.SequenceEnd && id != Event.ID.MappingEnd;
  }

  private static String localTag(Optional<String> tag) {
    return tag.isPresent() && isLocal(tag.get()) ? tag.get() : "";
  }

  private static boolean isLocal(String tag) {
    return tag.startsWith("!") && tag.length() > 1;
  }

  private Place placeOf(Optional<Mark> mark) {
    if (mark.isEmpty()) {
      return Place.startOf(source.name());
    }
    var at = mark.get();
    return new Place(source.name(), new Position(at.getLine() + 1, at.getColumn() + 1));
  }
}
