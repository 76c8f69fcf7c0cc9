// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a patch calls its files. */
final class PatchNames {
    private PatchNames() {}

    /**
     * Of the two lines above its hunks. Trees that lie side by side (xen.orig/ and xen/, i/ and w/) have one file in two places, which is no rename.
     *
     * @return without hunks
     */
    static FilePatch of(String before, String behind) {
        String from = path(before);
        String to = path(behind);
        if (from != null && to != null && !from.equals(to)) {
            String inTree = from.replaceFirst("^[^/]+/", "");
            if (from.contains("/") && to.contains("/") && inTree.equals(to.replaceFirst("^[^/]+/", ""))) {
                return new FilePatch(inTree, inTree, List.of());
            }
            if (from.equals(to + ".orig")) {
                return new FilePatch(to, to, List.of());
            }
        }
        return new FilePatch(from, to, List.of());
    }

    /** Null for what is no file. */
    private static @Nullable String path(String header) {
        String path = unquoted(header.substring(4).split("\t", 2)[0]);
        return path.equals("/dev/null") ? null : path.replaceFirst("^[ab]/", "");
    }

    static String unquoted(String path) {
        return path.strip().replaceAll("^\"|\"$", "");
    }
}
