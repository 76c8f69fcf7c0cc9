// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterC;

/** Tree-sitter's native code, which its library would leave behind in the user's home. */
final class NativeCode {
    private static final String DIRECTORY = "tree-sitter-lib";

    private static final ThreadLocal<TSParser> PARSERS = ThreadLocal.withInitial(NativeCode::newParser);

    private NativeCode() {}

    /**
     * This thread's parser of C.
     *
     * @throws IllegalArgumentException if there is none for this platform
     */
    static TSParser parser() {
        return PARSERS.get();
    }

    /** Gives up this thread's parser, which is in the middle of a text. */
    static void forget() {
        PARSERS.remove();
    }

    private static synchronized TSParser newParser() {
        try {
            if (System.getProperty(DIRECTORY) == null) {
                Path directory = Files.createTempDirectory("wakeproof");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
                System.setProperty(DIRECTORY, directory.toString());
            }
            TSParser parser = new TSParser();
            parser.setLanguage(new TreeSitterC());
            return parser;
        } catch (LinkageError | IOException e) {
            throw new IllegalArgumentException("the C parser's native code cannot be loaded here: " + e, e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system's own cleaning takes what is left in its directory for temporary files.
        }
    }
}
