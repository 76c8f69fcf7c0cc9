// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.List;
import java.util.Locale;

/**
 * Where bars and their labels are: the label in front of its bar, or above it where some label is too long for that.
 *
 * @param labels one of each bar
 * @param room how far bars begin behind labels in front of them, in pixels
 * @param most how many letters there is room for
 */
record BarRows(List<String> labels, int room, int most) {
    private static final int BAR = 16;
    private static final int GAP = 8;
    private static final int TEXT = 24;

    private boolean above() {
        return labels.stream().anyMatch(label -> label.length() > most);
    }

    private int row() {
        return BAR + GAP + (above() ? TEXT : 0);
    }

    /** All rows together, in pixels, as what follows. */
    int height() {
        return row() * labels.size();
    }

    /** Where bars begin. */
    int left() {
        return above() ? 0 : room;
    }

    int thickness() {
        return BAR;
    }

    /** The upper edge of a bar. */
    int top(int bar) {
        return row() * bar + (above() ? TEXT : GAP / 2);
    }

    /** The line on which a bar's number stands. */
    int line(int bar) {
        return top(bar) + BAR - 4;
    }

    /** A bar's label. */
    String label(int bar) {
        return String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text>",
                above() ? top(bar) - 5 : line(bar),
                RunsPage.escaped(labels.get(bar)));
    }
}
