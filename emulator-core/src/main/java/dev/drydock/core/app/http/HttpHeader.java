package dev.drydock.core.app.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A header line.
///
/// @param name as it was written; names are compared without regard to case
record HttpHeader(String name, String value) {
  /// Reads the lines of a head behind its first line; what is no header is left out.
  static List<HttpHeader> parse(List<String> lines) {
    List<HttpHeader> headers = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new HttpHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return headers;
  }

  /// The value of the first header of this name.
  static @Nullable String find(List<HttpHeader> headers, String name) {
    for (HttpHeader header : headers) {
      if (header.name.equalsIgnoreCase(name)) {
        return header.value;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
