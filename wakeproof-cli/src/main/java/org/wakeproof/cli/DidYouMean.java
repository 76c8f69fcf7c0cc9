// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody probably meant who typed a word that there is not. It is one of the words that there are, which most
 * messages list, behind what was typed in quotes: so it is never one that would be refused.
 */
final class DidYouMean {
    private static final Pattern TYPED = Pattern.compile("'(\\w[\\w-]*)'");
    private static final Pattern LISTED = Pattern.compile(
            "(?:there is|there are|takes(?: --[\\w-]+)?|expected one of|it has|are run on:) ((?:[\\w-]+(?:, | or |;)?)+)");

    /** Letters; fewer begin too much. */
    private static final int SHORTEST_BEGINNING = 3;

    private DidYouMean() {}

    /** The word of those that are listed that was probably meant. */
    static Optional<String> in(String message) {
        Matcher typed = TYPED.matcher(message);
        if (!typed.find()) {
            return Optional.empty();
        }
        return among(
                typed.group(1),
                LISTED.matcher(message)
                        .results()
                        .flatMap(list -> Stream.of(list.group(1).split("[ ,;]+")))
                        .toList());
    }

    /**
     * The word that is most like what was typed, if one is so like it that a slip of the fingers makes one of the other; or
     * else the first that begins with it. Upper and lower case are one.
     */
    static Optional<String> among(String typed, Collection<String> words) {
        String word = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(each -> distanceTo(word, each) <= Math.min(each.length() - 1, Math.max(1, word.length() / 3)))
                .min(Comparator.comparingInt(each -> distanceTo(word, each)))
                .or(() -> words.stream()
                        .filter(each -> word.length() >= SHORTEST_BEGINNING
                                && each.toLowerCase(Locale.ROOT).startsWith(word))
                        .findFirst());
    }

    private static int distanceTo(String word, String each) {
        return distance(word, each.toLowerCase(Locale.ROOT));
    }

    /** How many letters have to be put in, left out, changed, or exchanged with the next. */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean isSame = one.charAt(i - 1) == other.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (isSame ? 0 : 1));
                boolean isExchanged = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (isExchanged) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
