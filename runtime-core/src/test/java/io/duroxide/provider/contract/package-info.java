/**
 * What every provider must do, as tests for its author to run: extend each contract and supply a
 * {@link io.duroxide.provider.contract.ProviderFixture}.
 */
@NullMarked
package io.duroxide.provider.contract;

import org.jspecify.annotations.NullMarked;
