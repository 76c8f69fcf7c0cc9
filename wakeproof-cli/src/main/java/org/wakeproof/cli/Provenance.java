// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What a page says at its foot: which command made it, of which version, when, and on what. */
final class Provenance {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    private Provenance() {}

    /** In one line, of the command that is carried out. */
    static String of(CommandSpec command) {
        return of(
                command.root().commandLine().getParseResult().originalArgs(),
                Clock.systemUTC().instant());
    }

    static String of(List<String> arguments, Instant now) {
        return "./wakeproof " + arguments.stream().map(Provenance::quoted).collect(Collectors.joining(" ")) + "; "
                + Version.text() + ", " + MINUTE.format(now.atZone(ZoneOffset.UTC)) + ", "
                + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version");
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
