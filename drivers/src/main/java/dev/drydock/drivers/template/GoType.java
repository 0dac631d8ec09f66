package dev.drydock.drivers.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of Go that templates meet.
public sealed interface GoType {
  /// Texts.
  GoType STRING = new Basic("string", Kind.STRING);

  /// Whole numbers.
  GoType INT = new Basic("int", Kind.INT);

  /// True or false.
  GoType BOOL = new Basic("bool", Kind.BOOL);

  /// What `encoding/json` makes of a JSON value: maps, lists, texts, `json.Number`.
  GoType RAW = new Any(true, true);

  /// Any value, whose type follows from what it is.
  GoType ANY = new Any(false, false);

  /// A value of a type that is not modelled: it has the fields that are there and no others.
  GoType OPEN = new Any(false, true);

  /// What a basic value is to functions and comparisons.
  enum Kind {
    /// A text.
    STRING,
    /// A whole number.
    INT,
    /// A truth value.
    BOOL,
    /// A struct with a text of its own: an address, a time.
    OPAQUE,
    /// Bytes with a text of their own: a MAC address.
    BYTES,
    /// A function of a row.
    METHOD
  }

  /// A value without parts; its data is a text, a number or a truth value.
  ///
  /// @param name Go's name of the type
  record Basic(String name, Kind kind) implements GoType {
    @Override
    public String toString() {
      return name;
    }

    /// What is printed where there is no value.
    String zero() {
      return switch (name) {
        case "netip.Addr" -> "invalid IP";
        case "netip.Prefix" -> "invalid Prefix";
        case "time.Time" -> "0001-01-01 00:00:00 +0000 UTC";
        default -> "";
      };
    }
  }

  /// A pointer, which may be nil.
  record Pointer(GoType to) implements GoType {
    @Override
    public String toString() {
      return "*" + to;
    }
  }

  /// A list; its data is a [List].
  record Slice(GoType of) implements GoType {
    @Override
    public String toString() {
      return "[]" + of;
    }
  }

  /// A map; its data is a [Map] by texts.
  record Mapping(GoType key, GoType of) implements GoType {
    @Override
    public String toString() {
      return "map[" + key + "]" + of;
    }
  }

  /// A struct; its data is a [Map] by the names of JSON.
  record Struct(String name, List<Field> fields) implements GoType {
    /// A field with this name in Go; null where there is none.
    @Nullable Field field(String wanted) {
      for (Field field : fields) {
        if (field.name.equals(wanted)) {
          return field;
        }
      }
      return null;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// A field of a struct.
  ///
  /// @param name in Go
  /// @param key in JSON
  record Field(String name, String key, GoType type) {}

  /// `interface {}`.
  ///
  /// @param isJson whether numbers are `json.Number`, which is a text
  /// @param isStrict whether a key that is missing is an error
  record Any(boolean isJson, boolean isStrict) implements GoType {
    /// The type of what is in it.
    GoType of(Object data) {
      return switch (data) {
        case Boolean _ -> BOOL;
        case Number _ -> isJson ? new Basic("json.Number", Kind.STRING) : INT;
        case GoStruct struct -> struct.type();
        case Map<?, ?> _ -> new Mapping(STRING, this);
        case List<?> _ -> new Slice(this);
        case GoMethod _ -> new Basic("func(string) string", Kind.METHOD);
        default -> STRING;
      };
    }

    @Override
    public String toString() {
      return "interface {}";
    }
  }

  /// The type of a row of a listing: it has the fields that the row has.
  ///
  /// @param name Go's name of the type
  static GoType ofRow(String name, Map<String, @Nullable Object> row) {
    return new Struct(name, row.keySet().stream().map(key -> new Field(key, key, ANY)).toList());
  }
}
