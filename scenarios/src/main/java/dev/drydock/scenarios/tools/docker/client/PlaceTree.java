package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.scenarios.compose.FileTree;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files of a machine, for the reader of compose files.
public final class PlaceTree implements FileTree {
  private final PlaceFiles files;

  public PlaceTree(Place place) {
    this.files = new PlaceFiles(place);
  }

  /// A path as the machine writes it, whatever system this runs on.
  public static String text(Path path) {
    return path.toString().replace('\\', '/').replaceFirst("^[A-Za-z]:", "");
  }

  @Override
  public boolean hasFile(Path file) {
    return files.read(text(file)) != null;
  }

  @Override
  public @Nullable Source read(Path file, String name, SourceReader reader) {
    String content = files.read(text(file));
    if (content == null) {
      return reader.missing(name);
    }
    InputStream stream = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    return reader.read(stream, name);
  }
}
