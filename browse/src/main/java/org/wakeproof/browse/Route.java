// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way from the start, short enough for a link: numbers with dots between them, and {@code 1x20} for twenty times 1.
 *
 * @param moves each step's place among those that can be taken where it is taken
 */
public record Route(List<Integer> moves) {
    /** Steps at most. */
    static final int MAX = 4_000;

    private static final int MAX_CHARACTERS = 5 * MAX;
    private static final Pattern PART = Pattern.compile("(?<move>[0-9]{1,4})(x(?<times>[1-9][0-9]{0,3}))?");

    /**
     * Reads a path; nothing is the start.
     *
     * @throws IllegalArgumentException for what is none, or one of more than {@value #MAX} steps; the message says so
     */
    public static Route parse(String text) {
        List<Integer> moves = new ArrayList<>();
        if (text.length() > MAX_CHARACTERS) {
            throw tooLong();
        }
        for (String part : text.isEmpty() ? new String[0] : text.split("\\.", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a path is numbers with dots between them, as 0.2.1x5");
            }
            int times = matcher.group("times") == null ? 1 : Integer.parseInt(matcher.group("times"));
            moves.addAll(Collections.nCopies(times, Integer.valueOf(matcher.group("move"))));
            if (moves.size() > MAX) {
                throw tooLong();
            }
        }
        return new Route(List.copyOf(moves));
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException("a path has at most " + MAX + " steps");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int from = 0; from < moves.size(); from = next) {
            while (next < moves.size() && moves.get(next).equals(moves.get(from))) {
                next++;
            }
            text.append(from == 0 ? "" : ".")
                    .append(moves.get(from))
                    .append(next - from == 1 ? "" : "x" + (next - from));
        }
        return text.toString();
    }
}
