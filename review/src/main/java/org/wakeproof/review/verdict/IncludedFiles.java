// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a revision, other than headers, that other files of it include. */
final class IncludedFiles {
    private static final String INCLUDE = "^[[:space:]]*#[[:space:]]*include[[:space:]]*[\"<][^\">]*[\">]";
    private static final Pattern LINE =
            Pattern.compile("[^:]*:(.+?):\\s*#\\s*include\\s*[\"<](?:[^\">]*/)?([^\">/]+)[\">]");

    /** Who includes what, by the name that it has behind its last slash. */
    private final Map<String, Set<String>> includers = new HashMap<>();

    /** Asks git once for all of them. */
    IncludedFiles(Git git, String revision) {
        git.tryRun("grep", "-I", "-E", "--no-color", INCLUDE, revision, "--")
                .ifPresent(lines -> lines.lines().forEach(this::add));
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.lookingAt() && !matcher.group(2).endsWith(".h")) {
            includers.computeIfAbsent(matcher.group(2), key -> new HashSet<>()).add(matcher.group(1));
        }
    }

    /**
     * Whether a file is included by one that counts, or by what that file, or a header, includes.
     *
     * @param counts of the path of a C file
     */
    boolean has(String path, Predicate<String> counts) {
        return has(path, counts, new HashSet<>());
    }

    private boolean has(String path, Predicate<String> counts, Set<String> seen) {
        return seen.add(path)
                && includers.getOrDefault(name(path), Set.of()).stream()
                        .anyMatch(by -> by.endsWith(".h") || counts.test(by) || has(by, counts, seen));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
