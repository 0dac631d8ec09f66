package dev.drydock.drivers.template;

import java.util.List;

/// `index` and `slice` of lists and texts (`text/template/funcs.go`, `indexArg`, `slice`).
final class Slices {
  private Slices() {}

  private static Functions.Refused failed(String why) {
    return new Functions.Refused(why, true, -1);
  }

  /// Where an index points; Go's check lets one pass that is just behind the end, which its runtime
  /// refuses.
  static int position(GoValue key, int size) throws Functions.Refused {
    if (!key.isValid()) {
      throw failed("cannot index slice/array with nil");
    }
    if (!key.isKind(GoType.Kind.INT)) {
      throw failed("cannot index slice/array with type " + key.type());
    }
    long at = key.number();
    if (at < 0 || at > size) {
      throw failed("index out of range: " + at);
    }
    if (at == size) {
      throw failed("reflect: slice index out of range");
    }
    return (int) at;
  }

  /// The number of a letter.
  static GoValue letter(String text, GoValue key) throws Functions.Refused {
    return new GoValue(
        new GoType.Basic("uint8", GoType.Kind.INT),
        (long) text.charAt(position(key, text.length())));
  }

  static GoValue slice(List<GoValue> arguments) throws Functions.Refused {
    GoValue item = arguments.getFirst().resolved();
    if (!item.isValid()) {
      throw failed("slice of untyped nil");
    }
    boolean isText = item.isKind(GoType.Kind.STRING);
    if (!isText && !(item.type() instanceof GoType.Slice)) {
      throw failed("can't slice item of type " + item.type());
    }
    if (arguments.size() > 4) {
      throw failed("too many slice indexes: " + (arguments.size() - 1));
    }
    int size = isText ? item.basicText().length() : item.items().size();
    int first = arguments.size() > 1 ? bound(arguments.get(1), size) : 0;
    int last = arguments.size() > 2 ? bound(arguments.get(2), size) : size;
    if (first > last) {
      throw failed("invalid slice index: " + first + " > " + last);
    }
    return isText
        ? GoValue.text(item.basicText().substring(first, last))
        : new GoValue(item.type(), item.items().subList(first, last));
  }

  private static int bound(GoValue key, int size) throws Functions.Refused {
    return key.resolved().number() == size ? size : position(key.resolved(), size);
  }
}
