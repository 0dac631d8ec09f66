package dev.drydock.core.app;

/// How a ping went.
///
/// @param sent requests sent, or tried to
/// @param received requests answered
/// @param duplicates answers to requests that were answered before
/// @param errors errors that counted instead of an answer
/// @param pipe the most requests that were on their way when one was answered or failed, 0 for none
/// @param lastSendNanos from the start to the last request
/// @param meanMicros the moving mean of the round trips, in microseconds
public record PingSummary(
    int sent,
    int received,
    int duplicates,
    int errors,
    int pipe,
    long lastSendNanos,
    long meanMicros) {}
