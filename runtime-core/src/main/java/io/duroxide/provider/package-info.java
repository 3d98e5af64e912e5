/**
 * The storage contract: what the runtime and the client ask of a database.
 *
 * <p>Depends on {@code history} and the root package. Reading order: {@link
 * io.duroxide.provider.Provider}, {@link io.duroxide.provider.OrchestrationItem}, {@link
 * io.duroxide.provider.TurnCommit}, {@link io.duroxide.provider.ProviderException}.
 */
@NullMarked
package io.duroxide.provider;

import org.jspecify.annotations.NullMarked;
