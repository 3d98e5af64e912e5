package io.duroxide.replay;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * Identity and environment of an event that is being written: everything nondeterministic about it.
 *
 * @param at wall clock, epoch milliseconds
 */
record Stamp(String instance, long executionId, long id, long at, Supplier<UUID> uuids) {}
