// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.TooMuchCode;

/** Puts the macros that a file itself defines in the places where it uses them; lines keep their numbers. */
final class Macros {
    private static final int LONGEST = 4 << 20;
    private static final int MAX_NESTED = 32;
    private static final Pattern DEFINE =
            Pattern.compile("\\s*#\\s*define\\s+([A-Za-z_]\\w*)(\\(([^)]*)\\))?(.*)", Pattern.DOTALL);
    private static final Pattern SAVED = Pattern.compile(
            "\\s*(?:#\\s*pragma\\s+|_Pragma\\s*\\(.*)(push|pop)_macro\\s*\\(\\s*\\\\?\"(\\w+)\\\\?\".*",
            Pattern.DOTALL);
    private static final Pattern UNDEFINE = Pattern.compile("\\s*#\\s*undef\\s+(\\w+).*", Pattern.DOTALL);

    /**
     * A macro.
     *
     * @param parameters null if it takes none, not even parentheses
     */
    private record Macro(@Nullable List<String> parameters, String body) {}

    private final Set<String> known;
    private final Map<String, Macro> macros = new HashMap<>();
    /** What those meant that a pragma has put aside; nothing where they were none. */
    private final Map<String, Deque<Optional<Macro>>> saved = new HashMap<>();
    /** Those of which nobody knows which definition counts. */
    private final Set<String> ambiguous = new HashSet<>();
    /** Those of headers that the file has not defined itself. */
    private final Set<String> ofHeaders = new HashSet<>();
    /** How many conditionals are open that nobody has decided. */
    private int undecided;

    private long written;

    private Macros(Set<String> known) {
        this.known = known;
    }

    /**
     * Expands; a macro that is defined in several ways, nobody knows in which, stays.
     *
     * @param words names that mean something already, and stay; macros of headers, for which the file's own goes first
     */
    static String expanded(String text, Words words) {
        Macros macros = new Macros(words.known());
        words.macros().forEach((name, definition) -> {
            if (!isFunction(name, text)) {
                macros.directive("#define " + name + definition);
                macros.ofHeaders.add(name);
            }
        });
        return macros.lines(text);
    }

    /** Whether the file has a function of this name: a block stands behind its parentheses. */
    private static boolean isFunction(String name, String text) {
        Matcher matcher = Pattern.compile("\\b" + name + "\\s*\\(").matcher(text);
        while (matcher.find()) {
            int close = Tokens.closing(text, matcher.end() - 1);
            int next = close < 0 ? text.length() : Tokens.skipBlanks(text, close);
            if (next < text.length() && text.charAt(next) == '{') {
                return true;
            }
        }
        return false;
    }

    private void directive(String line) {
        Matcher define = DEFINE.matcher(line);
        Matcher undefine = UNDEFINE.matcher(line);
        Matcher pragma = SAVED.matcher(line);
        if (define.matches()) {
            String body = define.group(4).strip();
            define(define.group(1), new Macro(parameters(define.group(3), define.group(2) != null), body));
        } else if (undefine.matches()) {
            undefine(undefine.group(1));
        } else if (pragma.matches()) {
            save(pragma.group(2), pragma.group(1).equals("push"));
        } else if (line.matches("\\s*#\\s*if.*")) {
            undecided++;
        } else if (line.matches("\\s*#\\s*endif.*")) {
            undecided = Math.max(0, undecided - 1);
        }
    }

    private void define(String name, Macro macro) {
        if (known.contains(name)) {
            return;
        }
        Macro before = macros.put(name, macro);
        if (ofHeaders.remove(name)) {
            before = null;
        }
        if (undecided == 0) {
            ambiguous.remove(name);
        } else if (before != null && !before.equals(macro)) {
            ambiguous.add(name);
        }
    }

    private void save(String name, boolean isPut) {
        Deque<Optional<Macro>> aside = saved.computeIfAbsent(name, key -> new ArrayDeque<>());
        if (isPut) {
            aside.push(Optional.ofNullable(macros.get(name)));
        } else if (!aside.isEmpty()) {
            aside.pop().ifPresentOrElse(macro -> define(name, macro), () -> undefine(name));
        }
    }

    private void undefine(String name) {
        if (undecided == 0) {
            macros.remove(name);
            ambiguous.remove(name);
        } else if (macros.containsKey(name)) {
            ambiguous.add(name);
        }
    }

