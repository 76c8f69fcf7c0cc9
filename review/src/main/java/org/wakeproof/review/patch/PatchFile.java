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
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith("diff --cc ") || line.startsWith("diff --combined ") || line.startsWith("@@@ ")) {
                throw new IllegalArgumentException(name + " is the combined diff of a merge at line " + (at + 1)
                        + "; review the difference from one of its parents");
            }
            if (line.startsWith("rename from ")
                    && at + 1 < lines.size()
                    && lines.get(at + 1).startsWith("rename to ")) {
                rename(patches);
            } else if (isHeader()) {
                change(name, patches);
            } else if (line.startsWith("@@ -")) {
                throw new IllegalArgumentException(
                        name + " is damaged at line " + (at + 1) + ": a hunk of no file, or one that cannot be read");
            } else {
                at++;
            }
        }
        return patches;
    }

    private boolean isHeader() {
        return at + 1 < lines.size()
                && lines.get(at).startsWith("--- ")
                && lines.get(at + 1).startsWith("+++ ");
    }

    /** Its hunks, if there are any, follow with the names that they have; then it is those that count. */
    private void rename(List<FilePatch> patches) {
        String from = lines.get(at).substring("rename from ".length()).strip();
        String to = lines.get(at + 1).substring("rename to ".length()).strip();
        at += 2;
        int ahead = at;
        while (ahead < lines.size() && lines.get(ahead).startsWith("index ")) {
            ahead++;
        }
        if (ahead >= lines.size() || !lines.get(ahead).startsWith("--- ")) {
            patches.add(new FilePatch(from, to, List.of()));
        }
        at = ahead;
    }

    private void change(String name, List<FilePatch> patches) {
        String from = path(lines.get(at));
        String to = path(lines.get(at + 1));
        at += 2;
        List<FilePatch.Hunk> hunks = hunks(name);
        if (hunks.isEmpty()) {
            throw new IllegalArgumentException(name + " is damaged at line " + (at + 1) + ": no hunk of "
                    + (to == null ? from : to) + " can be read");
        }
        patches.add(new FilePatch(from, to, hunks));
    }

    /** Null for what is no file. */
    private static String path(String header) {
        String path = header.substring(4).split("\t", 2)[0].strip().replaceAll("^\"|\"$", "");
        return path.equals("/dev/null") ? null : path.replaceFirst("^[ab]/", "");
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
            checkEnd(name);
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

    /** Behind the lines that its head promises a hunk is over. */
    private void checkEnd(String name) {
        while (at < lines.size() && lines.get(at).startsWith("\\")) {
            at++;
        }
        String next = at < lines.size() ? lines.get(at) : "";
        boolean isMore = next.matches("[-+ ].*") && !next.startsWith("-- ") && !next.equals("--") && !isHeader();
        if (isMore && !next.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is damaged at line " + (at + 1) + ": the hunk has more lines than its head says");
        }
    }

    private static int count(String text) {
        return text == null ? 1 : Integer.parseInt(text);
    }
}
