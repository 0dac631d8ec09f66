package dev.drydock.scenarios.report;

/// Frames that were lost at one place for one reason.
///
/// @param where the device: `host/docker0`
/// @param reason the kernel's word: `NO_CARRIER`
/// @param text the reason in a few words
/// @param frames how many
public record DropReport(String where, String reason, String text, long frames) {}
