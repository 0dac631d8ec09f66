package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `steps` and `expect`.
final class StepsDecoder {

  private final Diagnostics diagnostics;

  StepsDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Step> steps(Fields block) {
    var steps = new ArrayList<Step>();
    for (var node : block.list("steps")) {
      var entry = entry(node, block.pathOf("steps"), "- run: docker ps");
      var step = entry == null ? null : step(entry.checkKeys(BlockKeys.STEP));
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Fields entry(Node node, String path, String example) {
    if (node instanceof Node.Mapping mapping) {
      return new Fields(mapping, path, diagnostics);
    }
    diagnostics.error(
        node.place(), path + " must hold mappings, not " + node.describe(), "write " + example);
    return null;
  }

  private @Nullable Step step(Fields entry) {
    var at = entry.value("at", "a time such as 10s", Quantities::nanos);
    if (entry.has("run") == entry.has("fault")) {
      diagnostics.error(
          entry.place(),
          "a step has either run or fault",
          entry.has("run") ? "make two steps of it" : "give it a command: run: docker ps");
      return null;
    }
    var action = entry.has("run") ? run(entry) : fault(entry);
    return action == null ? null : new Step(entry.place(), at, action);
  }

  private static Step.@Nullable Action run(Fields entry) {
    var command = entry.text("run");
    var expect = entry.fields("expect", BlockKeys.OUTCOME);
    var isFix = entry.isSet("fix");
    return command == null ? null : new Step.Run(command, expected(expect), isFix);
  }

  private static Step.Expected expected(@Nullable Fields expect) {
    if (expect == null) {
      return Step.Expected.NOTHING;
    }
    var exit = expect.number("exit", 0, 255);
    return new Step.Expected(
        exit == null ? null : exit.value().intValue(),
        plain(expect.wordOrWords("stdout")),
        plain(expect.wordOrWords("stderr")));
  }

  private static List<String> plain(List<Located<String>> words) {
    return words.stream().map(Located::value).toList();
  }

  private Step.@Nullable Action fault(Fields entry) {
    if (entry.has("expect")) {
      diagnostics.error(entry.place(), "a fault prints nothing to expect", "move expect to a run");
    }
    if (entry.has("fix")) {
      diagnostics.error(entry.place(), "a fault is no fix", "mark the run that is the fix");
    }
    var fields = entry.fieldsOrEmpty("fault", BlockKeys.FAULT);
    var down = fields.flag("down");
    var duration = fields.value("for", "a time such as 5s", Quantities::nanos);
    var fault =
        new Step.Fault(
            fields.place(),
            fields.text("link"),
            down == null ? null : down.value(),
            BlockDecoder.quality(fields),
            fields.wordOrWords("partition"),
            fields.wordOrWords("from"),
            fields.text("restart"),
            duration == null ? null : duration.value());
    return isComplete(fault, fields) ? fault : null;
  }

  /// Tells what is missing, or does not go together.
  private boolean isComplete(Step.Fault fault, Fields fields) {
    var onLink = BlockKeys.LINK_CHANGES.stream().anyMatch(fields::has);
    var apart = !fault.partition().isEmpty();
    var kinds = (onLink ? 1 : 0) + (apart ? 1 : 0) + (fault.restart() == null ? 0 : 1);
    if (kinds > 1) {
      diagnostics.error(
          fault.place(),
          "a fault is one of: a change of a link, a partition, a restart",
          "make two steps of it");
      return false;
    }
    if (kinds == 0 || (onLink && fault.link() == null)) {
      diagnostics.error(
          fault.place(),
          fault.link() == null
              ? "a fault names its link"
              : "a fault says what is wrong with its link",
          "fault: { link: lan, loss: 10% }");
      return false;
    }
    return true;
  }

  List<Claim> claims(Fields block) {
    var claims = new ArrayList<Claim>();
    for (var node : block.list("expect")) {
      var entry = entry(node, block.pathOf("expect"), "- reach: { from: pc, to: \"host:80\" }");
      var claim = entry == null ? null : claim(entry.checkKeys(BlockKeys.CLAIM));
      if (claim != null) {
        claims.add(claim);
      }
    }
    return claims;
  }

  private @Nullable Claim claim(Fields entry) {
    if (entry.has("reach") == entry.has("blocked")) {
      diagnostics.error(entry.place(), "an expectation is either reach or blocked");
      return null;
    }
    var kind = entry.has("reach") ? "reach" : "blocked";
    var flow = entry.fieldsOrEmpty(kind, BlockKeys.FLOW);
    var from = flow.text("from");
    var to = flow.word("to");
    var by = flow.text("by");
    var via = flow.text("via");
    if (from == null || to == null) {
      diagnostics.error(
          flow.place(), kind + " needs from and to", kind + ": { from: pc, to: \"host:80/tcp\" }");
      return null;
    }
    return new Claim(
        kind.equals("reach"),
        from,
        to,
        by == null ? null : by.value(),
        via == null ? null : via.value());
  }
}
