// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a C file as the parser gets it: what could only confuse the parser is blanked, so that lines stay. */
final class CText {
    private static final Pattern TYPEOF = Pattern.compile("\\b(?:__)?typeof(?:__)?\\s*\\(");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b__attribute__?_?\\s*\\(");
    private static final Pattern RANGE = Pattern.compile("\\bcase\\s([^:;{}?\\n]{1,80})\\.\\.\\.([^:;{}?\\n]{1,80}):");
    private static final int LONGEST_EXPRESSION = 1000;
    private static final int MAX_LENGTH = 4 << 20;
    /** What cannot be in a C file: names that C++ alone keeps for itself may well be somebody's variables. */
    private static final Pattern CPLUSPLUS = Pattern.compile(
            "(?m)^[ \\t]*(namespace\\s+\\w+\\s*\\{|template\\s*<\\s*(class|typename)\\s|using\\s+namespace\\s+\\w+\\s*;"
                    + "|class\\s+\\w+\\s*(:\\s*(public|private|protected)\\s+\\w+\\s*)?\\{)");

    /** What GNU's compilers call asm and volatile, too, and the parser knows by one spelling only. */
    private static final Pattern SPELLING = Pattern.compile("\\b__(asm|volatile)\\b");

    private static final Pattern STANDARD = Pattern.compile("\\[\\[[\\w:,\\s()\"]*]]");

    private static final Pattern REGISTER =
            Pattern.compile("(\\bregister\\b[^;=(){}\"]{1,99}?)(\\b(?:asm|__asm__)\\s*\\(\\s*\"[^\"\\n]*\"\\s*\\))");

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
        String ascii = text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[^\\x00-\\x7f]", "?");
        String bare = Tokens.withoutComments(ascii);
        if (name.matches(".*\\.(cc|cpp|cxx|C|hh|hpp|hxx)")
                || CPLUSPLUS.matcher(bare).find()) {
            throw new IllegalArgumentException(name + " is C++, not C");
        }
        // The parser takes the line behind a directive that ends in a slash for a part of it.
        bare = bare.replaceAll("(?m)^([ \\t]*#.*/)$", "$1 ");
        bare = SPELLING.matcher(bare).replaceAll("$1  ");
        String decided = new Conditionals(words.defined(), words.undefined()).decide(bare);
        String expanded = Macros.expanded(SplitStatements.joined(decided), words);
        String sized = Widths.withPackedEnums(Widths.withoutModes(LocalTypes.renamed(registers(expanded))));
        return blank(loops(ranges(Casts.qualified(types(attributes(sized)))), words.loops()), words.attributes());
    }

    /** Without what GNU says of functions, variables and labels; one that calls something, or says how wide it is, stays. */
    private static String attributes(String whole) {
        String text = STANDARD.matcher(whole)
                .replaceAll(match -> Matcher.quoteReplacement(match.group().replaceAll("[^\\n]", " ")));
        StringBuilder result = new StringBuilder(text);
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            int close = Tokens.closing(text, matcher.end() - 1);
            String attribute = close < 0 ? "" : text.substring(matcher.start(), close);
            if (!attribute.isEmpty() && !attribute.contains("cleanup") && !Widths.isMode(attribute)) {
                result.replace(matcher.start(), close, attribute.replaceAll("[^\\n]", " "));
            }
        }
        return result.toString();
    }

    /** Without the names of registers that variables are kept in. */
    private static String registers(String text) {
        return REGISTER.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group(1) + match.group(2).replaceAll("[^\\n]", " ")));
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
        Matcher matcher = Pattern.compile("\\b(" + String.join("|", loops).replace("*", "\\w*") + ")(?=\\s*\\()")
                .matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        while (matcher.find(from)) {
            int open = Tokens.skipBlanks(text, matcher.end());
            int close = Tokens.closing(text, open);
            if (close < 0) {
                break;
            }
            result.append(text, from, matcher.start())
                    .append("while (")
                    .append(CFile.LOOP)
                    .append(matcher.group())
                    .append(text, matcher.end(), close)
                    .append(')');
            from = close;
        }
        return result.append(text, from, text.length()).toString();
    }

    /** GNU's ranges of cases, as something that the parser knows. */
    private static String ranges(String text) {
        return RANGE.matcher(text)
                .replaceAll(match -> "case " + CFile.RANGE + "("
                        + Matcher.quoteReplacement(match.group(1).strip()) + ","
                        + Matcher.quoteReplacement(match.group(2).strip()) + "):");
    }

    /** That of a variable is looked up where it is used; any other one nobody knows. */
    private static String type(String of) {
        Optional<String> type = Widths.typeOf(of);
        if (type.isPresent()) {
            return type.get();
        }
        String bare = of.replaceAll("^[(\\s]+|[)\\s]+$", "");
        return bare.matches("[A-Za-z_]\\w*")
                ? CVariable.TYPE_OF + bare
                : bare.matches("\\*\\s*[A-Za-z_]\\w*")
                        ? CVariable.TYPE_BEHIND + bare.replaceAll("[*\\s]", "")
                        : of.length() > LONGEST_EXPRESSION ? "typeof_t" : CVariable.typeOf(of);
    }

    /** An expression as the parser gets it. */
    static String expression(String text) {
        return Casts.qualified(types(text));
    }

    /** GNU's types of expressions, as the name of a type. */
    private static String types(String text) {
        StringBuilder result = new StringBuilder(text.length());
        Matcher matcher = TYPEOF.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            int close = Tokens.closing(text, matcher.end() - 1);
            if (close < 0) {
                break;
            }
            String whole = text.substring(matcher.start(), close);
            result.append(text, from, matcher.start())
                    .append(type(text.substring(matcher.end(), close - 1).strip()))
                    .append("\n".repeat((int)
                            whole.chars().filter(character -> character == '\n').count()))
                    .append(' ');
            from = close;
        }
        return result.append(text, from, text.length()).toString();
    }
}
