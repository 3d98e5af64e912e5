/** Names and payloads that orchestrations and activities share. Depends on nothing. */
@NullMarked
package io.duroxide.examples.toygres.model;

import org.jspecify.annotations.NullMarked;
