// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Types that a function defines for itself, where something else has one of that name: they get one of their own. */
final class LocalTypes {
    /** What a name has behind it, before a number, that stands for another one in the text. */
    static final String SUFFIX = "__local";

    private static final Pattern TAG = Pattern.compile("\\b(?:struct|union|enum)\\s+(\\w+)\\s*(?=\\{)");
    private static final Pattern TYPEDEF =
            Pattern.compile("\\btypedef\\b[^;{}]*(?:\\{[^{}]*}[^;{}]*)?[\\s*](\\w+)\\s*(?:\\[[^;]*)?;");

    /** More are nobody's. */
    private static final int MANY = 64;

    private LocalTypes() {}

    /** A definition, and where the block ends that it is in; -1 outside of functions. */
    private record Definition(String name, int from, int to) {}

    /** The text with names of their own for them; lines keep their numbers. */
    static String renamed(String text) {
        return renamed(renamed(text, TAG, "(?<=\\b(?:struct|union|enum)\\s{1,9})"), TYPEDEF, "(?<!\\.)(?<!->)\\b");
    }

    private static String renamed(String text, Pattern definition, String before) {
        String result = text;
        for (int number = 1; number <= MANY; number++) {
            List<Definition> all = definitions(result, definition);
            Definition local = all.stream()
                    .filter(each -> each.to() >= 0 && !each.name().contains(SUFFIX))
                    .filter(each -> all.stream().anyMatch(other -> isOther(each, other)))
                    .findFirst()
                    .orElse(null);
            if (local == null) {
                return result;
            }
            String block = result.substring(local.from(), local.to());
            String name = local.name() + SUFFIX + number;
            result = result.substring(0, local.from())
                    + Pattern.compile(before + local.name() + "\\b")
                            .matcher(block)
                            .replaceAll(name)
                    + result.substring(local.to());
        }
        return result;
    }

    /** Whether another definition of the name is outside of its block: two in one are under an {@code #if}. */
    private static boolean isOther(Definition local, Definition other) {
        return other.name().equals(local.name()) && (other.from() < local.from() || other.from() >= local.to());
    }

    private static List<Definition> definitions(String text, Pattern pattern) {
        List<MatchResult> all = pattern.matcher(text).results().toList();
        boolean isTwice = all.stream().map(each -> each.group(1)).distinct().count() < all.size();
        return isTwice ? inBlocks(text, all) : List.of();
    }

    /** In one pass, as files are long. */
    private static List<Definition> inBlocks(String text, List<MatchResult> all) {
        List<Definition> found = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        int next = 0;
        for (int at = 0; at < text.length() && next < all.size(); at = Tokens.end(text, at)) {
            for (; next < all.size() && all.get(next).start() <= at; next++) {
                int start = all.get(next).start();
                found.add(new Definition(all.get(next).group(1), start, blockEnd(text, open)));
            }
            if (text.charAt(at) == '{') {
                open.push(at);
            } else if (text.charAt(at) == '}' && !open.isEmpty()) {
                open.pop();
            }
        }
        return found;
    }

    /** Where the innermost block ends; -1 outside of functions. */
    private static int blockEnd(String text, Deque<Integer> open) {
        return !open.isEmpty() && isBody(text, open.peekLast()) ? end(text, open.peek()) : -1;
    }

    /** Whether parentheses stand before the brace, as the parameters of a function do. */
    private static boolean isBody(String text, int brace) {
        return text.substring(Math.max(0, brace - MANY), brace).stripTrailing().endsWith(")");
    }

    private static int end(String text, int open) {
        int nested = 0;
        for (int at = open; at < text.length(); at = Tokens.end(text, at)) {
            nested += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (nested == 0) {
                return at;
            }
        }
        return text.length();
    }

    /** Text as it was. */
    static String original(String text) {
        return text.replaceAll(SUFFIX + "\\d+", "");
    }
}
