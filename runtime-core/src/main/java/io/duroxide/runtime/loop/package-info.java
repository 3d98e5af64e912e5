/**
 * The polling loop of a slot, its back-off, and the renewal of locks. Depends on {@code provider}.
 */
@NullMarked
package io.duroxide.runtime.loop;

import org.jspecify.annotations.NullMarked;
