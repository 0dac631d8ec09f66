package dev.drydock.pcap;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/// A file on a disk that is soon full: a write puts what fits, then fails, as Linux does it.
final class SmallDisk extends FileOutputStream {
  private int room;

  SmallDisk(Path file, int room) throws IOException {
    super(file.toFile());
    this.room = room;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int fits = Math.min(room, length);
    super.write(bytes, offset, fits);
    room -= fits;
    if (fits < length) {
      throw new IOException("No space left on device");
    }
  }
}
