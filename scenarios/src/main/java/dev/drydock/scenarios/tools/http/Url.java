package dev.drydock.scenarios.tools.http;

import dev.drydock.core.wire.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is to be fetched (RFC 3986, as far as it is needed for HTTP).
///
/// @param scheme `http` or whatever was written
/// @param host name or address, IPv6 without brackets, with the link behind a percent sign if it
///   was written
/// @param port the scheme's own when none was written
/// @param target path and query, at least a slash
record Url(String scheme, String host, int port, String target) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:[^/@]*@)?(\\[[^\\]]*\\]|[^:/?#]*)(?::(\\d*))?"
              + "([/?][^#]*)?(?:#.*)?");

  /// Reads one.
  ///
  /// @return null when it is none
  static @Nullable Url parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(2).isEmpty()) {
      return null;
    }
    String scheme = matcher.group(1) == null ? "http" : matcher.group(1);
    String host = matcher.group(2).replaceAll("^\\[|\\]$", "");
    String digits = matcher.group(3) == null ? "" : matcher.group(3);
    int standard = scheme.equals("https") ? 443 : 80;
    long port = digits.isEmpty() ? standard : Long.parseLong("0" + digits);
    if (port > 65_535 || digits.length() > 6) {
      return null;
    }
    String rest = matcher.group(4) == null ? "/" : matcher.group(4);
    return new Url(scheme, host, (int) port, rest.startsWith("?") ? "/" + rest : rest);
  }

  /// Another one, as a `Location` header names it.
  @Nullable Url resolve(String location) {
    if (location.contains("://")) {
      return parse(location);
    }
    String folder = target.replaceFirst("\\?.*", "").replaceFirst("[^/]*$", "");
    String path = location.startsWith("/") ? location : folder + location;
    return new Url(scheme, host, port, path);
  }

  /// The `Host` header.
  String hostHeader() {
    return shownHost() + (isStandardPort() ? "" : ":" + port);
  }

  /// The host without a link.
  String bareHost() {
    return host.replaceFirst("^([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)%.*", "$1");
  }

  /// The name of the link of a link-local address (RFC 6874, with a bare percent sign, too); empty
  /// when none was written.
  String link() {
    String rest = host.substring(bareHost().length());
    return rest.replaceFirst("^%(25(?=.))?", "");
  }

  private boolean isStandardPort() {
    return port == (scheme.equals("https") ? 443 : 80);
  }

  /// The host, IPv6 addresses in brackets.
  String shownHost() {
    IpAddress address = IpAddress.parseOrNull(bareHost());
    return address != null && address.isV6() ? "[" + bareHost() + "]" : host;
  }

  /// The last part of the path; empty when it ends with a slash.
  String fileName() {
    String path = target.replaceFirst("\\?.*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return scheme + "://" + hostHeader() + target;
  }
}
