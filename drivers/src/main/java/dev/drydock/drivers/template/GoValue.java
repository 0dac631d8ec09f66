package dev.drydock.drivers.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A value of Go: JSON data and the type it has there.
///
/// @param data null for nil and for the zero value of its type
public record GoValue(GoType type, @Nullable Object data) {
  private static final String BYTES = "[]uint8";

  /// What a missing key of a map gives: no value at all.
  static final GoValue INVALID = new GoValue(new GoType.Basic("", GoType.Kind.METHOD), null);

  /// A value whose type follows from what it is.
  public static GoValue of(@Nullable Object data) {
    return new GoValue(GoType.ANY, data);
  }

  static GoValue text(String text) {
    return new GoValue(GoType.STRING, text);
  }

  static GoValue number(long number) {
    return new GoValue(GoType.INT, number);
  }

  static GoValue truth(boolean truth) {
    return new GoValue(GoType.BOOL, truth);
  }

  boolean isValid() {
    return !equals(INVALID);
  }

  /// What an interface holds; nothing where it is nil.
  GoValue resolved() {
    if (!(type instanceof GoType.Any any)) {
      return this;
    }
    return data == null ? INVALID : new GoValue(any.of(data), data);
  }

  /// What a pointer or an interface leads to; itself where that is nil.
  GoValue indirect() {
    GoValue value = type instanceof GoType.Any && data != null ? resolved() : this;
    return value.type instanceof GoType.Pointer pointer && value.data != null
        ? new GoValue(pointer.to(), value.data)
        : value;
  }

  boolean isNil() {
    return data == null
        && (type instanceof GoType.Pointer
            || type instanceof GoType.Any
            || type instanceof GoType.Slice
            || type instanceof GoType.Mapping);
  }

  boolean isKind(GoType.Kind kind) {
    return type instanceof GoType.Basic basic && basic.kind() == kind;
  }

  /// The text of a basic value as Go prints it.
  String basicText() {
    if (!(type instanceof GoType.Basic basic)) {
      return "";
    }
    return switch (basic.kind()) {
      case STRING -> data == null ? "" : data.toString();
      case INT ->
          switch (basic.name()) {
            case "time.Duration" -> duration();
            case "fs.FileMode" -> fileMode();
            default -> String.valueOf(number());
          };
      case BOOL -> String.valueOf(Boolean.TRUE.equals(data));
      case OPAQUE, BYTES -> opaqueText(basic);
      case METHOD -> "";
    };
  }

  /// `1m30s`; parts of a second as `500ms`.
  private String duration() {
    long seconds = number() / 1_000_000_000L;
    if (seconds == 0 && number() != 0) {
      return number() / 1_000_000L + "ms";
    }
    String minutes = seconds < 60 ? "" : seconds / 60 % 60 + "m";
    return (seconds < 3600 ? "" : seconds / 3600 + "h") + minutes + seconds % 60 + "s";
  }

  /// `-r--r--r--`.
  private String fileMode() {
    StringBuilder text = new StringBuilder("-");
    for (int bit = 8; bit >= 0; bit--) {
      text.append((number() >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    return text.toString();
  }

  private byte[] bytes() {
    return Base64.getDecoder().decode(data == null ? "" : data.toString()); // as JSON has them
  }

  /// The text that bytes are; null for anything else.
  @Nullable String bytesText() {
    boolean isBytes = type instanceof GoType.Basic basic && basic.name().equals(BYTES);
    return isBytes ? new String(bytes(), StandardCharsets.UTF_8) : null;
  }

  private String opaqueText(GoType.Basic basic) {
    if (basic.name().equals(BYTES)) {
      List<Integer> numbers = new ArrayList<>();
      for (byte each : bytes()) {
        numbers.add(each & 0xff);
      }
      return numbers.toString().replace(",", "");
    }
    String text = data == null ? "" : data.toString();
    if (text.isEmpty()) {
      return basic.zero();
    }
    return basic.name().equals("time.Time")
        ? text.replace("T", " ").replace("Z", " +0000 UTC")
        : text;
  }

  long number() {
    return data instanceof Number number ? number.longValue() : 0;
  }

  /// The items of a list.
  List<?> items() {
    return data instanceof List<?> list ? list : List.of();
  }

  GoValue item(int at) {
    GoType of = type instanceof GoType.Slice slice ? slice.of() : GoType.ANY;
    return new GoValue(of, items().get(at));
  }

  /// The entries of a map in Go's order.
  Map<String, @Nullable Object> entries() {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
    }
    return sorted;
  }

  /// What a map holds under a key; nothing where there is none.
  GoValue entry(String key) {
    if (type instanceof GoType.Mapping mapping
        && data instanceof Map<?, ?> map
        && map.containsKey(key)) {
      return new GoValue(mapping.of(), map.get(key));
    }
    return INVALID;
  }

  /// The value of a field of a struct.
  GoValue field(GoType.Field field) {
    return new GoValue(field.type(), data instanceof Map<?, ?> map ? map.get(field.key()) : null);
  }

  /// Whether `if` takes it for true: neither false, zero, empty nor nil.
  boolean isTrue() {
    GoValue value = resolved();
    return switch (value.type) {
      case GoType.Basic basic ->
          switch (basic.kind()) {
            case BOOL -> Boolean.TRUE.equals(value.data);
            case INT -> value.number() != 0;
            case STRING, BYTES -> value.data != null && !value.data.toString().isEmpty();
            case OPAQUE -> true;
            case METHOD -> value.data != null;
          };
      case GoType.Slice _ -> !value.items().isEmpty();
      case GoType.Mapping _ -> value.data instanceof Map<?, ?> map && !map.isEmpty();
      case GoType.Pointer _ -> value.data != null;
      case GoType.Struct _ -> true;
      case GoType.Any _ -> false;
    };
  }
}
