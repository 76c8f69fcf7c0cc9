// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Reviews every version of a file that a git repository has; versions whose handler runs alike are explored once. */
public final class History {
    private final Git git;
    private final String path;
    private final String function;
    private final Options options;
    private final Map<String, Row> known = new HashMap<>();

    /**
     * A version.
     *
     * @param commit that made it
     * @param date of the commit
     * @param function that was reviewed, or null where the version has none
     * @param xen what was around it, as {@code --xen} takes it
     * @param verdict in words
     * @param situations the verdict of each situation that was explored
     * @param violated properties that are violated
     * @param neverSleptAt places in which the version can sleep and in no situation did
     * @param assumptions on which the verdict rests
     * @param freeConditions taken both ways
     * @param unsupported constructs that were not understood
     * @param seconds that reading and exploring took
     * @param sameAs the commit of the version that runs alike and was explored for it, with the assumptions there; or
     *     null where it was itself
     * @param command that makes the row again, in a clone of Xen
     */
    public record Row(
            String commit,
            String date,
            @Nullable String function,
            String xen,
            String verdict,
            Map<String, String> situations,
            List<String> violated,
            List<String> neverSleptAt,
            List<String> assumptions,
            List<String> freeConditions,
            List<String> unsupported,
            double seconds,
            @Nullable String sameAs,
            String command) {}

    /**
     * Of a repository.
     *
     * @param function the handler, or null to find it
     */
    public History(Path repository, String path, @Nullable String function, Options options) {
        this.git = new Git(repository);
        this.path = path;
        this.function = function;
        this.options = options;
    }

    /**
     * Reviews all versions, the oldest first.
     *
     * @throws IllegalArgumentException if git cannot read the repository; the message says so
     */
    public List<Row> review(Consumer<Row> told) {
        List<Row> rows = new ArrayList<>();
        String log = git.run("log", "--reverse", "--format=%h %ad", "--abbrev=10", "--date=short", "--", path);
        for (String line : log.lines().toList()) {
            String[] words = line.split(" ");
            version(words[0], words[1]).ifPresent(row -> {
                told.accept(row);
                rows.add(row);
            });
        }
        return rows;
    }

    /** Empty where the commit removed the file, or where the version has no handler. */
    private Optional<Row> version(String commit, String date) {
        long start = System.nanoTime();
        IdleCode code;
        try {
            code = IdleCode.read(path, git.run("show", commit + ":" + path), function, Bindings.builtIn());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Xen.Choice around = Xen.of(code);
        String asked = around.xen() + code.fingerprint() + code.hasErrors();
        Row same = known.get(asked);
        if (same != null) {
            return Optional.of(new Row(
                    commit,
                    date,
                    code.function(),
                    same.xen,
                    same.verdict,
                    same.situations,
                    same.violated,
                    same.neverSleptAt,
                    List.of(),
                    List.of(),
                    code.assumptions().unsupported(),
                    seconds(start),
                    same.commit,
                    command(commit)));
        }
        Review review = Review.of(code, around, options, false, new Searches());
        Row row = new Row(
                commit,
                date,
                code.function(),
                around.xen().toString(),
                review.headline(),
                verdicts(review),
                review.violated().stream()
                        .map(finding -> finding.result().property().orElse(""))
                        .distinct()
                        .toList(),
                review.neverSleptAt(),
                review.assumptions().sentences(),
                review.assumptions().freeConditions(),
                review.assumptions().unsupported(),
                seconds(start),
                null,
                command(commit));
        known.put(asked, row);
        return Optional.of(row);
    }

    private static Map<String, String> verdicts(Review review) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        review.findings()
                .forEach(finding -> verdicts.put(
                        finding.situation().toString(), finding.verdict().toString()));
        return verdicts;
    }

    private String command(String commit) {
        return "git show " + commit + ":" + path + " | wakeproof review -"
                + (function == null ? "" : " --function " + function);
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    }

    /** The rows as data. */
    public static Map<String, Object> data(List<Row> rows) {
        return Map.of("rows", rows);
    }
}
