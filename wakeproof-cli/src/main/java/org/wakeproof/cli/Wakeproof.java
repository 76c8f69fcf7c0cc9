// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "wakeproof",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells whether the code that puts a CPU to sleep can lose a wake-up.",
        subcommands = {
            ListCommand.class,
            CheckCommand.class,
            ExploreCommand.class,
            ReplayCommand.class,
            FixesCommand.class,
            OrderingsCommand.class,
            ReviewCommand.class,
            ReviewHistoryCommand.class,
            JpfCommand.class,
            AgreeCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "To begin with: wakeproof check idle-tick --variant v1; 'wakeproof COMMAND --help' has a command's options.",
            "Exit status: 0 HOLDS, 1 VIOLATED, 2 wrong usage, 3 INCOMPLETE, 4 internal error, 5 no JPF."
        })
public final class Wakeproof implements Runnable {
    static final int HOLDS = 0;
    static final int VIOLATED = 1;
    static final int USAGE = 2;
    static final int INCOMPLETE = 3;
    static final int INTERNAL = 4;
    static final int NO_PATH_FINDER = 5;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: list, check, fixes, orderings, review, explore, replay, jpf, agree or completion");
    }

    static int status(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> HOLDS;
            case VIOLATED -> VIOLATED;
            case INCOMPLETE -> INCOMPLETE;
        };
    }

    /** Runs the program and returns its exit status. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Wakeproof())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((failure, given) -> {
            String command = failure.getCommandLine().getCommandSpec().qualifiedName();
            err.println("wakeproof: " + failure.getMessage().replaceAll("\\s+", " "));
            err.println("Try '" + command + " --help'.");
            return USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof PathFinderOptions.Missing) {
                err.println("wakeproof: " + failure.getMessage());
                return NO_PATH_FINDER;
            }
            err.println(
                    failure instanceof ModelException
                            ? "wakeproof: the model is wrong: " + failure.getMessage()
                            : "wakeproof: internal error: " + failure
                                    + " (please report it; WAKEPROOF_DEBUG=1 shows where)");
            if (System.getenv("WAKEPROOF_DEBUG") != null) {
                failure.printStackTrace(err);
            }
            return INTERNAL;
        });
        return line.execute(arguments);
    }

    /** Starts the program. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = execute(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }
}
