// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a patch does to one file.
 *
 * @param oldPath of the file before the patch, as the patch names it, without a/ or b/; null if it makes the file
 * @param newPath of the file behind it; null if it removes the file
 * @param hunks in order; none where it only renames
 */
public record FilePatch(@Nullable String oldPath, @Nullable String newPath, List<Hunk> hunks) {
    /** The path behind the patch, or the one before it where the file is removed. */
    public String path() {
        return newPath == null ? oldPath : newPath;
    }

    /**
     * Lines to be replaced.
     *
     * @param line where the patch says that they are, from 1
     * @param before with their context
     * @param after with their context
     */
    public record Hunk(int line, List<String> before, List<String> after) {}

    /**
     * Applies it; hunks may have moved, but must match to the letter, and in one place only if it is not the one they name.
     *
     * @throws IllegalArgumentException if one does not apply; the message says which
     */
    public String apply(String text) {
        if (oldPath == null || newPath == null) {
            throw new IllegalArgumentException("the patch " + (newPath == null ? "removes " : "makes ") + path());
        }
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
        int shift = 0;
        int from = 0;
        for (Hunk hunk : hunks) {
            int expected = Math.max(0, hunk.line() - 1 + shift);
            int at = find(lines, hunk, from, expected);
            if (at < 0) {
                throw new IllegalArgumentException("the patch does not apply: its lines for " + path() + " at line "
                        + hunk.line() + " are not there");
            }
            if (at != expected && places(lines, hunk, from) > 1) {
                throw new IllegalArgumentException("the patch does not apply: its lines for " + path() + " at line "
                        + hunk.line() + " are not there, but in several other places");
            }
            lines.subList(at, at + hunk.before().size()).clear();
            lines.addAll(at, hunk.after());
            from = at + hunk.after().size();
            shift = at - (hunk.line() - 1) + hunk.after().size() - hunk.before().size();
        }
        return String.join(newline, lines);
    }

    /** The match that is nearest to where it should be. */
    private static int find(List<String> lines, Hunk hunk, int from, int expected) {
        int last = lines.size() - hunk.before().size();
        int best = -1;
        for (int at = from; at <= last; at++) {
            boolean isNearer = best < 0 || Math.abs(at - expected) < Math.abs(best - expected);
            if (isNearer && isAt(lines, hunk, at)) {
                best = at;
            }
        }
        return best;
    }

    private static long places(List<String> lines, Hunk hunk, int from) {
        return IntStream.rangeClosed(from, lines.size() - hunk.before().size())
                .filter(at -> isAt(lines, hunk, at))
                .count();
    }

    private static boolean isAt(List<String> lines, Hunk hunk, int at) {
        return lines.subList(at, at + hunk.before().size()).equals(hunk.before());
    }
}
