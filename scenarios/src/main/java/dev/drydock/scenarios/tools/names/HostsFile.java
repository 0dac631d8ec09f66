package dev.drydock.scenarios.tools.names;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.List;

/// Names from `/etc/hosts` of the place: `ADDRESS NAME ALIAS…` lines, `#` begins a comment.
/// Addresses that are written out need no file.
public final class HostsFile implements NameLookup {
  /// The look-up.
  public HostsFile() {}

  private record Line(IpAddress address, List<String> names) {}

  @Override
  public Answer addresses(Invocation invocation, String name) {
    IpAddress written = IpAddress.parseOrNull(name);
    if (written != null) {
      return new Answer(Outcome.FOUND, name, List.of(written));
    }
    List<IpAddress> found = new ArrayList<>();
    String canonical = name;
    for (Line line : lines(invocation)) {
      if (line.names.stream().anyMatch(name::equalsIgnoreCase)) {
        canonical = found.isEmpty() ? line.names.get(0) : canonical;
        found.add(line.address);
      }
    }
    return found.isEmpty()
        ? Answer.of(Outcome.UNKNOWN)
        : new Answer(Outcome.FOUND, canonical, found);
  }

  @Override
  public String nameOf(Invocation invocation, IpAddress address) {
    for (Line line : lines(invocation)) {
      if (line.address.equals(address)) {
        return line.names.get(0);
      }
    }
    return "";
  }

  private static List<Line> lines(Invocation invocation) {
    String content = invocation.place().files().read("/etc/hosts");
    List<Line> lines = new ArrayList<>();
    if (content == null) {
      return lines;
    }
    for (String text : content.split("\n", -1)) {
      String[] words = text.replaceFirst("#.*", "").strip().split("\\s+", -1);
      IpAddress address = IpAddress.parseOrNull(words[0]);
      if (address != null && words.length > 1) {
        lines.add(new Line(address, List.of(words).subList(1, words.length)));
      }
    }
    return lines;
  }
}
