// SPDX-License-Identifier: Apache-2.0
/**
 * The developer's loop: builds modules, runs them, and moves what runs to new code on each change.
 *
 * <p>{@code DevCommand} makes a {@code DevSession} of what was asked for; that one has a source of
 * bundles, a host, settings, and a {@code Story} that tells what happens.
 */
@NullMarked
package bus.daemon.dev;

import org.jspecify.annotations.NullMarked;
