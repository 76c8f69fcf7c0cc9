// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that differs between two commits.
 *
 * @param path its name behind the change, or before it where it is removed
 * @param before the object that holds its text; null if there was none
 * @param after the same behind the change; null if it is gone, or has a name that is none of a C file any more
 */
record GitChange(
        String path, @Nullable String before, @Nullable String after) {
    /**
     * Reads what {@code git diff --raw -z} prints: names as they are, whatever is in them.
     *
     * @param output byte for byte as ISO-8859-1
     */
    static List<GitChange> parse(String output) {
        List<GitChange> changes = new ArrayList<>();
        String[] words = output.split("\0");
        for (int at = 0; at + 1 < words.length; ) {
            // :100644 100644 OLD NEW M
            String[] head = words[at].split(" ");
            boolean isRenamed = head[4].matches("[RC].*");
            boolean leavesC = isRenamed && words[at + 1].endsWith(".c") && !words[at + 2].endsWith(".c");
            String path = words[isRenamed && !leavesC ? at + 2 : at + 1];
            changes.add(new GitChange(
                    new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    head[4].startsWith("A") ? null : head[2],
                    head[4].startsWith("D") || leavesC ? null : head[3]));
            at += isRenamed ? 3 : 2;
        }
        return changes;
    }
}
