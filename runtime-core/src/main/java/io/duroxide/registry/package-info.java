/** Names and versions to application code. Depends on the root package. */
@NullMarked
package io.duroxide.registry;

import org.jspecify.annotations.NullMarked;
