// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a C file as the parser gets it: what could only confuse the parser is blanked, so that lines stay. */
final class CText {
    private static final int MAX_LENGTH = 4 << 20;
    private static final Pattern CPLUSPLUS = Pattern.compile(
            "(?m)^[ \\t]*(namespace\\s+\\w*\\s*\\{|template\\s*<|class\\s+\\w+[^;(]*\\{|using\\s+namespace\\s|public:|private:)");

    private CText() {}

    /**
     * Makes text fit for the parser.
     *
     * @param name of the file, for messages
     * @param words what the bindings say of words
     * @throws IllegalArgumentException if this is not C; the message says so in one line
     */
    static String prepared(String name, String text, Words words) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(name + " is larger than 4 MiB");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " is a binary file, not C");
        }
        if (name.matches(".*\\.(cc|cpp|cxx|C|hh|hpp|hxx)")
                || CPLUSPLUS.matcher(text).find()) {
            throw new IllegalArgumentException(name + " is C++, not C");
        }
        String ascii = text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[^\\x00-\\x7f]", "?");
        String decided = new Conditionals(words.defined(), words.undefined()).decide(ascii);
        return blank(loops(decided, words.loops()), words.attributes());
    }

    private static String blank(String text, Set<String> attributes) {
        if (attributes.isEmpty()) {
            return text;
        }
        Matcher matcher =
                Pattern.compile("\\b(" + String.join("|", attributes) + ")\\b").matcher(text);
        return matcher.replaceAll(match -> " ".repeat(match.group().length()));
    }

    /** A macro that stands for the head of a loop, as one that goes on for as long as anybody likes. */
    private static String loops(String text, Set<String> loops) {
        if (loops.isEmpty()) {
            return text;
        }
        Matcher matcher = Pattern.compile("\\b(" + String.join("|", loops) + ")(?=\\s*\\()")
                .matcher(text);
        return matcher.replaceAll(match ->
                "while" + " ".repeat(Math.max(0, match.group().length() - 5)));
    }
}
