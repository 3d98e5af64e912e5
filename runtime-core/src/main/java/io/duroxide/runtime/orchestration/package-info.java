/**
 * The way of a turn, top to bottom: {@link
 * io.duroxide.runtime.orchestration.OrchestrationDispatcher} fetches, {@link
 * io.duroxide.runtime.orchestration.OrchestrationTurn} runs one item and returns a {@link
 * io.duroxide.runtime.orchestration.TurnOutcome}.
 */
@NullMarked
package io.duroxide.runtime.orchestration;

import org.jspecify.annotations.NullMarked;
