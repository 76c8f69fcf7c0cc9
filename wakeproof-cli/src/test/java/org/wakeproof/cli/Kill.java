// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Sends what Ctrl-C and the system send. */
final class Kill {
    private Kill() {}

    /**
     * Sends a signal, as {@code INT}. Skips the test where what is started here ignores it: whoever runs the tests behind
     * {@code nohup}, or in the background of a script, has handed that down.
     */
    static void send(String signal, Process process) throws IOException, InterruptedException {
        sendTogether(process, signal);
    }

    /** The same with several signals, one right after the other. */
    static void sendTogether(Process process, String... signals) throws IOException, InterruptedException {
        StringBuilder kills = new StringBuilder();
        for (String signal : signals) {
            assumeTrue(
                    status("sh", "-c", "kill -s " + signal + " $$; exit 0") != 0, "SIG" + signal + " is ignored here");
            kills.append("kill -s ")
                    .append(signal)
                    .append(' ')
                    .append(process.pid())
                    .append("; ");
        }
        status("sh", "-c", kills.toString());
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
