// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unified diff, with whatever a mail or git puts around it. */
public final class PatchFile {
    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,8})(?:,(\\d{1,8}))? \\+\\d{1,8}(?:,(\\d{1,8}))? @@.*");

    private final List<String> lines;
    private int at;

    private PatchFile(String text) {
        this.lines = List.of(text.split("\r?\n", -1));
    }

    /**
     * Parses a patch.
     *
     * @param name as messages are to call it
     * @throws IllegalArgumentException if there is no diff in it, or it is cut off; the message says so in one line
     */
    public static List<FilePatch> parse(String name, String text) {
        List<FilePatch> patches = new PatchFile(text).files(name);
        if (patches.isEmpty()) {
            throw new IllegalArgumentException(name + " holds no unified diff");
        }
        return patches;
    }

    private List<FilePatch> files(String name) {
        List<FilePatch> patches = new ArrayList<>();
        while (at + 1 < lines.size()) {
            if (lines.get(at).startsWith("--- ") && lines.get(at + 1).startsWith("+++ ")) {
                String path = path(lines.get(at + 1).startsWith("+++ /dev/null") ? lines.get(at) : lines.get(at + 1));
                at += 2;
                patches.add(new FilePatch(path, hunks(name)));
            } else {
                at++;
            }
        }
        return patches;
    }

    private static String path(String header) {
        return header.substring(4).split("\t", 2)[0].strip().replaceFirst("^[ab]/", "");
    }

    private List<FilePatch.Hunk> hunks(String name) {
        List<FilePatch.Hunk> hunks = new ArrayList<>();
        while (at < lines.size()) {
            Matcher head = HUNK.matcher(lines.get(at));
            if (!head.matches()) {
                break;
            }
            at++;
            hunks.add(hunk(name, head));
        }
        return hunks;
    }

    private FilePatch.Hunk hunk(String name, Matcher head) {
        int line = Integer.parseInt(head.group(1));
        int removed = count(head.group(2));
        int added = count(head.group(3));
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        while (before.size() < removed || after.size() < added) {
            String text = at < lines.size() ? lines.get(at) : "end";
            char kind = text.isEmpty() ? ' ' : text.charAt(0);
            String rest = text.isEmpty() ? "" : text.substring(1);
            if (kind != ' ' && kind != '-' && kind != '+' && kind != '\\') {
                throw new IllegalArgumentException(
                        name + " is cut off or damaged at line " + (at + 1) + ": a hunk's lines are missing");
            }
            if (kind == ' ' || kind == '-') {
                before.add(rest);
            }
            if (kind == ' ' || kind == '+') {
                after.add(rest);
            }
            at++;
        }
        return new FilePatch.Hunk(removed == 0 ? line + 1 : line, before, after);
    }

    private static int count(String text) {
        return text == null ? 1 : Integer.parseInt(text);
    }
}
