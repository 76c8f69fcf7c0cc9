// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** In which order the levels of diagrams lie; see {@link org.wakeproof.explorer.Options.Levels}. */
public enum Ordering {
    /** As footprints suggest, and where many nodes are made so that what has been reached takes few. */
    SIFTED,
    /** As footprints suggest: what is a CPU's own lies with its call stack, and what is shared between them. */
    FOOTPRINTS,
    /** As variables are numbered, each by itself: fields as they were wired, and then call stacks; to compare with. */
    WIRING
}
