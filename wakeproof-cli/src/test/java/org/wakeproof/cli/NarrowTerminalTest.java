// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands as processes: on a screen of forty columns, and when somebody ends them. */
class NarrowTerminalTest {
    private static final int COLUMNS = 40;

    @TempDir
    private Path home;

    /** Words that are longer than a line stay whole, and so do lines of C that are quoted. */
    @Test
    void noLineIsLongerThanTheScreenButForALongWord() throws Exception {
        Checkout checkout = Checkout.built(home).with("COLUMNS", "" + COLUMNS).with("TERM", "dumb");
        Files.writeString(home.resolve("idle.c"), "void default_idle(void) {\nsafe_halt();\n}\n");
        for (String line : List.of(
                "list poll",
                "check raise-batch --change notes-softirq-number",
                "check --help",
                "fixes F14",
                "fixes F14 --before",
                "orderings block --steps BEUR",
                "time",
                "time idle --seconds 1",
                "check tickle --json trace.json",
                "replay trace.json",
                "report --html pages --only review-1 --review idle.c")) {
            Checkout.Ended ended = checkout.run("./wakeproof " + line);
            assertThat(ended.out()).as(line).isNotEmpty().doesNotContain("\u001b");
            assertThat(ended.out().lines()).as(line).allMatch(NarrowTerminalTest::fits);
        }
    }

    /** Each value of an option follows the one before it; what is wrong is said in as many columns as there are. */
    @Test
    void optionsAndErrorsAreBrokenToo() throws Exception {
        Checkout checkout = Checkout.built(home).with("COLUMNS", "" + COLUMNS);
        assertThat(checkout.run("./wakeproof list idle-tick").out())
                .contains("      v1-alt before it but without a\n      softirq pass; v0 never\n      suspends it;");
        assertThat(checkout.run("./wakeproof check nope").err().lines())
                .allMatch(NarrowTerminalTest::fits)
                .contains("wakeproof: there is no scenario 'nope';", "Try 'wakeproof check --help'.");
    }

    private static boolean fits(String line) {
        return line.length() <= COLUMNS || !line.strip().contains(" ");
    }

    /** Every command's, and nothing that it takes is left out. */
    @Test
    void helpFitsAndNamesEveryOption() {
        CommandLine program = new CommandLine(new Wakeproof());
        NarrowHelp.use(program, COLUMNS);
        assertThat(program.getUsageMessage().lines()).allMatch(NarrowTerminalTest::fits);
        assertThat(program.getUsageMessage()).contains("Usage: wakeproof [OPTIONS] COMMAND\n", "\n  check\n");
        program.getSubcommands().forEach((name, command) -> {
            String help = command.getUsageMessage();
            assertThat(help.lines()).as(name).allMatch(NarrowTerminalTest::fits);
            assertThat(help).contains("Usage: wakeproof " + name);
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(help).as(name).contains(option.hidden() ? "" : "\n  " + String.join(", ", option.names()));
            }
        });
    }

    @Test
    void aRunInRealTimeThatIsStoppedSaysSoInALine() throws Exception {
        assertThat(stopped("time idle --seconds 3000h", "org.wakeproof.timed.run.EventQueue"))
                .isEqualTo("INCOMPLETE  stopped by SIGTERM: 0 of 1 runs had come to their end\n");
    }

    @Test
    void aProofThatIsStoppedSaysByWhom() throws Exception {
        assertThat(stopped("prove", "org.wakeproof.prove.solver.SmtInterpolSolver"))
                .startsWith("stopped by SIGTERM\nINCOMPLETE  idle-path")
                .contains("stopped before everything was asked");
    }

    /** What a command says that is ended once it has loaded a class, which it does when it has begun to take signals. */
    private String stopped(String command, String late) throws Exception {
        Path loaded = home.resolve("loaded.txt");
        String log = "-Xlog:class+load:file=" + loaded + "::filecount=0";
        Process process = Checkout.built(home)
                .with("WAKEPROOF_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1 " + log)
                .start("exec ./wakeproof " + command);
        while (process.isAlive()
                && !(Files.exists(loaded) && Files.readString(loaded).contains(" " + late + " "))) {
            Thread.sleep(20);
        }
        Kill.send("TERM", process);
        Checkout.Ended ended = Checkout.ended(process);
        assertThat(ended.status()).isEqualTo(ExitStatus.INCOMPLETE.code());
        return ended.out();
    }
}
