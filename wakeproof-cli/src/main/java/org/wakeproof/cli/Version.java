// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.wakeproof.report.JsonEnvelope;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The version, and the commit where the build knew it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** In one line. */
    static String text() {
        Properties build = build();
        return text(build.getProperty("version"), build.getProperty("commit"), build.getProperty("dirty"));
    }

    /** What the command that is carried out writes at the head of its JSON. */
    static JsonEnvelope envelope(CommandSpec command) {
        Properties build = build();
        String commit = build.getProperty("commit");
        boolean isKnown = isKnown(commit);
        return new JsonEnvelope(
                command.name(),
                command.root().commandLine().getParseResult().originalArgs(),
                build.getProperty("version"),
                isKnown ? commit : null,
                isKnown ? Boolean.valueOf(build.getProperty("dirty")) : null);
    }

    /** Who has written a file, as {@link #text()}; empty if it does not say. */
    static Optional<String> text(JsonEnvelope file) {
        return Optional.ofNullable(file.version())
                .map(version ->
                        text(version, Objects.requireNonNullElse(file.commit(), ""), String.valueOf(file.modified())));
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }

    private static boolean isKnown(String commit) {
        return !commit.isEmpty() && !commit.startsWith("${");
    }

    /** What the build could not find out is still a place in the text. */
    static String text(String version, String commit, String dirty) {
        return "wakeproof " + version
                + (isKnown(commit) ? " (commit " + commit + (dirty.equals("true") ? ", changed since" : "") + ")" : "");
    }
}
