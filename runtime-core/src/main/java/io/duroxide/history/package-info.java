/**
 * The durable facts: the only types that are ever written to storage, and their JSON form.
 *
 * <p>Depends on the root package. Reading order: {@link io.duroxide.history.HistoryEvent}, {@link
 * io.duroxide.history.OrchestratorMessage}, {@link io.duroxide.history.ActivityWorkItem}, {@link
 * io.duroxide.history.HistoryCodec}.
 */
@NullMarked
package io.duroxide.history;

import org.jspecify.annotations.NullMarked;
