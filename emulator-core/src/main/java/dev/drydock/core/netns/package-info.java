/// One network namespace: its devices, its protocol stack and its sysctls.
@NullMarked
package dev.drydock.core.netns;

import org.jspecify.annotations.NullMarked;
