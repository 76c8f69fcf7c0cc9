// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of the language.
 *
 * @param text without its quotes, if it has some
 */
record Token(Kind kind, String text) {
    enum Kind {
        NUMBER,
        /** The name of a cell, a CPU or a value. */
        NAME,
        /** An operator, a bracket, or one of {@code and}, {@code or}, {@code not}, {@code has}. */
        SYMBOL,
        END
    }

    private static final Pattern WORD = Pattern.compile("(?<number>[0-9]+)"
            + "|(?<quoted>\"[^\"]*\"|'[^']*')"
            + "|(?<name>[A-Za-z_](?:[\\w./]|\\[[^\\]\\s]*\\])*)"
            + "|(?<symbol>==|!=|<=|>=|&&|\\|\\||[=<>&!+*()-])");
    private static final List<String> WORDS = List.of("and", "or", "not", "has");
    private static final int MOST_DIGITS = 9;

    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int at = skipBlanks(text, 0);
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException(unreadable(text.substring(at)));
            }
            tokens.add(token(matcher));
            at = skipBlanks(text, matcher.end());
        }
        tokens.add(new Token(Kind.END, "the end"));
        return tokens;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String unreadable(String rest) {
        return rest.startsWith("\"") || rest.startsWith("'")
                ? "a name in quotes ends with one, too: " + rest
                : "'" + rest.substring(0, Character.charCount(rest.codePointAt(0)))
                        + "' means nothing here: there are names, numbers, == != < <= > >= has, and or not, + - * & and brackets";
    }

    private static Token token(Matcher matcher) {
        if (matcher.group("number") != null) {
            if (matcher.group().length() > MOST_DIGITS) {
                throw new IllegalArgumentException(matcher.group() + " is greater than any cell's value");
            }
            return new Token(Kind.NUMBER, matcher.group());
        }
        String quoted = matcher.group("quoted");
        if (quoted != null) {
            return new Token(Kind.NAME, quoted.substring(1, quoted.length() - 1));
        }
        String text = matcher.group().toLowerCase(Locale.ROOT);
        boolean isName = matcher.group("name") != null && !WORDS.contains(text);
        return isName ? new Token(Kind.NAME, matcher.group()) : new Token(Kind.SYMBOL, text);
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
