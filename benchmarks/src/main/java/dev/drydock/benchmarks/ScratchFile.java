package dev.drydock.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in the folder for temporary files that is cut to nothing whenever it has 400 MB, so that
/// what is written stays in the page cache, as fresh pages. It is gone when it is closed.
final class ScratchFile extends OutputStream {
  private static final long BYTES_MAX = 400_000_000;

  private final Path path;
  private final RandomAccessFile file;
  private long written;

  ScratchFile() throws IOException {
    path = Files.createTempFile("drydock-bench", ".pcapng");
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (written + length > BYTES_MAX) {
      file.setLength(0);
      written = 0;
    }
    file.write(bytes, offset, length);
    written += length;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
