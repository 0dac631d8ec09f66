package dev.drydock.scenarios.servers;

import dev.drydock.core.app.http.HttpSite;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.model.Serve;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the files of web servers lie in a container: the folder of BusyBox's `-h`, and those of
/// the images of nginx and Apache (their Dockerfiles). What commands write there is served.
///
/// @param files the container's files; null before a command has seen them
/// @param words the command line of the server
record DocumentRoot(Supplier<@Nullable Files> files, List<String> words) {
  /// Nobody writes to the files.
  static final DocumentRoot NONE = new DocumentRoot(() -> null, List.of());

  /// The folder of a server, as soon as there is one; from then on it alone counts.
  Supplier<HttpSite.@Nullable Root> of(Serve.Http serve) {
    String path = path(serve);
    return () -> {
      Files all = path.isEmpty() ? null : files.get();
      return all == null ? null : new Folder(all, path);
    };
  }

  /// What the files of a container hold from the start because of its servers.
  ///
  /// @param hostname the container's
  Map<String, String> contents(List<Serve> servers, String hostname) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (Serve each : servers) {
      if (each instanceof Serve.Http http && !path(http).isEmpty()) {
        String root = path(http);
        Sites.files(http, hostname)
            .forEach((path, bytes) ->
                contents.put(root + path, new String(bytes, StandardCharsets.UTF_8)));
      }
    }
    return contents;
  }

  /// Empty where it is not known.
  private String path(Serve.Http serve) {
    return switch (serve.server()) {
      case "nginx" -> "/usr/share/nginx/html";
      case "httpd" -> "/usr/local/apache2/htdocs";
      case "busybox-httpd", Sites.BUSYBOX_WITH_CGI -> {
        int option = words.indexOf("-h");
        String home = option >= 0 && option + 1 < words.size() ? words.get(option + 1) : "";
        yield home.startsWith("/") ? home.replaceFirst("/+$", "") : "";
      }
      default -> "";
    };
  }

  /// A folder of the container.
  private record Folder(Files files, String path) implements HttpSite.Root {
    @Override
    public byte @Nullable [] read(String file) {
      String text = files.read(path + file);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isFolder(String folder) {
      String below = path + folder + "/";
      return files.paths().stream().anyMatch(each -> each.startsWith(below));
    }
  }
}
