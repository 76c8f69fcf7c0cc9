// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What says in a file's text how wide a type is, in words that the parser knows instead. */
final class Widths {
    private static final Pattern MODE =
            Pattern.compile("\\b__attribute__?_?\\s*\\(\\s*\\(\\s*_*mode_*\\s*\\(\\s*_*(\\w+?)_*\\s*\\)\\s*\\)\\s*\\)");
    private static final Pattern NUMBER = Pattern.compile("\\b((unsigned|signed|char|short|int|long)\\b\\s*)+");
    private static final Map<String, String> MODES = Map.of(
            "QI", "char", "byte", "char", "HI", "short", "SI", "int", "DI", "long", "word", "long", "pointer", "long");
    private static final Pattern ENUM = Pattern.compile(
            "\\benum\\b([^;{}=]{0,200})\\{([^{}]*)}((?:\\s*\\b(?:__packed|__attribute__?_?\\s*\\(\\([^;{}]*?\\)\\)))*)");
    private static final Pattern CAST =
            Pattern.compile("\\(\\s*([A-Za-z_][\\w\\s]*?[\\s*]*)\\s*\\)\\s*[-\\w(~].*", Pattern.DOTALL);
    private static final Pattern BASIC =
            Pattern.compile("((const|volatile|unsigned|signed|char|short|int|long)\\b\\s*)+");

    private Widths() {}

    /** The text with the types of GNU's modes in place of those that they change; where there is none to change they stay. */
    static String withoutModes(String text) {
        StringBuilder result = new StringBuilder(text);
        Matcher mode = MODE.matcher(text);
        int moved = 0;
        while (mode.find()) {
            int from = start(result, mode.start() + moved);
            Matcher number = NUMBER.matcher(result.substring(from, mode.start() + moved));
            String type = MODES.get(mode.group(1));
            if (type != null && number.find()) {
                String sign = number.group().contains("unsigned") ? "unsigned " : "";
                int before = result.length();
                result.replace(mode.start() + moved, mode.end() + moved, blank(mode.group()));
                result.replace(from + number.start(), from + number.end(), sign + type + " " + lines(number.group()));
                moved += result.length() - before;
            }
        }
        return result.toString();
    }

    /** Whether an attribute says how wide something is, and stays where nobody has worked that out. */
    static boolean isMode(String attribute) {
        return attribute.matches("(?s).*\\b_*(mode|vector_size)_*\\s*\\(.*");
    }

    private static int start(CharSequence text, int end) {
        int at = end;
        while (at > 0 && ";{}(,".indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at;
    }

    private static String lines(String text) {
        return text.replaceAll("[^\\n]", "");
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    /** The text in which the lists of packed enumerations say that they are. */
    static String withPackedEnums(String text) {
        return ENUM.matcher(text).replaceAll(match -> {
            boolean isPacked = (match.group(1) + match.group(3)).contains("packed");
            String comma = match.group(2).strip().endsWith(",") ? " " : ", ";
            String list = isPacked ? match.group(2) + comma + TypeNames.IS_PACKED : match.group(2);
            String around = isPacked ? match.group(3).replace("__packed", "        ") : match.group(3);
            return Matcher.quoteReplacement("enum"
                    + (isPacked ? match.group(1).replace("__packed", "        ") : match.group(1)) + "{" + list + "}"
                    + around);
        });
    }

    /** The type that typeof names by a cast, by its own words, or by a pending word; empty for a variable and all else. */
    static Optional<String> typeOf(String expression) {
        Matcher cast = CAST.matcher(expression);
        if (cast.matches()) {
            return Optional.of(cast.group(1));
        }
        boolean isWord = expression.matches("(local_)?softirq_pending\\s*\\([^()]*(\\([^()]*\\))?\\s*\\)");
        return isWord
                ? Optional.of("unsigned int")
                : Optional.of(expression).filter(text -> BASIC.matcher(text).matches());
    }
}
