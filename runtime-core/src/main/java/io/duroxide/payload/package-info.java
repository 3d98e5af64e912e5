/** How application values become stored strings. Depends on the root package and Jackson. */
@NullMarked
package io.duroxide.payload;

import org.jspecify.annotations.NullMarked;
