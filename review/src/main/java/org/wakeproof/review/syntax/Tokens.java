// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

/** The text of C by its tokens, as far as the preprocessor tells them apart. */
final class Tokens {

    private Tokens() {}

    /** Where the token ends that begins there. */
    static int end(String text, int from) {
        char first = text.charAt(from);
        int at = from + 1;
        if (Character.isLetterOrDigit(first) || first == '_') {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return at;
        }
        return first == '"' || first == '\'' ? literal(text, from) : at;
    }

    private static int literal(String text, int from) {
        for (int at = from + 1; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\') {
                at++;
            } else if (character == text.charAt(from)) {
                return at + 1;
            } else if (character == '\n') {
                return at;
            }
        }
        return text.length();
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Behind the parenthesis that closes the one there; negative if there is none. */
    static int closing(String text, int open) {
        int nested = 0;
        for (int at = open; at < text.length(); at = end(text, at)) {
            nested += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (nested == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** The same text with blanks for comments, and each line in one piece that goes on behind a backslash; lines keep their numbers. */
    static String withoutComments(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int joined = 0;
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '\\' && isLineEnd(text, at + 1)) {
                at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
                joined++;
            } else if (text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    if (text.charAt(at) == '\\' && isLineEnd(text, at + 1)) {
                        at = text.indexOf('\n', at) < 0 ? text.length() - 1 : text.indexOf('\n', at);
                        joined++;
                    }
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                end = end < 0 ? text.length() : end + 2;
                result.append(' ');
                text.substring(at, end).chars().filter(c -> c == '\n').forEach(c -> result.append('\n'));
                at = end;
            } else if (character == '"' || character == '\'') {
                int end = literal(text, at);
                String literal = text.substring(at, end);
                joined += (int) literal.chars().filter(c -> c == '\n').count();
                result.append(literal.replaceAll("\\\\[ \\t]*\\n", ""));
                at = end;
            } else {
                result.append(character);
                at++;
                if (character == '\n') {
                    result.append("\n".repeat(joined));
                    joined = 0;
                }
            }
        }
        return result.append("\n".repeat(joined)).toString();
    }

    private static boolean isLineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n';
    }
}
