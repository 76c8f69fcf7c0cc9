// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What somebody gets who types a command, for tests in other packages.
 *
 * @param status the exit status
 * @param out what it prints
 * @param err what it complains of
 */
public record Typed(int status, String out, String err) {
    /** Runs the program with these arguments. */
    public static Typed of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Wakeproof.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
        return new Typed(status, out.toString(), err.toString());
    }
}
