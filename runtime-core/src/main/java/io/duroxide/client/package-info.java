/**
 * Starting, signalling and observing instances. Depends on {@code provider}, {@code history} and
 * {@code payload}.
 */
@NullMarked
package io.duroxide.client;

import org.jspecify.annotations.NullMarked;
