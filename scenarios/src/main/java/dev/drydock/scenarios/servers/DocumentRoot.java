package dev.drydock.scenarios.servers;

import dev.drydock.core.app.http.HttpSite;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.model.Serve;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the files of web servers lie in a container: the folder of BusyBox's `-h`, the one that
/// Python was started in, and those of the images of nginx and Apache (their Dockerfiles). What
/// commands write there is served. A container of several web servers has no such folder: each
/// keeps the files it was given.
///
/// @param files the container's files; null before a command has seen them
/// @param words the command line of the server
/// @param servers all that the container runs
record DocumentRoot(Supplier<@Nullable Files> files, List<String> words, List<Serve> servers) {
  /// Nobody writes to the files.
  static final DocumentRoot NONE = new DocumentRoot(() -> null, List.of(), List.of());

  /// The folder of a server, as soon as there is one; from then on it alone counts.
  Supplier<HttpSite.@Nullable Root> of(Serve.Http serve) {
    String path = path(serve);
    return () -> {
      Files all = path.isEmpty() ? null : files.get();
      return all == null ? null : new Folder(all, path.equals("/") ? "" : path);
    };
  }

  /// What the files of a container hold from the start because of its servers: texts that are short
  /// enough; a command does not see the others, which are served as they are.
  ///
  /// @param hostname the container's
  Map<String, String> contents(String hostname) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (Serve each : servers) {
      if (each instanceof Serve.Http http && !path(http).isEmpty()) {
        String root = path(http);
        Sites.files(http, hostname)
            .forEach((path, bytes) -> {
              String text = text(bytes);
              if (text != null) {
                contents.put(root + path, text);
              }
            });
      }
    }
    return contents;
  }

  /// The text that bytes are; null when they are none, or longer than a file may be.
  private static @Nullable String text(byte[] bytes) {
    if (bytes.length > Files.FILE_CHARACTERS_MAX) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : null;
  }

  /// Empty where it is not known.
  private String path(Serve.Http serve) {
    if (servers.stream().filter(Serve.Http.class::isInstance).count() > 1) {
      return "";
    }
    return switch (serve.server()) {
      case "nginx" -> "/usr/share/nginx/html";
      case "httpd" -> "/usr/local/apache2/htdocs";
      case "busybox-httpd", Sites.BUSYBOX_WITH_CGI -> {
        int option = words.indexOf("-h");
        String home = option >= 0 && option + 1 < words.size() ? words.get(option + 1) : "";
        yield home.startsWith("/") ? home.replaceFirst("/+$", "") : "";
      }
      case PythonOptions.SERVER -> PythonOptions.folder(words);
      default -> "";
    };
  }

  /// A folder of the container.
  private record Folder(Files files, String path) implements HttpSite.Root {
    @Override
    public byte @Nullable [] read(String file, byte @Nullable [] given) {
      String written = files.read(path + file);
      if (written != null) {
        return written.getBytes(StandardCharsets.UTF_8);
      }
      return given == null || text(given) != null ? null : given;
    }

    @Override
    public boolean isFolder(String folder) {
      String below = path + folder + "/";
      return files.paths().stream().anyMatch(each -> each.startsWith(below));
    }

    @Override
    public List<String> paths() {
      String below = path + "/";
      return files.paths().stream()
          .filter(each -> each.startsWith(below))
          .map(each -> each.substring(below.length() - 1))
          .toList();
    }
  }
}
