// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, and the commit where the build knew it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** In one line. */
    static String text() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(build.getProperty("version"), build.getProperty("commit"), build.getProperty("dirty"));
    }

    /** What the build could not find out is still a place in the text. */
    static String text(String version, String commit, String dirty) {
        boolean isKnown = !commit.isEmpty() && !commit.startsWith("${");
        return "wakeproof " + version
                + (isKnown ? " (commit " + commit + (dirty.equals("true") ? ", changed since" : "") + ")" : "");
    }
}
