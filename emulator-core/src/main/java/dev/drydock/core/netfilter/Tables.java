package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of a namespace. A table is made when somebody first asks for it to change it.
public final class Tables {
  private final EnumMap<Table.Kind, Table> tables = new EnumMap<>(Table.Kind.class);

  Tables() {}

  /// The table, made when there is none.
  public Table open(Table.Kind kind) {
    return tables.computeIfAbsent(kind, Table::new);
  }

  /// The table, if there is one.
  public @Nullable Table find(Table.Kind kind) {
    return tables.get(kind);
  }

  /// The tables there are, in the order of `iptables-save`.
  public List<Table> all() {
    return new ArrayList<>(tables.values());
  }

  /// Removes every table, as when the namespace was new.
  public void clear() {
    tables.clear();
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }
}
