package dev.drydock.scenarios.report;

/// What one interface saw.
///
/// @param name its name in captures: `host/one:eth0`
/// @param description what it is: `network bridge`; may be empty
/// @param frames how many frames passed it, in both directions
/// @param broadcasts how many of those that came in were for everybody: what each member of a
///   broadcast domain pays for its size
public record InterfaceReport(String name, String description, long frames, long broadcasts) {}
