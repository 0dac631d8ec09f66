/// Frames: pooled byte arrays with headroom, moved from owner to owner.
///
/// What the bytes mean is told by [dev.drydock.core.wire]; nothing here looks inside.
@NullMarked
package dev.drydock.core.frame;

import org.jspecify.annotations.NullMarked;
