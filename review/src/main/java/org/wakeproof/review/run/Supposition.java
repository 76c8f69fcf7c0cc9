// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

/**
 * A way that the code can go because nobody knows better.
 *
 * @param line of the condition
 * @param condition its text
 * @param outcome what is supposed of it
 */
record Supposition(int line, String condition, String outcome) {
    @Override
    public String toString() {
        return condition + " " + outcome + " (line " + line + ")";
    }
}
