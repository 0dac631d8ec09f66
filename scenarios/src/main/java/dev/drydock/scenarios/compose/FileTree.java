package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the files of a project are: on the disk, or on a machine of a running lab.
public interface FileTree {
  /// The files of this computer.
  FileTree DISK =
      new FileTree() {
        @Override
        public boolean hasFile(Path file) {
          return Files.isRegularFile(file);
        }

        @Override
        public boolean isFolder(Path path) {
          return Files.isDirectory(path);
        }

        @Override
        public @Nullable Source read(Path file, String name, SourceReader reader) {
          return reader.read(file, name);
        }
      };

  /// Whether there is such a file.
  boolean hasFile(Path file);

  /// Whether it is a folder.
  default boolean isFolder(Path path) {
    return false;
  }

  /// The text of a file; null after an error, which the reader tells.
  ///
  /// @param name as errors show it
  @Nullable Source read(Path file, String name, SourceReader reader);
}
