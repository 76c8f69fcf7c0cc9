// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends what Ctrl-C and the system send. */
final class Kill {
    private Kill() {}

    /**
     * Sends a signal, as {@code INT}. Skips the test where what is started here ignores it: whoever runs the tests behind
     * {@code nohup}, or in the background of a script, has handed that down.
     */
    static void send(String signal, Process process) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no /bin/kill");
        assumeTrue(status("sh", "-c", "kill -s " + signal + " $$; exit 0") != 0, "SIG" + signal + " is ignored here");
        status("/bin/kill", "-" + signal, Long.toString(process.pid()));
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
