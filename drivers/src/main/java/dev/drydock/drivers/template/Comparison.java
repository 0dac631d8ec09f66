package dev.drydock.drivers.template;

import java.util.List;

/// `eq`, `ne`, `lt`, `le`, `gt`, `ge` (`text/template/funcs.go`).
final class Comparison {
  private Comparison() {}

  private static Functions.Refused failed(String why) {
    return new Functions.Refused(why, true, -1);
  }

  static boolean holds(String name, List<GoValue> arguments) throws Functions.Refused {
    GoValue first = arguments.getFirst().resolved();
    if (arguments.size() < 2) {
      throw failed("missing argument for comparison");
    }
    return switch (name) {
      case "eq" -> {
        for (GoValue other : arguments.subList(1, arguments.size())) {
          if (equal(first, other.resolved())) {
            yield true;
          }
        }
        yield false;
      }
      case "ne" -> !equal(first, arguments.get(1).resolved());
      case "lt" -> order(first, arguments.get(1).resolved()) < 0;
      case "le" -> order(first, arguments.get(1).resolved()) <= 0;
      case "gt" -> order(first, arguments.get(1).resolved()) > 0;
      default -> order(first, arguments.get(1).resolved()) >= 0;
    };
  }

  private static GoType.Kind kind(GoValue value) {
    return value.type() instanceof GoType.Basic basic ? basic.kind() : GoType.Kind.OPAQUE;
  }

  private static boolean equal(GoValue one, GoValue other) throws Functions.Refused {
    if (!one.isValid() || !other.isValid()) {
      return isNothing(one) && isNothing(other);
    }
    if (kind(one) != kind(other)) {
      throw failed("incompatible types for comparison");
    }
    if (one.type() instanceof GoType.Slice || one.type() instanceof GoType.Mapping) {
      if (one.isNil() || other.isNil()) {
        return one.isNil() == other.isNil();
      }
      throw failed("non-comparable type " + Formatting.text(one, 0) + ": " + one.type());
    }
    return one.type() instanceof GoType.Basic
        ? one.basicText().equals(other.basicText())
        : Functions.same(one.data(), other.data());
  }

  private static boolean isNothing(GoValue value) {
    return !value.isValid() || value.isNil();
  }

  private static int order(GoValue one, GoValue other) throws Functions.Refused {
    if (kind(one) != kind(other)) {
      throw failed("incompatible types for comparison");
    }
    return switch (kind(one)) {
      case INT -> Long.compare(one.number(), other.number());
      case STRING -> one.basicText().compareTo(other.basicText());
      default -> throw failed("invalid type for comparison");
    };
  }
}
