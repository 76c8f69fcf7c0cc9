// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.wakeproof.report.html.Listing;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.verdict.LineDiff.Line;

/** Excerpts of a reviewed file, and behind a patch of what the patch has changed in it. */
final class SourceView {
    private static final int AROUND = 3;

    private final List<Line> lines;

    private SourceView(List<Line> lines) {
        this.lines = lines;
    }

    /** Of a file as it is. */
    static SourceView of(CFile file) {
        List<Line> lines = new ArrayList<>();
        file.lines().forEach(line -> lines.add(new Line(' ', lines.size() + 1, line)));
        return new SourceView(lines);
    }

    /** Of a file behind a patch. */
    static SourceView of(CFile before, CFile after) {
        return new SourceView(LineDiff.of(before.lines(), after.lines()));
    }

    /** The lines around those of these numbers, which are marked. */
    Listing around(Set<Integer> marked) {
        return listing(line -> marked.contains(line.number()), marked);
    }

    /** The lines around those that are changed; those of these numbers are marked. */
    Listing changes(Set<Integer> marked) {
        return listing(Line::isChanged, marked);
    }

    private Listing listing(Predicate<Line> chosen, Set<Integer> marked) {
        BitSet shown = new BitSet();
        for (int at = 0; at < lines.size(); at++) {
            if (chosen.test(lines.get(at))) {
                shown.set(Math.max(0, at - AROUND), Math.min(lines.size(), at + AROUND + 1));
            }
        }
        Listing listing = new Listing();
        for (int at = shown.nextSetBit(0), last = at; at >= 0; last = at, at = shown.nextSetBit(at + 1)) {
            if (at > last + 1) {
                listing.gap();
            }
            add(listing, lines.get(at), marked);
        }
        return listing;
    }

    private static void add(Listing listing, Line line, Set<Integer> marked) {
        boolean isMarked = marked.contains(line.number());
        switch (line.sign()) {
            case '+' -> listing.added(line.number(), line.text(), isMarked);
            case '-' -> listing.removed(line.text());
            default -> listing.line(line.number(), line.text(), isMarked);
        }
    }
}
