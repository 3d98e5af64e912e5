/**
 * Code that can be suspended in the middle and resumed later, by one engine at a time. Depends on
 * nothing but {@code java.*}.
 */
@NullMarked
package io.duroxide.coroutine;

import org.jspecify.annotations.NullMarked;
