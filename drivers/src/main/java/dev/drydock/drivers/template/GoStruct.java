package dev.drydock.drivers.template;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A struct in a place whose type follows from what is there: its fields by name, in the order that
/// Go declares them in.
public final class GoStruct extends LinkedHashMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1;

  private final String name;

  /// @param name Go's name of its type
  public GoStruct(String name) {
    this.name = name;
  }

  /// The same, with one more field.
  public GoStruct with(String field, @Nullable Object value) {
    put(field, value);
    return this;
  }

  GoType type() {
    return GoType.ofRow(name, this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GoStruct struct && name.equals(struct.name) && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + super.hashCode();
  }
}
