// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

/**
 * A condition that is made of what is pending, in a way that was not followed.
 *
 * @param text as it is written
 * @param line its line
 * @param file of the file of this name
 */
public record NotFollowedCondition(String text, int line, String file) {
    /** Whether a supposition is one about it. */
    public boolean isSupposedBy(String supposition) {
        return supposition.contains(text + " is true (line " + line + ")")
                || supposition.contains(text + " is false (line " + line + ")");
    }

    /** Why nothing is said, in words. */
    public String reason() {
        return text + " is made of what is pending in a way that is not followed (" + file + ":" + line + ")";
    }
}
