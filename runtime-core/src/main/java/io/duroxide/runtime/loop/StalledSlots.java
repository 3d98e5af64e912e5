package io.duroxide.runtime.loop;

/**
 * How many slots of a node are held by work that does not end.
 *
 * @param orchestrations slots whose turn has held them longer than the stall limit
 * @param activities slots whose attempt has held them longer than the stall limit, and longer than
 *     its own time limit if it has one
 */
public record StalledSlots(int orchestrations, int activities) {}
