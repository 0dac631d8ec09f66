package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();
  private final SourceReader reader = new SourceReader(diagnostics);

  @Test
  void a_missing_file_is_one_error(@TempDir Path folder) {
    assertNull(reader.read(folder.resolve("compose.yaml"), "compose.yaml"));
    assertEquals("compose.yaml:1:1: no such file", firstLine());
  }

  @Test
  void a_folder_is_one_error(@TempDir Path folder) {
    assertNull(reader.read(folder, "lab"));
    assertEquals("lab:1:1: is a directory", firstLine());
  }

  @Test
  void bytes_that_are_not_utf8_are_one_error_where_they_stand() {
    var bytes = "name: é\n  ü: x".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;
    assertNull(read(bytes));
    assertEquals("-:2:6: the byte 0xff is not UTF-8", firstLine());
  }

  @Test
  void a_cut_character_at_the_end_is_one_error() {
    assertNull(read(new byte[] {'a', (byte) 0xc3}));
    assertEquals("-:1:2: the byte 0xc3 is not UTF-8", firstLine());
  }

  @Test
  void an_endless_stream_is_one_error() {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return length;
          }
        };
    assertNull(reader.read(endless, "-"));
    assertEquals("-:1:1: the file is larger than 4 MiB", firstLine());
  }

  @Test
  void a_stream_that_breaks_is_one_error() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("pipe broke");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("pipe broke");
          }
        };
    assertNull(reader.read(broken, "-"));
    assertEquals("-:1:1: cannot be read: pipe broke", firstLine());
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_text() {
    var source = read("\uFEFFname: x".getBytes(StandardCharsets.UTF_8));
    assertNotNull(source);
    assertEquals("name: x", source.text());
  }

  private @Nullable Source read(byte[] bytes) {
    return reader.read(new ByteArrayInputStream(bytes), "-");
  }

  private String firstLine() {
    assertEquals(1, diagnostics.sorted().size());
    return diagnostics.sorted().getFirst().toString().lines().findFirst().orElse("");
  }
}
