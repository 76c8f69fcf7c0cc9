// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import org.wakeproof.junit.Spec;

/** A lesson: something to be explored. */
interface Sample {
    /** What is explored. */
    Spec spec();
}
