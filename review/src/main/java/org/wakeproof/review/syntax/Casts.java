// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Casts that a parser who does not know which names are types takes for an operator with two operands, or for a call. */
final class Casts {
    /** What only a type has: no other text has it so. */
    private static final String QUALIFIER = "(const  ";

    private static final Pattern NAMED =
            Pattern.compile("\\btypedef\\b[^;{}]*(?:\\{[^{}]*}[^;{}]*)?[\\s*](\\w+)\\s*(?:\\[[^;]*)?;");
    private static final Pattern CAST = Pattern.compile("\\(\\s*([A-Za-z_]\\w*)\\s*\\)(?=\\s*[&*(+-])");
    private static final Pattern USUAL =
            Pattern.compile("\\w+_t|(__)?[us](8|16|32|64)|u?int(8|16|32|64)|u(char|short|int|long)|bool");
    private static final Pattern WORD_BEFORE = Pattern.compile("(\\w*)\\s*$");
    private static final Pattern CLOSED = Pattern.compile("\\([\\w\\s*]+\\)$");
    private static final Set<String> STATEMENTS = Set.of("", "return", "case", "else", "do");
    private static final int FEW = 32;

    private Casts() {}

    /** The text in which the type of each such cast has a qualifier, which no variable has. */
    static String qualified(String text) {
        Set<String> types = new HashSet<>();
        NAMED.matcher(text).results().map(named -> named.group(1)).forEach(types::add);
        return CAST.matcher(text).replaceAll(match -> {
            boolean isType = types.contains(match.group(1))
                    || USUAL.matcher(match.group(1)).matches();
            return Matcher.quoteReplacement(
                    isType && isFirst(text, match) ? QUALIFIER + match.group().substring(1) : match.group());
        });
    }

    /** Whether an expression begins there. */
    private static boolean isFirst(String text, MatchResult at) {
        String before =
                text.substring(Math.max(0, at.start() - FEW), at.start()).stripTrailing();
        Matcher word = WORD_BEFORE.matcher(before);
        boolean isBehindOther = before.endsWith("]")
                || before.endsWith(")") && !CLOSED.matcher(before).find();
        return word.find() && STATEMENTS.contains(word.group(1)) && !isBehindOther;
    }

    /** Text as it was. */
    static String unqualified(String text) {
        return text.replace(QUALIFIER, "(");
    }
}
