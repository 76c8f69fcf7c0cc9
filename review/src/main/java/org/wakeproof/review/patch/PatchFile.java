// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A unified diff, with whatever a mail or git puts around it. */
public final class PatchFile {
    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,8})(?:,(\\d{1,8}))? \\+\\d{1,8}(?:,(\\d{1,8}))? @@.*");

    private final List<String> lines;
    private final Set<String> renamed = new HashSet<>();
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
            if (isPair("rename")) {
                rename(name, patches);
            } else if (isPair("copy")) {
                copy(name, patches);
            } else if (isHeader()) {
                change(name, patches, null);
            } else if (line.startsWith("@@")) {
                throw new IllegalArgumentException(
                        name + " is damaged at line " + (at + 1) + ": a hunk of no file, or one that cannot be read");
            } else {
                checkForm(name, line);
                at++;
            }
        }
        return patches;
    }

    /** What may hold changes that nobody would see. */
    private void checkForm(String name, String line) {
        // The next mail, or the next commit: its renames are behind those before.
        if (line.startsWith("From ") || line.startsWith("commit ")) {
            renamed.clear();
        }
        if (line.matches("(?i)Content-Transfer-Encoding: *(quoted-printable|base64) *")) {
            throw new IllegalArgumentException(name + " is a mail in"
                    + line.substring(line.indexOf(':') + 1).stripTrailing() + " at line " + (at + 1)
                    + "; decode it first");
        }
        if (line.startsWith("***************")) {
            throw new IllegalArgumentException(
                    name + " holds a context diff at line " + (at + 1) + "; a unified one is needed (diff -u)");
        }
    }

    /** Whether git says here that a file has another name than the one it comes from. */
    private boolean isPair(String how) {
        return at + 1 < lines.size()
                && lines.get(at).startsWith(how + " from ")
                && lines.get(at + 1).startsWith(how + " to ");
    }

    private boolean isHeader() {
        return at + 1 < lines.size()
                && lines.get(at).startsWith("--- ")
                && lines.get(at + 1).startsWith("+++ ");
    }

    private void rename(String name, List<FilePatch> patches) {
        String from = PatchNames.unquoted(lines.get(at).substring("rename from ".length()));
        String to = PatchNames.unquoted(lines.get(at + 1).substring("rename to ".length()));
        if (!renamed.add(to) || renamed.contains(from)) {
            throw new IllegalArgumentException(name + " renames at line " + (at + 1)
                    + " what the same diff renames already: which of them is first?");
        }
        FilePatch moved = new FilePatch(from, to, List.of());
        at += 2;
        if (hasHunks()) {
            change(name, patches, moved);
        } else {
            patches.add(moved);
        }
    }

    /** Makes a file, and leaves the one that it is copied from as it is. */
    private void copy(String name, List<FilePatch> patches) {
        String to = PatchNames.unquoted(lines.get(at + 1).substring("copy to ".length()));
        FilePatch made = new FilePatch(null, to, List.of());
        at += 2;
        if (hasHunks()) {
            change(name, patches, made);
        } else {
            patches.add(made);
        }
    }

    private boolean hasHunks() {
        while (at < lines.size() && lines.get(at).startsWith("index ")) {
            at++;
        }
        return isHeader();
    }

    /** With the names that git has said before, or those of its own head. */
    private void change(String name, List<FilePatch> patches, @Nullable FilePatch said) {
        FilePatch named = said == null ? PatchNames.of(lines.get(at), lines.get(at + 1)) : said;
        at += 2;
        List<FilePatch.Hunk> hunks = hunks(name);
        if (hunks.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " is damaged at line " + (at + 1) + ": no hunk of " + named.path() + " can be read");
        }
        patches.add(new FilePatch(named.oldPath(), named.newPath(), hunks));
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
        if (before.size() > removed || after.size() > added) {
            throw new IllegalArgumentException(
                    name + " is damaged at line " + at + ": the hunk has other numbers of lines than its head says");
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
