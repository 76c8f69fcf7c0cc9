// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.List;

/** Lines of a source file with their numbers, some of them marked; where lines are left out between, it says so. */
public final class Listing {
    private final List<Line> lines = new ArrayList<>();

    private record Line(int number, String text, boolean isMarked) {}

    /** Adds a line, which comes behind those that are there. */
    public Listing line(int number, String text, boolean isMarked) {
        lines.add(new Line(number, text, isMarked));
        return this;
    }

    /** As an element that keeps its blanks, and may be wider than the page. */
    String html() {
        StringBuilder html = new StringBuilder("<pre class=\"listing\" tabindex=\"0\"><code>");
        int previous = 0;
        for (Line line : lines) {
            if (previous > 0 && line.number > previous + 1) {
                html.append("<span class=\"soft\">     \u2026</span>\n");
            }
            String text = String.format("%c%4d  ", line.isMarked ? '>' : ' ', line.number)
                    + line.text.replace("\t", "        ");
            html.append(line.isMarked ? Markup.element("mark", "", text) : Markup.escape(text))
                    .append('\n');
            previous = line.number;
        }
        return html.append("</code></pre>\n").toString();
    }
}
