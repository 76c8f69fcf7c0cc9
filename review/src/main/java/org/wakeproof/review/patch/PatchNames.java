// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a patch calls its files. */
final class PatchNames {
    /** A character, or what stands behind a backslash for one byte. */
    private static final Pattern PART = Pattern.compile("\\\\([0-3][0-7]{2}|.)|\\P{M}\\p{M}*", Pattern.DOTALL);

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

    /** Without the quotes that git puts around a name, and with what its escapes stand for in their places. */
    static String unquoted(String path) {
        String bare = path.strip();
        boolean isQuoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return isQuoted ? unescaped(bare.substring(1, bare.length() - 1)) : bare;
    }

    private static String unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            String escape = part.group(1);
            byte[] of = escape == null
                    ? part.group().getBytes(StandardCharsets.UTF_8)
                    : new byte[] {(byte) (escape.length() == 3 ? Integer.parseInt(escape, 8) : letter(escape.charAt(0)))
                    };
            bytes.writeBytes(of);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int letter(char escape) {
        int at = "abtnvfr".indexOf(escape);
        return at < 0 ? escape : 7 + at;
    }
}
