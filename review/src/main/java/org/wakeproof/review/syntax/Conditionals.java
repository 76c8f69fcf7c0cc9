// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides those conditionals of the preprocessor whose macros are known; the others stay for later. */
final class Conditionals {
    private static final Pattern DIRECTIVE =
            Pattern.compile("\\s*#\\s*(ifdef|ifndef|if|elifdef|elifndef|elif|else|endif)\\b(.*)");
    private static final Pattern DEFINITION = Pattern.compile("\\s*#\\s*(define|undef)\\s+(\\w+).*");
    private static final Pattern RESTORED = Pattern.compile("\\s*#\\s*pragma\\s+pop_macro\\s*\\(\\s*\"(\\w+)\".*");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*#\\s*define\\s+(\\w+)\\s+\\(?\\s*(-?\\s*\\w+)\\s*\\)?\\s*");

    private enum Choice {
        /** This branch is compiled. */
        TAKEN,
        /** It is not. */
        LEFT_OUT,
        /** Nobody knows. */
        OPEN
    }

    private static final class Group {
        Choice branch;
        boolean hasTaken;
        boolean isOpen;
    }

    private final Set<String> defined;
    private final Set<String> undefined;
    private final Map<String, Long> numbers = new HashMap<>();
    /** How often each name was defined, or undefined, under a condition that nobody knows. */
    private final Map<String, Integer> changes = new HashMap<>();

    private final Deque<Group> groups = new ArrayDeque<>();

    Conditionals(Set<String> defined, Set<String> undefined) {
        this.defined = new HashSet<>(defined);
        this.undefined = new HashSet<>(undefined);
    }

    String decide(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean continues = false;
        boolean keeps = true;
        for (String line : text.split("\n", -1)) {
            String kept = line;
            if (!continues) {
                Matcher directive = DIRECTIVE.matcher(line);
                kept = directive.matches() ? directive(line, directive.group(1), directive.group(2)) : line;
                keeps = directive.matches() ? kept != null : isLive();
                if (keeps && !directive.matches()) {
                    define(line);
                }
            }
            continues = line.endsWith("\\");
            result.append(keeps ? kept : "").append('\n');
        }
        result.setLength(result.length() - 1);
        return result.toString();
    }

    /** What the file itself defines from here on; under a condition that nobody knows it is left open. */
    private void define(String line) {
        Matcher definition = DEFINITION.matcher(line);
        Matcher restored = RESTORED.matcher(line);
        if (restored.matches()) {
            defined.remove(restored.group(1));
            undefined.remove(restored.group(1));
            numbers.remove(restored.group(1));
        }
        if (definition.matches()) {
            String name = definition.group(2);
            boolean isSure = groups.stream().noneMatch(group -> group.isOpen);
            defined.remove(name);
            undefined.remove(name);
            numbers.remove(name);
            Matcher number = NUMBER.matcher(line);
            if (isSure && number.matches() && !number.group(2).matches("(?i).*\\du.*")) {
                Literals.number(number.group(2).replace(" ", "")).ifPresent(value -> numbers.put(name, value));
            }
            if (!isSure) {
                changes.merge(name, 1, Integer::sum);
            }
            if (isSure) {
                (definition.group(1).equals("define") ? defined : undefined).add(name);
            }
        }
    }

    private boolean isLive() {
        return groups.stream().noneMatch(group -> group.branch == Choice.LEFT_OUT);
    }

    /** The line as it stays; null where it does not. */
    private @Nullable String directive(String line, String word, String rest) {
        if (word.startsWith("if")) {
            boolean live = isLive();
            Group group = new Group();
            groups.push(group);
            return begin(group, line, word, rest, live);
        }
        if (groups.isEmpty()) {
            return line;
        }
        Group group = groups.peek();
        if (word.equals("endif")) {
            groups.pop();
            return group.isOpen && isLive() ? line : null;
        }
        if (group.isOpen) {
            return isLive() ? line(line, word, rest) : null;
        }
        if (group.hasTaken) {
            group.branch = Choice.LEFT_OUT;
            return null;
        }
        if (word.equals("else")) {
            group.branch = Choice.TAKEN;
            group.hasTaken = true;
            return null;
        }
        // All branches before are left out: it is the first one.
        String first = word.substring("el".length());
        boolean isLiveAround = groups.stream().skip(1).noneMatch(each -> each.branch == Choice.LEFT_OUT);
        return begin(group, "#" + first + " " + rest, first, rest, isLiveAround);
    }

    private @Nullable String begin(Group group, String line, String word, String rest, boolean isLive) {
        group.branch = condition(word, rest);
        group.isOpen = group.branch == Choice.OPEN;
        group.hasTaken = group.branch == Choice.TAKEN;
        return isLive && group.isOpen ? line(line, word, rest) : null;
    }

    private static String bare(String rest) {
        return rest.replaceAll("/\\*.*?\\*/", " ").replaceAll("//.*", "").strip();
    }

    private Choice condition(String word, String rest) {
        if (!word.equals("if")) {
            Choice choice = isDefined(bare(rest));
            return word.equals("ifdef") ? choice : opposite(choice);
        }
        Boolean met = parsed(rest).map(Condition::isMet).orElse(null);
        return met == null ? Choice.OPEN : met ? Choice.TAKEN : Choice.LEFT_OUT;
    }

    /** A condition as a line in which equal parts look alike. */
    private String line(String line, String word, String rest) {
        return anew(
                word.matches("if|elif")
                        ? parsed(rest)
                                .map(condition -> "#" + word + " " + condition.simplified())
                                .orElse(line)
                        : line);
    }

    /** With other names for what may have been defined in between: it need not be what it was. */
    private String anew(String line) {
        String result = line;
        for (Map.Entry<String, Integer> change : changes.entrySet()) {
            result = result.replaceAll(
                    "\\b" + change.getKey() + "\\b", change.getKey() + LocalTypes.SUFFIX + change.getValue());
        }
        return result;
    }

    private Optional<Condition> parsed(String rest) {
        return Directive.read(bare(rest)).map(term -> new Condition(term, this::known, numbers::get));
    }

    private @Nullable Boolean known(String name) {
        return switch (isDefined(name)) {
            case TAKEN -> true;
            case LEFT_OUT -> false;
            case OPEN -> null;
        };
    }

    private Choice isDefined(String name) {
        return defined.contains(name) ? Choice.TAKEN : undefined.contains(name) ? Choice.LEFT_OUT : Choice.OPEN;
    }

    private static Choice opposite(Choice choice) {
        return switch (choice) {
            case TAKEN -> Choice.LEFT_OUT;
            case LEFT_OUT -> Choice.TAKEN;
            case OPEN -> Choice.OPEN;
        };
    }
}
