package io.duroxide.replay;

/**
 * Identity and environment of an event that is being written: everything nondeterministic about it.
 *
 * @param at wall clock, epoch milliseconds
 */
record Stamp(String instance, long executionId, long id, long at, TurnEnvironment environment) {}
