package dev.drydock.scenarios.report;

/// What one interface saw.
///
/// @param name its name in captures: `host/one:eth0`
/// @param description what it is: `network bridge`; may be empty
/// @param frames how many frames passed it, in both directions
public record InterfaceReport(String name, String description, long frames) {}
