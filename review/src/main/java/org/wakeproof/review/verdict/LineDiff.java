// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;

/** What became of the lines of a file: the fewest that were removed and added, removed ones first. */
final class LineDiff {
    /** Beyond that many comparisons, what differs is one block. */
    private static final long LARGEST = 1 << 24;

    /**
     * A line.
     *
     * @param sign {@code '-'} if it is removed, {@code '+'} if it is added, a blank if it is kept
     * @param number in the file behind the change, from 1; 0 if it is removed
     */
    record Line(char sign, int number, String text) {
        boolean isChanged() {
            return sign != ' ';
        }
    }

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** All lines of both, in order. */
    static List<Line> of(List<String> before, List<String> after) {
        LineDiff diff = new LineDiff(before, after);
        diff.run();
        return diff.lines;
    }

    private void run() {
        int same = 0;
        int shorter = Math.min(before.size(), after.size());
        while (same < shorter && before.get(same).equals(after.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < shorter - same
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        kept(0, same);
        between(same, before.size() - tail, after.size() - tail);
        kept(after.size() - tail, after.size());
    }

    private void kept(int from, int to) {
        for (int at = from; at < to; at++) {
            lines.add(new Line(' ', at + 1, after.get(at)));
        }
    }

    private void removed(int at) {
        lines.add(new Line('-', 0, before.get(at)));
    }

    private void added(int at) {
        lines.add(new Line('+', at + 1, after.get(at)));
    }

    private void between(int from, int toBefore, int toAfter) {
        int old = from;
        int now = from;
        if ((long) (toBefore - from) * (toAfter - from) <= LARGEST) {
            int[][] common = common(from, toBefore, toAfter);
            while (old < toBefore && now < toAfter) {
                if (before.get(old).equals(after.get(now))) {
                    kept(now, now + 1);
                    old++;
                    now++;
                } else if (common[old + 1 - from][now - from] >= common[old - from][now + 1 - from]) {
                    removed(old++);
                } else {
                    added(now++);
                }
            }
        }
        while (old < toBefore) {
            removed(old++);
        }
        while (now < toAfter) {
            added(now++);
        }
    }

    /** How many lines are the same, in order, from there to the end. */
    private int[][] common(int from, int toBefore, int toAfter) {
        int[][] common = new int[toBefore - from + 1][toAfter - from + 1];
        for (int old = toBefore - 1; old >= from; old--) {
            for (int now = toAfter - 1; now >= from; now--) {
                int one = Math.max(common[old + 1 - from][now - from], common[old - from][now + 1 - from]);
                boolean isSame = before.get(old).equals(after.get(now));
                common[old - from][now - from] = isSame ? common[old + 1 - from][now + 1 - from] + 1 : one;
            }
        }
        return common;
    }
}
