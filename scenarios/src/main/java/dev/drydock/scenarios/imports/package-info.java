/// A scenario made from what commands said on a live Docker host.
///
/// [dev.drydock.scenarios.imports.HostImport] is the door. A folder of dumps is read into a
/// [dev.drydock.scenarios.imports.HostDump], of which the trees of a compose file are made. What
/// the user added by hand to rules and settings is what a run of that file does not have.
@NullMarked
package dev.drydock.scenarios.imports;

import org.jspecify.annotations.NullMarked;
