/// Header formats: static readers and writers on (`byte[]`, offset), big-endian, and the text forms
/// of addresses. Stateless; decides nothing. Lengths are checked by the caller, once, on entry.
///
/// Read [dev.drydock.core.wire.Bytes], then the header at hand.
@NullMarked
package dev.drydock.core.wire;

import org.jspecify.annotations.NullMarked;
