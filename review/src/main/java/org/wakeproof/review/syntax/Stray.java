// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A brace or a directive without its partner: no compiler takes such a file, and nobody knows where the partner was, so which
 * text is in which function is anybody's guess.
 *
 * @param what it is, in words
 * @param line where it is, from 1
 * @param from the first line of the text that is in doubt
 * @param to the last one
 */
record Stray(String what, int line, int from, int to) {
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*#\\s*(if|ifdef|ifndef|elif|else|endif)\\b.*");

    /**
     * Finds them.
     *
     * @param text without comments, and each line in one piece
     */
    static List<Stray> directives(String text) {
        List<Stray> strays = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        String[] lines = text.split("\n", -1);
        for (int line = 1; line <= lines.length; line++) {
            Matcher directive = DIRECTIVE.matcher(lines[line - 1]);
            if (!directive.matches()) {
                continue;
            }
            String word = directive.group(1);
            if (word.startsWith("if")) {
                open.push(line);
            } else if (open.isEmpty()) {
                strays.add(new Stray("#" + word + " without #if", line, 1, line));
            } else if (word.equals("endif")) {
                open.pop();
            }
        }
        open.forEach(line -> strays.add(new Stray("#if without #endif", line, line, lines.length)));
        return strays;
    }

    /**
     * Finds braces, unless conditionals that nobody has decided have different ones in their branches.
     *
     * @param text as the parser gets it
     */
    static List<Stray> braces(String text) {
        return new Braces().in(text);
    }

    /** Whether what is in these lines may not be what it seems to be. */
    boolean concerns(int first, int last) {
        return first <= to && last >= from;
    }

    /** As the parser would give it. */
    Node node() {
        return new Node(Node.ERROR, null, what, line, true, false, List.of());
    }

    /** Counts braces. */
    private static final class Braces {
        private final List<Stray> strays = new ArrayList<>();
        /** The lines of those that are open. */
        private Deque<Integer> open = new ArrayDeque<>();
        /** What was open before each conditional. */
        private final Deque<Deque<Integer>> before = new ArrayDeque<>();

        /** How much was open behind each of its branches. */
        private final Deque<List<Integer>> behind = new ArrayDeque<>();

        private boolean isUndecided;

        List<Stray> in(String text) {
            String[] lines = text.split("\n", -1);
            for (int line = 1; line <= lines.length; line++) {
                Matcher directive = DIRECTIVE.matcher(lines[line - 1]);
                if (directive.matches()) {
                    directive(directive.group(1));
                } else if (!lines[line - 1].stripLeading().startsWith("#")) {
                    count(lines[line - 1], line);
                }
            }
            if (!open.isEmpty()) {
                strays.add(new Stray("'{' that is never closed", open.getLast(), open.getLast(), lines.length));
            }
            return isUndecided ? List.of() : strays;
        }

        private void count(String text, int line) {
            for (int at = 0; at < text.length(); at = Tokens.end(text, at)) {
                if (text.charAt(at) == '{') {
                    open.push(line);
                } else if (text.charAt(at) == '}' && open.isEmpty()) {
                    strays.add(new Stray("'}' that closes nothing", line, 1, line));
                } else if (text.charAt(at) == '}') {
                    open.pop();
                }
            }
        }

        private void directive(String word) {
            if (word.startsWith("if")) {
                before.push(new ArrayDeque<>(open));
                behind.push(new ArrayList<>());
            } else if (!before.isEmpty()) {
                behind.peek().add(open.size());
                if (word.equals("endif")) {
                    end();
                } else {
                    open = new ArrayDeque<>(before.peek());
                }
            }
        }

        /** Behind a conditional all its branches have left as much open, or it stands for a choice that nobody has made. */
        private void end() {
            int without = before.pop().size();
            List<Integer> branches = behind.pop();
            isUndecided |=
                    branches.stream().distinct().count() > 1 || branches.size() == 1 && branches.get(0) != without;
        }
    }
}
