package dev.drydock.core.app.http;

/// How a request ended.
public enum HttpOutcome {
  /// It has not ended.
  PENDING,
  /// The response is whole.
  DONE,
  /// There was no connection; the error says why.
  NOT_CONNECTED,
  /// The limit for the connection, or for all of it, was reached before there was one.
  CONNECT_TIMED_OUT,
  /// A limit was reached later.
  TIMED_OUT,
  /// The server ended the stream before its response was whole.
  ENDED,
  /// The connection broke; the error says how.
  BROKEN
}
