// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides those conditionals of the preprocessor whose macros are known; the others stay for later. */
final class Conditionals {
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*#\\s*(ifdef|ifndef|if|elif|else|endif)\\b(.*)");
    private static final Pattern DEFINITION = Pattern.compile("\\s*#\\s*(define|undef)\\s+(\\w+).*");
    private static final Pattern NAME = Pattern.compile("\\s*(!?)\\s*defined\\s*\\(?\\s*(\\w+)\\s*\\)?\\s*");

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
            if (!continues) {
                Matcher directive = DIRECTIVE.matcher(line);
                keeps = directive.matches() ? keepsDirective(directive.group(1), directive.group(2)) : isLive();
                if (keeps && !directive.matches()) {
                    define(line);
                }
            }
            continues = line.endsWith("\\");
            result.append(keeps ? line : "").append('\n');
        }
        result.setLength(result.length() - 1);
        return result.toString();
    }

    /** What the file itself defines from here on; under a condition that nobody knows it is left open. */
    private void define(String line) {
        Matcher definition = DEFINITION.matcher(line);
        if (definition.matches()) {
            String name = definition.group(2);
            boolean isSure = groups.stream().noneMatch(group -> group.isOpen);
            defined.remove(name);
            undefined.remove(name);
            if (isSure) {
                (definition.group(1).equals("define") ? defined : undefined).add(name);
            }
        }
    }

    private boolean isLive() {
        return groups.stream().noneMatch(group -> group.branch == Choice.LEFT_OUT);
    }

    private boolean keepsDirective(String word, String rest) {
        if (word.startsWith("if")) {
            boolean live = isLive();
            Group group = new Group();
            group.branch = condition(word, rest);
            group.isOpen = group.branch == Choice.OPEN;
            group.hasTaken = group.branch == Choice.TAKEN;
            groups.push(group);
            return live && group.isOpen;
        }
        if (groups.isEmpty()) {
            return true;
        }
        Group group = groups.peek();
        if (word.equals("endif")) {
            groups.pop();
            return group.isOpen && isLive();
        }
        if (!group.isOpen) {
            Choice here = word.equals("else") ? Choice.TAKEN : condition("if", rest);
            group.branch = group.hasTaken || here == Choice.LEFT_OUT ? Choice.LEFT_OUT : Choice.TAKEN;
            group.hasTaken |= group.branch == Choice.TAKEN;
            return false;
        }
        return isLive();
    }

    private Choice condition(String word, String rest) {
        String text = rest.replaceAll("/\\*.*?\\*/", " ").replaceAll("//.*", "").strip();
        if (!word.equals("if")) {
            Choice choice = isDefined(text);
            return word.equals("ifdef") ? choice : opposite(choice);
        }
        if (text.matches("\\d+")) {
            return Integer.parseInt(text.length() > 9 ? "1" : text) == 0 ? Choice.LEFT_OUT : Choice.TAKEN;
        }
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            return Choice.OPEN;
        }
        Choice choice = isDefined(name.group(2));
        return name.group(1).isEmpty() ? choice : opposite(choice);
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
