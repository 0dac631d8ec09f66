/// A running lab: the machines, links and engines that a plan asks for, in virtual time.
///
/// [dev.drydock.scenarios.lab.Lab] is the door. It knows no commands; those are in
/// [dev.drydock.scenarios.tools].
@NullMarked
package dev.drydock.scenarios.lab;

import org.jspecify.annotations.NullMarked;
