// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What values are called.
 *
 * @param all of them, as far as they are listed
 * @param isWhole whether no value is called otherwise
 */
record Vocabulary(Set<String> all, boolean isWhole) {
    static final Vocabulary NONE = new Vocabulary(Set.of(), true);

    private static final int MOST_SHOWN = 8;
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    static Vocabulary of(Collection<String> all, boolean isWhole) {
        return new Vocabulary(new LinkedHashSet<>(all), isWhole);
    }

    static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }

    /** Whether a value can be called so. */
    boolean knows(String word) {
        return !isWhole || all.stream().anyMatch(word::equalsIgnoreCase);
    }

    /** Whether a value can be called by words of which this is one. */
    boolean knowsPart(String word) {
        return !isWhole || all.stream().anyMatch(each -> has(each, word));
    }

    /** Whether these words have that one among them, as {@code TIMER|SCHEDULE} has {@code TIMER}. */
    static boolean has(String words, String word) {
        String all = words.toLowerCase(Locale.ROOT);
        String wanted = word.toLowerCase(Locale.ROOT);
        for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(all.charAt(at - 1));
            boolean ends = end == all.length() || !Character.isJavaIdentifierPart(all.charAt(end));
            if (begins && ends && !wanted.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Some of them, the shortest first, for who has used a word that is none. */
    String some() {
        List<String> names = all.stream()
                .filter(each -> !isInteger(each))
                .sorted(Comparator.comparingInt(String::length))
                .toList();
        if (names.isEmpty()) {
            return "numbers only";
        }
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)));
        return names.size() > MOST_SHOWN ? shown + " ..." : shown;
    }
}
