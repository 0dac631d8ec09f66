package dev.drydock.scenarios.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Turns files and streams into text. What cannot be read is one error, never an exception.
public final class SourceReader {

  /// Far above any file written by hand; a thousand services take a tenth of it.
  static final int SIZE_BYTES_MAX = 4 << 20;

  private final Diagnostics diagnostics;

  /// A reader that tells what is wrong to `diagnostics`.
  public SourceReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// The text of a file; null after an error.
  public @Nullable Source read(Path file, String name) {
    if (Files.isDirectory(file)) {
      return refuse(name, "is a directory", "name the compose file in it");
    }
    try (var stream = Files.newInputStream(file)) {
      return read(stream, name);
    } catch (NoSuchFileException missing) {
      return missing(name);
    } catch (AccessDeniedException denied) {
      return refuse(name, "permission denied", "make the file readable");
    } catch (IOException failed) {
      return refuse(name, "cannot be read: " + failed.getMessage(), "");
    }
  }

  /// Tells that there is no such file.
  public @Nullable Source missing(String name) {
    return refuse(name, "no such file", "check the name and the current folder");
  }

  /// The text of a stream, read to its end; null after an error.
  public @Nullable Source read(InputStream stream, String name) {
    try {
      var bytes = stream.readNBytes(SIZE_BYTES_MAX + 1);
      if (bytes.length > SIZE_BYTES_MAX) {
        return refuse(
            name,
            "the file is larger than " + (SIZE_BYTES_MAX >> 20) + " MiB",
            "a compose file of that size is a mistake; is it the right file?");
      }
      return decode(bytes, name);
    } catch (IOException failed) {
      return refuse(name, "cannot be read: " + failed.getMessage(), "");
    }
  }

  private @Nullable Source decode(byte[] bytes, String name) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    var isBroken = decoder.decode(in, out, true).isError();
    var decoded = out.flip().toString();
    var text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    if (!isBroken) {
      return new Source(name, text);
    }
    var octet = Integer.toHexString(bytes[in.position()] & 0xff);
    diagnostics.error(
        new Place(name, positionAt(text, text.length())),
        "the byte 0x" + octet + " is not UTF-8",
        "save the file as UTF-8 text");
    return null;
  }

  /// The position of the character at an index.
  static Position positionAt(String text, int index) {
    var line = 1;
    var lineStart = 0;
    for (var at = 0; at < index; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, index) + 1);
  }

  private @Nullable Source refuse(String name, String message, String hint) {
    diagnostics.error(Place.startOf(name), message, hint);
    return null;
  }
}