    private static List<String> parameters(String text, boolean isFunction) {
        if (!isFunction) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String each : text.split(",")) {
            if (!each.isBlank()) {
                String name = each.strip();
                names.add(name.equals("...") ? "__VA_ARGS__..." : name);
            }
        }
        return names;
    }

    private String lines(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (text.substring(from, end).stripLeading().startsWith("#")) {
                directive(text.substring(from, end));
                result.append(text, from, Math.min(end + 1, text.length()));
                from = end + 1;
            } else {
                int next = nextDirective(text, from);
                result.append(expand(text.substring(from, next), new HashSet<>(), 0));
                from = next;
            }
        }
        return result.toString();
    }

    /** Where the next line begins that is for the preprocessor. */
    private static int nextDirective(String text, int from) {
        Matcher matcher = Pattern.compile("(?m)^[ \\t]*#").matcher(text);
        return matcher.find(from) ? matcher.start() : text.length();
    }

    private String expand(String whole, Set<String> active, int depth) {
        String text = whole;
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = Tokens.end(text, at);
            String token = text.substring(at, end);
            Macro macro = active.contains(token) || depth > MAX_NESTED || ambiguous.contains(token)
                    ? null
                    : macros.get(token);
            if (macro == null) {
                result.append(token);
                at = end;
                continue;
            }
            int open = macro.parameters == null ? -1 : Tokens.skipBlanks(text, end);
            if (macro.parameters != null && (open >= text.length() || text.charAt(open) != '(')) {
                result.append(token);
                at = end;
                continue;
            }
            int close = macro.parameters == null ? end : Tokens.closing(text, open);
            if (close < 0) {
                result.append(token);
                at = end;
                continue;
            }
            String body = macro.parameters == null
                    ? macro.body
                    : substituted(macro, arguments(text.substring(open + 1, close - 1)), active, depth);
            Set<String> inner = new HashSet<>(active);
            inner.add(token);
            String expansion = expand(body, inner, depth + 1);
            written += expansion.length();
            if (written > LONGEST) {
                throw new TooMuchCode("the macros of the file stand for more than 4 MiB");
            }
            int last = macro.parameters == null ? lastCall(expansion, text, close) : -1;
            if (last >= 0) {
                // What it stands for is a macro whose parentheses stand behind it.
                result.append(expansion, 0, last);
                text = expansion.substring(last) + text.substring(close);
                at = 0;
                continue;
            }
            result.append(isOneSign(result, expansion) ? " " : "").append(expansion.replace('\n', ' '));
            result.append("\n".repeat((int)
                    text.substring(at, close).chars().filter(c -> c == '\n').count()));
            at = close;
        }
        return result.toString();
    }

    /** Whether two signs would become one that are two: {@code -} in front of what stands for {@code -1}. */
    private static boolean isOneSign(StringBuilder before, String expansion) {
        int last = before.length() - 1;
        return last >= 0
                && !expansion.isEmpty()
                && "+-&|<>".indexOf(before.charAt(last)) >= 0
                && before.charAt(last) == expansion.charAt(0);
    }

    /** Where the name begins that an expansion ends in, if that is a macro's and what follows are its arguments; else negative. */
    private int lastCall(String expansion, String text, int behind) {
        int from = expansion.length();
        while (from > 0
                && (Character.isLetterOrDigit(expansion.charAt(from - 1)) || expansion.charAt(from - 1) == '_')) {
            from--;
        }
        String name = expansion.substring(from);
        int open = Tokens.skipBlanks(text, behind);
        boolean isCall = macros.containsKey(name)
                && macros.get(name).parameters != null
                && open < text.length()
                && text.charAt(open) == '(';
        return isCall ? from : -1;
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int from = 0;
        int at = 0;
        int nested = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            nested += "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
            if (character == ',' && nested == 0) {
                arguments.add(text.substring(from, at).strip());
                from = at + 1;
            }
            at = Tokens.end(text, at);
        }
        arguments.add(text.substring(from).strip());
        return arguments;
    }

    /** An argument is expanded before it is put in, but beside {@code #} and {@code ##}. */
    private String substituted(Macro macro, List<String> arguments, Set<String> active, int depth) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < macro.parameters.size(); i++) {
            String name = macro.parameters.get(i);
            if (name.endsWith("...")) {
                String rest = i < arguments.size() ? String.join(", ", arguments.subList(i, arguments.size())) : "";
                values.put(name.substring(0, name.length() - 3).strip(), rest);
            } else {
                values.put(name, i < arguments.size() ? arguments.get(i) : "");
            }
        }
        StringBuilder result = new StringBuilder();
        String body = macro.body;
        int at = 0;
        while (at < body.length()) {
            int end = Tokens.end(body, at);
            String token = body.substring(at, end);
            if (body.startsWith("##", at)) {
                while (result.length() > 0 && Character.isWhitespace(result.charAt(result.length() - 1))) {
                    result.setLength(result.length() - 1);
                }
                at = Tokens.skipBlanks(body, at + 2);
                continue;
            }
            if (token.equals("#") && values.containsKey(word(body, end))) {
                String name = word(body, end);
                result.append('"')
                        .append(values.get(name).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
                at = Tokens.skipBlanks(body, end) + name.length();
                continue;
            }
            String value = values.get(token);
            result.append(value == null ? token : isPasted(body, at, end) ? value : expand(value, active, depth + 1));
            at = end;
        }
        return result.toString();
    }

    private static boolean isPasted(String body, int from, int end) {
        int before = from;
        while (before > 0 && Character.isWhitespace(body.charAt(before - 1))) {
            before--;
        }
        return body.startsWith("##", before - 2) || body.startsWith("##", Tokens.skipBlanks(body, end));
    }

    private static String word(String text, int from) {
        int at = Tokens.skipBlanks(text, from);
        return at < text.length() ? text.substring(at, Tokens.end(text, at)) : "";
    }
}
