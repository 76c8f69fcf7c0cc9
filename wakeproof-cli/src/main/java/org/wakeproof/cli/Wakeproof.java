// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import org.wakeproof.explorer.ModelException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
            ProveCommand.class,
            TimeCommand.class,
            ReviewCommand.class,
            ReportCommand.class,
            ReviewHistoryCommand.class,
            JpfCommand.class,
            AgreeCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "To begin with: wakeproof check idle-tick --variant v1; 'wakeproof COMMAND --help' has a command's options.",
            "Exit status: 0 HOLDS, 1 VIOLATED, 2 wrong usage, 3 INCOMPLETE, 4 failed, 5 no JPF, 6 gone (replay), "
                    + "7 not as expected (fixes, agree), 8 an output could not be made."
        })
public final class Wakeproof implements Runnable {
    private static final int USUAL_HELP = 80;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: list, check, fixes, orderings, prove, time, review, report, explore, replay, jpf, agree or completion");
    }

    /** Runs the program and returns its exit status. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Wakeproof())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setSubcommandsCaseInsensitive(true)
                .setUsageHelpAutoWidth(!Terminal.isGiven())
                .setUsageHelpWidth(Math.max(
                        NarrowHelp.NARROWEST_OF_TWO_COLUMNS, Terminal.isGiven() ? Terminal.width() : USUAL_HELP));
        if (Terminal.isGiven() && Terminal.width() < NarrowHelp.NARROWEST_OF_TWO_COLUMNS) {
            NarrowHelp.use(line, Terminal.width());
        }
        line.setParameterExceptionHandler((failure, given) -> {
            String command = failure.getCommandLine().getCommandSpec().qualifiedName();
            String words = Usage.inWords(failure);
            Terminal.printWrapped(err, "wakeproof: " + words, Terminal.givenWidth(), "  ");
            Usage.meant(failure, words).ifPresent(meant -> err.println("Did you mean '" + meant + "'?"));
            err.println("Try '" + command + " --help'.");
            return ExitStatus.WRONG_USAGE.code();
        });
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        line.setExecutionStrategy(Wakeproof::carryOut);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(err, failure));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError failure) {
            return failed(err, failure);
        }
    }

    /** As usual; the commands say how they ended. */
    private static int carryOut(ParseResult parsed) {
        if (!parsed.unmatched().isEmpty()) {
            // Of a command that there is not, no help is asked for either.
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (GivenFiles.areToStandardOutput(last)) {
            // What people read makes way for what was asked to be there alone.
            last.commandSpec()
                    .commandLine()
                    .setOut(parsed.commandSpec().commandLine().getErr());
        }
        int code = new RunLast().execute(parsed);
        Object ended = last.commandSpec().commandLine().getExecutionResult();
        return ended instanceof ExitStatus status ? status.code() : code;
    }

    /** The standard output itself, also where what people read goes elsewhere. */
    static PrintWriter standardOutput(CommandSpec command) {
        return command.root().commandLine().getOut();
    }

    private static int failed(PrintWriter err, Throwable failure) {
        err.println("wakeproof: " + inWords(failure));
        if (System.getenv("WAKEPROOF_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        return (failure instanceof PathFinderOptions.Missing ? ExitStatus.NO_PATH_FINDER : ExitStatus.FAILED).code();
    }

    private static String inWords(Throwable failure) {
        if (failure instanceof PathFinderOptions.Missing) {
            return failure.getMessage();
        }
        if (failure instanceof OutOfMemoryError) {
            return "the Java heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB is full: give it more, as in WAKEPROOF_JAVA_OPTS=-Xmx4g";
        }
        if (failure instanceof StackOverflowError) {
            return "the Java stack is full: give it more, as in WAKEPROOF_JAVA_OPTS=-Xss16m";
        }
        return failure instanceof ModelException
                ? "the model is wrong: " + failure.getMessage()
                : "internal error: " + failure + " (please report it; WAKEPROOF_DEBUG=1 shows where)";
    }
}
