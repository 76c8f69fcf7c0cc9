// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import org.wakeproof.pathfinder.PathFinder;
import org.wakeproof.pathfinder.PathFinderRun;
import picocli.CommandLine.Option;

/** Where Java PathFinder is and what it may take. */
final class PathFinderOptions {
    @Option(
            names = "--jpf-home",
            paramLabel = "DIR",
            converter = InputDirectory.class,
            description = "A built jpf-core (default: JPF_HOME and others).")
    private Path jpfHome;

    @Option(names = "--timeout", paramLabel = "T", description = "Ends JPF after that time (default: 10m a run).")
    private String timeout = "10m";

    @Option(names = "--heap", paramLabel = "MIB", description = "Java heap of JPF (default: 2048).")
    private int heap = 2048;

    /**
     * Makes ready to run it.
     *
     * @throws Missing if it is not here
     * @throws IllegalArgumentException for a wrong value
     */
    PathFinderRun run() {
        if (heap < 32) {
            throw new IllegalArgumentException("--heap takes at least 32 MiB, not " + heap);
        }
        Duration limit = Durations.parse("--timeout", timeout);
        PathFinder found = pathFinder();
        if (!PathFinder.runsHere()) {
            throw new Missing("Java PathFinder runs on Java 17 alone, and this is Java "
                    + Runtime.version().feature() + ": set JAVA_HOME to a JDK 17");
        }
        try {
            return PathFinderRun.ofThisJar(found, limit, heap);
        } catch (FileNotFoundException e) {
            throw new Missing(e.getMessage());
        }
    }

    PathFinder pathFinder() {
        return PathFinder.locate(jpfHome).orElseThrow(() -> new Missing(PathFinder.MISSING));
    }

    /** Something that the command needs is not on this machine. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }
}
