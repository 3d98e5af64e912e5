package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * A work item no node could read, put aside.
 *
 * @param item as it was stored
 * @param error why it could not be read
 * @param at when it was put aside, epoch milliseconds
 */
public record DeadLetter(long id, String instance, String item, @Nullable String error, long at) {}
