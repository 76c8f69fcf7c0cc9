// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has to act in a fair run, where it can again and again. It is one with some of the agents, or the joint step's.
 *
 * @param agents those of an {@link Exploration} whose steps are its own
 * @param isJoint whether the joint step is its own, too
 * @param able where it can act; null for where it has a step
 * @param polls where it looks at something again and again, and may miss that; it has to act then only where it can
 *     always. Null for nowhere
 */
public record Actor(
        List<Agent> agents,
        boolean isJoint,
        @Nullable Test able,
        @Nullable Test polls) {}
