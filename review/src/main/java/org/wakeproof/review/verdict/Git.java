// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A git repository, read by the git of the user. */
final class Git {
    private final Path repository;

    /** @param repository a work tree, or the directory that git keeps its data in */
    Git(Path repository) {
        Path inside = repository.resolve(".git");
        this.repository = Files.exists(inside) ? inside : repository;
    }

    /**
     * What git prints, byte for byte as ISO-8859-1.
     *
     * @throws IllegalArgumentException if it cannot do it; the message says what
     */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--git-dir=" + repository));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> complaint = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException(
                        "git cannot do '" + String.join(" ", arguments) + "' in " + repository + ": "
                                + complaint.join().lines().findFirst().orElse("it does not say why"));
            }
            return output;
        } catch (IOException e) {
            throw new IllegalArgumentException("git cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted", e);
        }
    }

    /** The same; empty if it cannot do it. */
    Optional<String> tryRun(String... arguments) {
        try {
            return Optional.of(run(arguments));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Finds out whether there is a repository.
     *
     * @throws IllegalArgumentException if there is none, or no git; the message says so in one line
     */
    void check() {
        run("rev-parse", "--git-dir");
    }

    @Override
    public String toString() {
        return repository.toString();
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
