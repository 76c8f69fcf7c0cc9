// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that shows a whole project. */
final class Tutorial {
    static final Path PAGE = Path.of("../docs/tutorial.md");
    static final String SPEC = "my.idle.MyIdlePathTest";

    private Tutorial() {}

    /** What the page shows of a language, one text for each block. */
    static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Writes the project into a folder, file by file as the page says. */
    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("pom.xml"), blocks("xml").get(0));
        Matcher named = Pattern.compile("`(src/test/java/[^`]*)`").matcher(Files.readString(PAGE));
        if (!named.find()) {
            throw new IOException("the page names no source file");
        }
        Path source = folder.resolve(named.group(1));
        Files.createDirectories(source.getParent());
        Files.writeString(source, blocks("java").get(0));
    }
}
