// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Casts, and pointers to functions, that a parser who does not know which names are types takes for operators or calls. */
final class Casts {
    /** What only a type has: no other text has it so. */
    private static final String QUALIFIER = "const  ";

    private static final Pattern NAMED =
            Pattern.compile("\\btypedef\\b[^;{}]*(?:\\{[^{}]*}[^;{}]*)?[\\s*](\\w+)\\s*(?:\\[[^;]*)?;");
    private static final Pattern CAST = Pattern.compile("\\(\\s*([A-Za-z_]\\w*)\\s*\\)(?=\\s*[&*(+-])");
    private static final Pattern POINTER =
            Pattern.compile("(?<=[;{}]\\s{0,99})([A-Za-z_]\\w*)(?=\\s*\\(\\s*\\*\\s*\\w+\\s*\\)\\s*\\()");
    private static final Pattern USUAL = Pattern.compile(
            "\\w+_t|(__)?[us](8|16|32|64)|u?int(8|16|32|64)|u(char|short|int|long)|bool|_Bool|typeof_\\w+");
    private static final Pattern WORD_BEFORE = Pattern.compile("(\\w*)\\s*$");
    private static final Pattern CLOSED = Pattern.compile("\\([\\w\\s*]+\\)$");
    private static final Set<String> STATEMENTS = Set.of("", "return", "case", "else", "do");
    private static final int FEW = 32;

    private Casts() {}

    /** The text in which the type of each of them has a qualifier, which no variable has. */
    static String qualified(String text) {
        Set<String> types = new HashSet<>();
        NAMED.matcher(text).results().map(named -> named.group(1)).forEach(types::add);
        String declared = POINTER.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        isType(match.group(1), types) ? QUALIFIER + match.group() : match.group()));
        return CAST.matcher(declared).replaceAll(match -> {
            boolean isCast = isType(match.group(1), types) && isFirst(declared, match);
            return Matcher.quoteReplacement(
                    isCast ? "(" + QUALIFIER + match.group().substring(1) : match.group());
        });
    }

    private static boolean isType(String name, Set<String> types) {
        return types.contains(name) || USUAL.matcher(name).matches();
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
        return text.replace(QUALIFIER, "");
    }
}
