// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditionals of the preprocessor that nobody has decided, and that stand within a statement, where the parser cannot have
 * them, as conditions of C: {@code IS_ENABLED(A)} is what {@code #ifdef A} asks. Lines keep their numbers.
 */
final class SplitStatements {
    private static final String CONDITION =
            "(ifn?def[ \\t]+\\w+|if[ \\t]+(?:!\\s*\\(?)?\\s*defined\\s*\\(\\s*\\w+\\s*\\)\\)?)";
    private static final Pattern GROUP = Pattern.compile(
            "(?m)^([ \\t]*#[ \\t]*" + CONDITION
                    + "[ \\t]*\\n)((?:(?![ \\t]*#).*\\n)*)(?:([ \\t]*#[ \\t]*else\\b.*\\n)((?:(?![ \\t]*#).*\\n)*))?([ \\t]*#[ \\t]*endif\\b.*)$");
    private static final Pattern FUNCTION =
            Pattern.compile("(?s)\\s*(?!if\\b|while\\b|for\\b|switch\\b)[\\w\\s*]*?\\b(\\w+\\s*\\([^;{}()]*\\))\\s*");
    private static final Pattern IF = Pattern.compile("\\s*if\\s*\\(");

    private SplitStatements() {}

    /** The text without those that it knows; others stay as they are. */
    static String joined(String text) {
        Matcher group = GROUP.matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        while (group.find()) {
            String joined = joined(group, text.substring(group.end()));
            if (joined != null) {
                result.append(text, from, group.start()).append(joined);
                from = group.end();
            }
        }
        return result.append(text, from, text.length()).toString();
    }

    private static @Nullable String joined(Matcher group, String behind) {
        String first = group.group(3);
        String second = group.group(5);
        String is = condition(group.group(2));
        String isNot = "!" + is;
        if (behind.stripLeading().startsWith("{") && second != null && isSameHead(first, second)) {
            return "\n" + first + "\n" + blank(second);
        }
        if (isHeadOfIf(first) && (second == null || isHeadOfIf(second) && isBlock(first) == isBlock(second))) {
            return "\n" + heads(first, second, is, isNot);
        }
        String one = part(first, is, isNot);
        String other = second == null || second.isBlank() ? second : part(second, isNot, is);
        return one == null || second != null && other == null
                ? null
                : "\n" + one + (second == null ? "" : "\n" + other);
    }

    private static String condition(String directive) {
        String name = directive.replaceAll("\\bif(n?def)?\\b|\\bdefined\\b|\\W", "");
        boolean isNegated = directive.startsWith("ifndef") || directive.contains("!");
        return (isNegated ? "!" : "") + "IS_ENABLED(" + name + ")";
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    /** Whether both begin the same function, in words that do not matter. */
    private static boolean isSameHead(String first, String second) {
        Matcher one = FUNCTION.matcher(first);
        Matcher other = FUNCTION.matcher(second);
        return one.matches() && other.matches() && bare(one.group(1)).equals(bare(other.group(1)));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static boolean isBlock(String head) {
        return head.strip().endsWith("{");
    }

    private static boolean isHeadOfIf(String text) {
        int close = head(text, 0);
        return close >= 0 && text.substring(close).strip().matches("\\{?");
    }

    /** Behind the parenthesis that ends the condition of an if; negative if there is none. */
    private static int head(String text, int from) {
        Matcher matcher = IF.matcher(text);
        return matcher.find(from) && matcher.start() == from ? Tokens.closing(text, matcher.end() - 1) : -1;
    }

    /** Without a second one the statement behind it stands alone where the condition is not met. */
    private static String heads(String first, @Nullable String second, String is, String isNot) {
        int open = first.indexOf('(');
        int close = head(first, 0);
        String inner = first.substring(open + 1, close - 1);
        String rest = first.substring(close);
        if (second == null) {
            return first.substring(0, open) + "(" + isNot + " || (" + inner + "))" + rest;
        }
        int start = second.indexOf('(');
        int end = head(second, 0);
        return first.substring(0, open) + "((" + is + " && (" + inner + "))" + blank(rest) + "\n"
                + blank(second.substring(0, start)) + "|| (" + isNot + " && (" + second.substring(start + 1, end - 1)
                + ")))" + second.substring(end);
    }

    /** What is left out of where the condition is not met; null if it is nothing of that kind. */
    private static @Nullable String part(String text, String is, String isNot) {
        String bare = text.strip();
        if (bare.endsWith("else")) {
            return guarded(text, is);
        }
        boolean isFirst = bare.startsWith("||") || bare.startsWith("&&");
        boolean isLast = bare.endsWith("||") || bare.endsWith("&&");
        if (isFirst == isLast || bare.length() < 3) {
            return null;
        }
        String operator = isFirst ? bare.substring(0, 2) : bare.substring(bare.length() - 2);
        String operand = isFirst ? bare.substring(2) : bare.substring(0, bare.length() - 2);
        if (!isOperand(operand, operator)) {
            return null;
        }
        String whole =
                operator.equals("||") ? "(" + is + " && (" + operand + "))" : "(" + isNot + " || (" + operand + "))";
        return text.replace(bare, isFirst ? operator + " " + whole : whole + " " + operator);
    }

    /** Whether it binds no less than the operator does, and nothing in it ends elsewhere. */
    private static boolean isOperand(String operand, String operator) {
        StringBuilder outside = new StringBuilder();
        int at = 0;
        while (at < operand.length()) {
            boolean opens = operand.charAt(at) == '(' || operand.charAt(at) == '[';
            int end = opens ? Tokens.closing(operand, at) : Tokens.end(operand, at);
            if (end < 0) {
                return false;
            }
            outside.append(opens ? "()" : operand.substring(at, end));
            at = end;
        }
        boolean bindsLess = operator.equals("&&") && outside.indexOf("||") >= 0;
        return !bindsLess && !outside.toString().replaceAll("[=!<>]=", "").matches("(?s).*[?:,;=){}].*");
    }

    /** Each {@code if} of a chain that ends in {@code else}, as one that is not met where it is not there. */
    private static @Nullable String guarded(String text, String is) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (!text.substring(at).isBlank()) {
            int close = head(text, at);
            int end = close < 0 ? -1 : statement(text, close);
            Matcher otherwise = Pattern.compile("\\s*else\\b").matcher(text);
            if (end < 0 || !otherwise.find(end) || otherwise.start() != end) {
                return null;
            }
            int open = text.indexOf('(', at);
            result.append(text, at, open)
                    .append("(" + is + " && (")
                    .append(text, open + 1, close - 1)
                    .append("))")
                    .append(text, close, otherwise.end());
            at = otherwise.end();
        }
        return result.append(text.substring(at)).toString();
    }

    /** Behind a block, or a statement that is no other one's head; negative if it is neither. */
    private static int statement(String text, int from) {
        int at = Tokens.skipBlanks(text, from);
        if (at >= text.length() || text.startsWith("{", at)) {
            return at >= text.length() ? -1 : block(text, at);
        }
        int end = text.indexOf(';', at);
        boolean isPlain =
                end >= 0 && !text.substring(at, end).matches("(?s)(if|for|while|do|switch|else)\\b.*|.*[{}\"'].*");
        // A text in quotes may have a semicolon.
        return isPlain || end >= 0 && text.substring(at, end + 1).matches("\\w+\\s*\\(\\s*\"[^\";]*\"[^\";{}]*\\)\\s*;")
                ? end + 1
                : -1;
    }

    private static int block(String text, int open) {
        int nested = 0;
        for (int at = open; at < text.length(); at = Tokens.end(text, at)) {
            nested += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (nested == 0) {
                return at + 1;
            }
        }
        return -1;
    }
}
