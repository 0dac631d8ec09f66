package dev.drydock.core.app.http;

import java.util.List;

/// What a server writes in answer to one request.
///
/// @param writes one after the other: each is a call of `write`, and so a segment of its own when
///   it is small
/// @param keepsOpen whether it waits for another request
record HttpReply(List<byte[]> writes, boolean keepsOpen) {
  /// Nothing at all, and the connection is closed.
  static final HttpReply CLOSE = new HttpReply(List.of(), false);
}
