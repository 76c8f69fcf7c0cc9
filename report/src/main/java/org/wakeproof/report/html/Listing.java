// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a source file with their numbers, some of them marked, some of them added or removed; where lines are left out
 * between, it says so.
 */
public final class Listing {
    private final List<Line> lines = new ArrayList<>();

    /** What has become of a line. */
    private enum Change {
        KEPT(' ', "span"),
        ADDED('+', "ins"),
        REMOVED('-', "del");

        private final char sign;
        private final String tag;

        Change(char sign, String tag) {
            this.sign = sign;
            this.tag = tag;
        }
    }

    private record Line(Change change, int number, String text, boolean isMarked) {}

    /** Adds a line, which comes behind those that are there. */
    public Listing line(int number, String text, boolean isMarked) {
        lines.add(new Line(Change.KEPT, number, text, isMarked));
        return this;
    }

    /** Adds a line that was not there before. */
    public Listing added(int number, String text, boolean isMarked) {
        lines.add(new Line(Change.ADDED, number, text, isMarked));
        return this;
    }

    /** Adds a line that is there no more, and so has no number. */
    public Listing removed(String text) {
        lines.add(new Line(Change.REMOVED, 0, text, false));
        return this;
    }

    /** Says that lines are left out here, whatever their numbers. */
    public Listing gap() {
        lines.add(null);
        return this;
    }

    /** As an element that keeps its blanks, and may be wider than the page. */
    String html() {
        boolean isChanged = lines.stream().anyMatch(line -> line != null && line.change != Change.KEPT);
        StringBuilder html = new StringBuilder("<pre class=\"listing\" tabindex=\"0\"><code>");
        int previous = 0;
        for (Line line : lines) {
            if (line == null || previous > 0 && line.number > previous + 1) {
                html.append("<span class=\"soft\">     \u2026\n</span>");
            }
            if (line != null) {
                html.append(html(line, isChanged));
            }
            previous = line == null ? 0 : line.number > 0 ? line.number : previous;
        }
        return html.append("</code></pre>\n").toString();
    }

    private static String html(Line line, boolean isChanged) {
        String number = line.number > 0 ? String.valueOf(line.number) : "";
        String text = (line.isMarked ? ">" : " ")
                + (isChanged ? String.valueOf(line.change.sign) : "")
                + String.format("%4s  ", number)
                + line.text.replace("\t", "        ");
        String inside = line.isMarked ? Markup.element("mark", "", text) : Markup.escape(text);
        return "<" + line.change.tag + " class=\"line\">" + inside + "\n</" + line.change.tag + ">";
    }
}
