// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Reviews what a revision, or a range of them, does to each idle handler of each C file that it touches. */
public final class GitReview {
    private final Git git;
    private final Bindings bindings;
    private final Options options;
    private final boolean isStrict;
    private final Searches searches;

    /**
     * Of a repository.
     *
     * @param repository a work tree, or the directory that git keeps its data in
     */
    public GitReview(Path repository, Bindings bindings, Options options, boolean isStrict, Searches searches) {
        this.git = new Git(repository);
        this.bindings = bindings;
        this.options = options;
        this.isStrict = isStrict;
        this.searches = searches;
    }

    /**
     * Before and behind it, for each handler that does not run as it did.
     *
     * @param revision one commit, which is compared with its first parent, or {@code REV..REV}
     * @throws IllegalArgumentException if git does not know it, or a file cannot be read; the message says so in one line
     */
    public List<Comparison> of(String revision) {
        boolean isRange = revision.contains("..");
        String from = isRange ? revision.split("\\.{2,3}", -1)[0] : revision + "^";
        String to = isRange ? revision.split("\\.{2,3}", -1)[1] : revision;
        String range = from.isEmpty() ? "HEAD" : from;
        String tip = to.isEmpty() ? "HEAD" : to;
        List<Comparison> comparisons = new ArrayList<>();
        String changes = git.run("diff", "--name-status", "-M", range, tip, "--");
        for (String line : changes.lines().toList()) {
            String[] words = line.split("\t");
            String path = words[words.length - 1];
            if (path.endsWith(".c") && !words[0].startsWith("D")) {
                String old = words[0].startsWith("A") ? null : git.run("show", range + ":" + words[1]);
                file(path, old, git.run("show", tip + ":" + path), comparisons);
            }
        }
        return comparisons;
    }

    private void file(String path, String old, String text, List<Comparison> comparisons) {
        List<String> before = old == null ? List.of() : handlers(path, old);
        List<String> after = handlers(path, text);
        Set<String> left = new LinkedHashSet<>(before);
        left.removeAll(after);
        for (String handler : after) {
            // A handler of another name takes the place of one that is gone.
            String was = before.contains(handler)
                    ? handler
                    : left.size() == 1 ? left.iterator().next() : null;
            handler(path, was == null ? null : old, was, text, handler, comparisons);
        }
    }

    private List<String> handlers(String path, String text) {
        try {
            return IdleCode.handlers(path, text, bindings);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void handler(
            String path, String old, String was, String text, String handler, List<Comparison> comparisons) {
        IdleCode now = IdleCode.read(path, text, handler, bindings);
        IdleCode then = old == null ? null : IdleCode.read(path, old, was, bindings);
        if (then != null && then.fingerprint().equals(now.fingerprint())) {
            return;
        }
        comparisons.add(then == null ? new Comparison(review(now), null) : new Comparison(review(then), review(now)));
    }

    private Review review(IdleCode code) {
        return Review.of(code, Situations.of(code), options, isStrict, searches);
    }
}
