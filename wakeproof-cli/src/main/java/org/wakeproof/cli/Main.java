// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;

/** The program as a process: its outputs and its exit status. */
public final class Main {
    private Main() {}

    /** Runs the program; whatever happens, the status is one of {@link ExitStatus}, where the JVM's own would be 1. */
    public static void main(String[] arguments) {
        int status;
        try {
            status = run(arguments);
        } catch (Throwable failure) {
            // There is no memory to say it with: what could be said has been said.
            Runtime.getRuntime().halt(ExitStatus.FAILED.code());
            return;
        }
        System.exit(status);
    }

    private static int run(String[] arguments) {
        StandardOutput standardOutput = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(standardOutput, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = Wakeproof.execute(out, err, arguments);
        out.flush();
        if (standardOutput.failure().isPresent()) {
            err.println("wakeproof: cannot write to the standard output: "
                    + standardOutput.failure().get());
            return ExitStatus.FAILED.code();
        }
        return status;
    }
}
