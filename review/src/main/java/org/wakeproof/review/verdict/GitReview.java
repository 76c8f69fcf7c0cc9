// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.IdleHandlers;
import org.wakeproof.review.Xen;

/** Reviews what a revision, or a range of them, does to each idle handler of each C file that it touches. */
public final class GitReview {
    private static final Pattern RANGE = Pattern.compile("(.*?)(\\.{2,3})(.*)");

    private static final IdleHandlers NOBODY = new IdleHandlers(List.of(), List.of());

    private final Git git;
    private final Map<String, String> gone = new LinkedHashMap<>();
    private final Set<String> found = new HashSet<>();
    private final Map<String, String> parking = new LinkedHashMap<>();
    private final List<String> headers = new ArrayList<>();
    private final Bindings bindings;
    private final Optional<Xen> xen;
    private final Options options;
    private final boolean isStrict;
    private final Searches searches;

    /**
     * Of a repository.
     *
     * @param repository a work tree, or the directory that git keeps its data in
     * @param xen what is around the handlers; empty for what each asks for
     */
    public GitReview(
            Path repository,
            Bindings bindings,
            Optional<Xen> xen,
            Options options,
            boolean isStrict,
            Searches searches) {
        this.git = new Git(repository);
        this.bindings = bindings;
        this.xen = xen;
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
        Matcher range = RANGE.matcher(revision);
        String tip = commit(range.matches() ? range.group(3) : revision);
        String base = range.matches() ? commit(range.group(1)) : parent(tip);
        if (range.matches() && range.group(2).equals("...")) {
            base = git.run("merge-base", base, tip).strip();
        }
        List<Comparison> comparisons = new ArrayList<>();
        IncludedFiles included = null;
        for (GitChange change : GitChange.parse(git.run("diff", "--raw", "-z", "--no-abbrev", "-M", base, tip, "--"))) {
            if (change.path().endsWith(".h")) {
                headers.add(change.path());
            } else {
                included = included == null ? new IncludedFiles(git, tip) : included;
                if (included.has(change.path(), path -> hasHandler(tip, path))) {
                    headers.add(change.path());
                }
            }
            if (change.path().endsWith(".c")) {
                file(change.path(), text(change.before()), text(change.after()), comparisons);
            }
        }
        return comparisons;
    }

    /** What is said first of all that {@link #of} has given. */
    public Overall overall(String revision, List<Comparison> comparisons) {
        gone.keySet().removeAll(found);
        List<Overall.Unread> unread = new ArrayList<>();
        gone.forEach((handler, path) -> unread.add(new Overall.Unread(
                path, handler + " of " + path + " is gone, or cannot be read any more: not reviewed")));
        List<Overall.Unread> stopping = new ArrayList<>();
        parking.forEach((function, path) -> stopping.add(new Overall.Unread(
                path, function + " stops its CPU for ever, and is taken for no idle handler: not reviewed")));
        return Overall.of(revision, comparisons, unread, stopping, headers);
    }

    /** What one that was there before, and sleeps nowhere behind it, was called. */
    public List<String> gone() {
        gone.keySet().removeAll(found);
        return gone.entrySet().stream()
                .map(each -> each.getKey() + " of " + each.getValue())
                .toList();
    }

    /** Headers that are touched, and other files that one with a handler includes: nobody looks at what is changed there. */
    public List<String> headers() {
        return List.copyOf(headers);
    }

    private String commit(String revision) {
        String name = revision.isEmpty() ? "HEAD" : revision;
        if (name.startsWith("-")) {
            throw new IllegalArgumentException("'" + name + "' is no revision");
        }
        git.check();
        return git.tryRun("rev-parse", "--verify", "--quiet", name + "^{commit}")
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no commit of " + git));
    }

    /** The first one; of a commit that has none, what holds no file. */
    private String parent(String commit) {
        return git.tryRun("rev-parse", "--verify", "--quiet", commit + "^")
                .map(String::strip)
                .orElseGet(
                        () -> git.run("hash-object", "-t", "tree", "/dev/null").strip());
    }

    private String text(String blob) {
        return blob == null ? null : git.run("cat-file", "blob", blob);
    }

    private boolean hasHandler(String commit, String path) {
        String text = git.tryRun("cat-file", "blob", commit + ":" + path).orElse(null);
        return path.endsWith(".c") && !handlers(path, text).asked().isEmpty();
    }

    private void file(String path, String old, String text, List<Comparison> comparisons) {
        List<String> before = handlers(path, old).asked();
        IdleHandlers now = handlers(path, text);
        Set<String> after = new LinkedHashSet<>(now.asked());
        now.parking().stream()
                .filter(name -> !before.contains(name) && isChanged(path, old, text, name))
                .forEach(name -> parking.put(name, path));
        // What was a handler before is one still, even if it never sleeps now.
        before.stream().filter(name -> text != null && has(path, text, name)).forEach(after::add);
        Set<String> left = new LinkedHashSet<>(before);
        left.removeAll(after);
        for (String handler : after) {
            // A handler of another name takes the place of one that is gone.
            String was = before.contains(handler)
                    ? handler
                    : left.size() == 1 ? left.iterator().next() : null;
            if (was != null) {
                left.remove(was);
            }
            found.add(handler);
            handler(path, was == null ? null : old, was, text, handler, comparisons);
        }
        left.forEach(name -> gone.put(name, path));
    }

    private boolean has(String path, String text, String function) {
        try {
            return IdleCode.has(path, text, function, bindings);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private IdleHandlers handlers(String path, @Nullable String text) {
        try {
            return text == null ? NOBODY : IdleHandlers.of(path, text, bindings);
        } catch (IllegalArgumentException e) {
            return NOBODY;
        }
    }

    private boolean isChanged(String path, @Nullable String old, String text, String function) {
        if (old == null || !has(path, old, function)) {
            return true;
        }
        try {
            IdleCode then = IdleCode.read(path, old, function, bindings);
            return !then.fingerprint()
                    .equals(IdleCode.read(path, text, function, bindings).fingerprint());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private void handler(
            String path, String old, String was, String text, String handler, List<Comparison> comparisons) {
        IdleCode now = IdleCode.read(path, text, handler, bindings);
        IdleCode then = old == null ? null : IdleCode.read(path, old, was, bindings);
        if (then != null
                && then.fingerprint().equals(now.fingerprint())
                && then.stoodFor().equals(now.stoodFor())) {
            return;
        }
        if (then == null) {
            comparisons.add(new Comparison(review(now, Xen.of(now, xen)), null));
            return;
        }
        Xen.Choice before = Xen.of(then, xen);
        comparisons.add(Comparison.of(review(then, before), review(now, before.orLater(Xen.of(now, xen)))));
    }

    private Review review(IdleCode code, Xen.Choice around) {
        return Review.of(code, around, options, isStrict, searches);
    }
}
