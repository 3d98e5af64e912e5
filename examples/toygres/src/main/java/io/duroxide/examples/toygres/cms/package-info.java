/**
 * The control plane's own state: instances, DNS names, actors, health checks, in a database of its
 * own. Depends on {@code model}.
 */
@NullMarked
package io.duroxide.examples.toygres.cms;

import org.jspecify.annotations.NullMarked;
