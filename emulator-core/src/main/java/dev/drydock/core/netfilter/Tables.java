package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of one IP version in a namespace. A table is made when somebody first asks for it to
/// change it.
public final class Tables {
  /// By kind; null without any. An array, as several kinds are asked for at every hook.
  private @Nullable Table @Nullable [] tables;

  private final Family family;
  private final boolean isLegacy;
  private boolean seeForwarded;

  /// Kept by the legacy variant only; replaced, never changed.
  private List<Table> newestFirst = List.of();

  private @Nullable IpSets sets;

  /// No tables.
  ///
  /// @param isLegacy whether they are those of the legacy variant of iptables, whose policies count
  ///   from the start
  Tables(Family family, boolean isLegacy) {
    this.family = family;
    this.isLegacy = isLegacy;
  }

  /// Whether the legacy variant of iptables keeps them.
  public boolean isLegacy() {
    return isLegacy;
  }

  /// The table, made when there is none.
  @SuppressWarnings("EnumOrdinal") // the place in an array
  public Table open(Table.Kind kind) {
    if (tables == null) {
      tables = new @Nullable Table[Table.Kind.values().length];
    }
    Table table = tables[kind.ordinal()];
    if (table == null) {
      table = make(kind);
      tables[kind.ordinal()] = table;
      seeForwarded |= kind.isAt(Hook.FORWARD);
    }
    return table;
  }

  /// What the table holds, to try changes on; no packet passes it.
  public Table sketch(Table.Kind kind) {
    Table table = find(kind);
    return table == null ? new Table(kind, family, sets()) : table.copy();
  }

  private Table make(Table.Kind kind) {
    Table made = new Table(kind, family, sets());
    if (isLegacy) {
      List<Table> more = new ArrayList<>(newestFirst);
      more.addFirst(made);
      newestFirst = more;
      made.countPolicies();
    }
    return made;
  }

  /// The sets that rules ask.
  public IpSets sets() {
    if (sets == null) {
      sets = new IpSets();
    }
    return sets;
  }

  /// The table, if there is one.
  @SuppressWarnings("EnumOrdinal") // the place in an array
  public @Nullable Table find(Table.Kind kind) {
    return tables == null ? null : tables[kind.ordinal()];
  }

  /// The tables there are, in the order of `iptables-save`; the legacy variant begins with the
  /// newest (`/proc/net/ip_tables_names`).
  public List<Table> all() {
    if (isLegacy) {
      return new ArrayList<>(newestFirst);
    }
    List<Table> all = new ArrayList<>();
    for (Table.Kind kind : Table.Kind.values()) {
      Table table = find(kind);
      if (table != null) {
        all.add(table);
      }
    }
    return all;
  }

  /// Removes every table, as when the namespace was new.
  public void clear() {
    tables = null;
    seeForwarded = false;
    newestFirst = List.of();
  }

  /// Whether a table has a chain that forwarded packets pass.
  boolean seeForwarded() {
    return seeForwarded;
  }

  boolean isEmpty() {
    return tables == null;
  }

  /// Whether a rule needs connection tracking, and with it whole packets (`nf_ct_netns_get`, whose
  /// hooks bring `nf_defrag_ipv4`). A table nat alone does not.
  boolean needConnections() {
    if (tables == null) {
      return false;
    }
    for (Table table : tables) {
      if (table != null && table.needsConnections()) {
        return true;
      }
    }
    return false;
  }
}
