// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.Ansi;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.verdict.Review;
import org.wakeproof.review.verdict.TextReview;

/** C files of our own, and Xen's where its history is at hand, as a user would have them reviewed. */
class ReviewCommandTest {
    private static final Path SAMPLES = Path.of("../review/src/test/resources/review");
    private static final String TIMERS_ONLY = SAMPLES.resolve("timers_only.c").toString();
    private static final String LATE_SUSPEND =
            SAMPLES.resolve("late_suspend.patch").toString();
    /** The line of the patched file that looks at the softirqs, the one that suspends the tick, and the one that sleeps. */
    private static final int LOOKS = 21;

    private static final int SUSPENDS = 26;

    private static final int SLEEPS = 12;

    private record Run(int status, String out, String err) {}

    private static Run review(String... arguments) {
        List<String> all = new ArrayList<>(List.of("review"));
        all.addAll(List.of(arguments));
        if (!all.contains("--threads")) {
            all.addAll(List.of("--threads", "2"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Wakeproof.execute(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
        return new Run(status, out.toString(), err.toString());
    }

    private static Run reviewText(Path directory, String text, String... arguments) throws IOException {
        Path file = directory.resolve("sample.c");
        Files.writeString(file, text);
        List<String> all = new ArrayList<>(List.of(file.toString()));
        all.addAll(List.of(arguments));
        return review(all.toArray(new String[0]));
    }

    @Test
    void whatHoldsSaysWhatItRestsOn() {
        Run run = review(TIMERS_ONLY);
        assertThat(run.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(run.out)
                .contains("HOLDS assuming  " + TIMERS_ONLY + ":15 own_idle")
                .contains("pick_state (line 17) has no effect");
        assertThat(review(TIMERS_ONLY, "--strict").status).isEqualTo(ExitStatus.INCOMPLETE.code());
    }

    @Test
    void withNothingAssumedItSimplyHolds(@TempDir Path directory) throws IOException {
        String text = "void default_idle(void) { local_irq_disable();\n"
                + "if (!softirq_pending(smp_processor_id())) safe_halt(); else local_irq_enable(); }";
        Run run = reviewText(directory, text, "--strict");
        assertThat(run.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(run.out)
                .containsPattern("(?m)^HOLDS  .*sample.c:1 default_idle$")
                .doesNotContain("Assumed");
    }

    @Test
    void whatIsOlderThanTheHandlerIsSaid(@TempDir Path directory) throws IOException {
        String text = "void default_idle(void) { unsigned int cpu = smp_processor_id(); rcu_idle_enter(cpu);\n"
                + "process_pending_softirqs(); local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt();\n"
                + "else local_irq_enable(); rcu_idle_exit(cpu); }";
        assertThat(reviewText(directory, text).out.replaceAll("\\s+", " "))
                .contains("Xen as of 2020 (RCU is told of idle CPUs); its timers and its scheduler as of 2009")
                .doesNotContain("HPET channel");
        String deep = text.replace(
                "safe_halt();", "{ lapic_timer_off(); mwait(0x20, 1); local_irq_enable(); lapic_timer_on(); }");
        assertThat(reviewText(directory, deep).out.replaceAll("\\s+", " "))
                .contains("scheduler as of 2009; the PIT, or one HPET channel for all CPUs, no MSIs");
        assertThat(reviewText(directory, text, "--xen", "2009").out)
                .contains("Xen as of 2009 (as told by --xen)")
                .doesNotContain("scheduler as of");
    }

    @Test
    void aPatchThatSuspendsTheTickTooLateBreaksIt() {
        Run run = review(TIMERS_ONLY, "--patch", LATE_SUSPEND);
        assertThat(run.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(run.out)
                .contains("HOLDS      -> VIOLATED    idle-once --cstate c3 --timers none")
                .contains("HOLDS      -> HOLDS       offline")
                .contains("the patch breaks ")
                .contains(TIMERS_ONLY + ":" + SUSPENDS + ": sched_tick_suspend();")
                .contains(TIMERS_ONLY + ":" + SLEEPS + ": mwait(cx->hint, 1);");
    }

    @Test
    void theOtherFormatsNameTheDecisiveLines() throws IOException {
        Run json = review(TIMERS_ONLY, "--patch", LATE_SUSPEND, "--format", "json");
        JsonNode after = new ObjectMapper().readTree(json.out).get("after");
        assertThat(after.get("verdict").asText()).isEqualTo("VIOLATED");
        assertThat(after.get("findings").get(0).get("decisiveLines").findValuesAsText("line"))
                .as("the last look, what makes work behind it, and the sleep")
                .containsExactly(String.valueOf(LOOKS), String.valueOf(SUSPENDS), String.valueOf(SLEEPS));
        Run sarif = review(TIMERS_ONLY, "--patch", LATE_SUSPEND, "--format", "sarif");
        JsonNode result = new ObjectMapper()
                .readTree(sarif.out)
                .get("runs")
                .get(0)
                .get("results")
                .get(0);
        assertThat(result.get("level").asText()).isEqualTo("error");
        assertThat(result.findValuesAsText("startLine")).contains(String.valueOf(SUSPENDS), String.valueOf(SLEEPS));
        Run github = review(TIMERS_ONLY, "--patch", LATE_SUSPEND, "--format", "github");
        assertThat(github.out)
                .as("a path from the repository's root")
                .containsPattern("::error file=\\S*review/src/test/resources/review/timers_only\\.c,line=" + SUSPENDS
                        + ",title=wakeproof::");
    }

    /** Whoever reads from the top sees it before any situation that holds. */
    @Test
    void theVerdictComesFirstInEachForm(@TempDir Path directory) throws IOException {
        String late = "void own_idle(void) {\nlocal_irq_disable();\nif (!cpu_is_haltable(smp_processor_id()))\n"
                + "{ local_irq_enable(); return; }\ndo_softirq();\nsafe_halt();\n}";
        Run text = reviewText(directory, late);
        String where = directory.resolve("sample.c") + ":1 own_idle";
        assertThat(text.out).startsWith("VIOLATED  " + where + "\n  in ").contains("\nVIOLATED  " + where + "\n");
        assertThat(reviewText(directory, late, "--format", "github").out)
                .containsPattern(
                        "\\A::error file=\\S*sample\\.c,line=1,title=wakeproof::VIOLATED in \\d+ of \\d+ situations: ");
        JsonNode sarif = new ObjectMapper().readTree(reviewText(directory, late, "--format", "sarif").out);
        assertThat(sarif.at("/runs/0/properties/verdict").asText()).isEqualTo("VIOLATED");
        Run patched = review(TIMERS_ONLY, "--patch", LATE_SUSPEND);
        assertThat(patched.out)
                .startsWith(
                        "VIOLATED  " + TIMERS_ONLY + ":15 own_idle\n  HOLDS assuming -> VIOLATED: the patch breaks ");
        JsonNode json =
                new ObjectMapper().readTree(review(TIMERS_ONLY, "--patch", LATE_SUSPEND, "--format", "json").out);
        assertThat(json.get("verdict").asText()).isEqualTo("VIOLATED");
        Path page = directory.resolve("page.html");
        reviewText(directory, late, "--html", page.toString());
        assertThat(Files.readString(page))
                .containsPattern("(?s)<h1>[^<]*own_idle</h1>\\s*<p>in \\d+ of \\d+ situations: ");
    }

    /** What a device has done to a CPU is an interrupt that waits for it, and no number of a register. */
    @Test
    void whatWaitsForACpuHasAName(@TempDir Path directory) throws IOException {
        String masked = "void own_idle(void) { sched_tick_suspend(); process_pending_timers(); local_irq_disable();"
                + " if (softirq_pending(smp_processor_id())) { local_irq_enable(); sched_tick_resume(); return; }"
                + " halt(); sched_tick_resume(); }";
        assertThat(reviewText(directory, masked, "--threads", "1").out.replaceAll("\\s+", " "))
                .contains("one tick passes: the local timer interrupt waits for CPU1")
                .doesNotContain("IRR[");
    }

    @Test
    void aPageIsNotWrittenIntoWhatProgramsRead() {
        for (String format : List.of("json", "sarif", "github")) {
            Run both = review(TIMERS_ONLY, "--format", format, "--html", "-");
            assertThat(both.status).isEqualTo(ExitStatus.WRONG_USAGE.code());
            assertThat(both.err)
                    .startsWith("wakeproof: --format " + format + " and --html are both to be written to '-'\n");
            assertThat(both.out).isEmpty();
        }
    }

    /** The name of the other one is an idle handler's, and would be found first; it holds, and is not asked about. */
    @Test
    void aPatchThatAddsAHandlerIsJudgedByTheOneThatWasThere(@TempDir Path directory) throws IOException {
        String right = "    local_irq_disable();\n    if ( softirq_pending(smp_processor_id()) )\n"
                + "        local_irq_enable();\n    else\n        safe_halt();\n}\n";
        Path patch = directory.resolve("add.patch");
        Files.writeString(
                patch,
                "--- sample.c\n+++ sample.c\n@@ -1,3 +1,2 @@\n void own_idle(void)\n {\n-    local_irq_disable();\n"
                        + "@@ -8,1 +7,9 @@\n }\n+void default_idle(void)\n+{\n"
                        + right.replaceAll("(?m)^", "+"));
        Run run = reviewText(directory, "void own_idle(void)\n{\n" + right, "--patch", patch.toString());
        assertThat(run.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(run.out)
                .contains("sample.c:1 own_idle", "- default_idle (line 8)")
                .doesNotContain("sample.c:8 default_idle");
    }

    @Test
    void aSleepWithoutALookAtTheSoftirqsLosesAWakeUp(@TempDir Path directory) throws IOException {
        Run run = reviewText(
                directory,
                "void own_idle(struct state *cx) {\nlocal_irq_disable();\nif (cx->type == ACPI_STATE_C3) lapic_timer_off();\n"
                        + "else goto shallow;\nmwait(0, 1);\nlocal_irq_enable();\nlapic_timer_on();\nreturn;\n"
                        + "shallow:\nsafe_halt();\n}");
        assertThat(run.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(run.out).contains("no lost wake-up of CPU1", "own_idle:5");
    }

    @Test
    void whatIsNotUnderstoodMakesNoVerdict(@TempDir Path directory) throws IOException {
        Run run = reviewText(
                directory,
                "void default_idle(void) {\nlocal_irq_disable();\nif (softirq_pending( >) local_irq_enable();\n"
                        + "else safe_halt(); }");
        assertThat(run.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(run.out).contains("not understood, passed over", "sample.c:3");
    }

    /** What the text lacks is what is told, and not a table that has nothing to do with it. */
    @Test
    void aSyntaxErrorIsNamedAsOne(@TempDir Path directory) throws IOException {
        Run lacking = reviewText(
                directory,
                "void default_idle(void) {\nlocal_irq_disable();\nif (!softirq_pending(smp_processor_id())\n"
                        + "safe_halt();\nelse local_irq_enable();\n}");
        assertThat(lacking.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(lacking.out).contains("syntax that was not understood: ')' is missing (sample.c:3)");
        Run signs = reviewText(directory, "void default_idle(void) { @@@ ; ; }");
        assertThat(signs.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(signs.out.replaceAll("\\s+", " "))
                .contains("not all of default_idle was understood: syntax that was not understood: @@@ (sample.c:1)")
                .doesNotContain("--bindings");
        assertThat(reviewText(directory, " \n").err)
                .contains("sample.c has no C function that could be read: it is empty");
        assertThat(reviewText(directory, "int x = 1;\nvoid default_idle(void) {\nif ( ").err)
                .contains("sample.c has no C function that could be read: line 2 is no C: void default_idle(void)");
    }

    @Test
    void aRevisionIsAPageToo(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        Files.writeString(directory.resolve("idle.c"), "void default_idle(void) { safe_halt(); }\n");
        git(
                directory,
                "git init -q . && git add idle.c && git -c user.name=x -c user.email=x commit -q -m x"
                        + " && sed -i 's/{/{ local_irq_disable();/' idle.c"
                        + " && git -c user.name=x -c user.email=x commit -q -a -m y");
        Run run = review("HEAD", "--git", directory.toString(), "--html", page.toString());
        assertThat(run.status).isIn(ExitStatus.HOLDS.code(), ExitStatus.VIOLATED.code(), ExitStatus.INCOMPLETE.code());
        assertThat(Files.readString(page)).contains("idle.c:1 default_idle", "Before and after the patch");
        Run none = review("HEAD..HEAD", "--git", directory.toString(), "--html", page.toString());
        assertThat(none.status).isZero();
        assertThat(Files.readString(page)).contains("no idle handler runs otherwise than before");
        assertThat(none.out).isEqualTo("HOLDS  HEAD..HEAD\n  no idle handler runs otherwise than before\n\n");
    }

    private static void git(Path directory, String script) throws Exception {
        Process git = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .start();
        assumeTrue(git.waitFor() == 0, "git is not here");
    }

    /** A macro or an inline function of a header may be what a handler lives by. */
    @Test
    void aRevisionThatTouchesHeadersAloneIsNotJudged(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("idle.c"),
                "void default_idle(void) { local_irq_disable(); if (!softirq_pending(smp_processor_id())) safe_halt();"
                        + " else local_irq_enable(); }\n");
        Files.writeString(directory.resolve("sleep.h"), "#define safe_halt() asm(\"sti; hlt\")\n");
        git(
                directory,
                "git init -q . && git add . && git -c user.name=x -c user.email=x commit -q -m x"
                        + " && echo >> sleep.h && git -c user.name=x -c user.email=x commit -q -a -m y"
                        + " && sed -i 's/local_irq_disable();//' idle.c && echo >> sleep.h"
                        + " && git -c user.name=x -c user.email=x commit -q -a -m z");
        Run alone = review("HEAD^", "--git", directory.toString());
        assertThat(alone.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(alone.out.replaceAll("\\s+", " "))
                .startsWith("INCOMPLETE HEAD^ nothing was judged: headers are not read, and of what changes in sleep.h"
                        + " nobody knows which handlers it concerns");
        assertThat(review("HEAD^", "--git", directory.toString(), "--format", "github").out)
                .startsWith("::warning file=sleep.h,line=1,title=wakeproof::INCOMPLETE: headers are not read");
        JsonNode json =
                new ObjectMapper().readTree(review("HEAD^", "--git", directory.toString(), "--format", "json").out);
        assertThat(json.get("verdict").asText()).isEqualTo("INCOMPLETE");
        git(
                directory,
                "cp sleep.h a.h; cp sleep.h b.h; git add . && git -c user.name=x -c user.email=x commit -q -m more");
        assertThat(review("HEAD", "--git", directory.toString()).err)
                .isEqualTo(
                        "wakeproof: a.h: headers are not read: what changes here, and in 1 more of them, is not judged\n");
        Run both = review("HEAD^", "--git", directory.toString());
        assertThat(both.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(both.err).contains("wakeproof: sleep.h: headers are not read");
    }

    @Test
    void aFunctionThatNeverSleepsMakesNoVerdict(@TempDir Path directory) throws IOException {
        Run run = reviewText(directory, "void default_idle(void) { doze(); }");
        assertThat(run.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(run.out).contains("default_idle never goes to sleep").contains("--bindings");
        Path bindings = directory.resolve("mine.txt");
        Files.writeString(bindings, "call doze safe_halt\n");
        Run bound = reviewText(directory, "void default_idle(void) { doze(); }", "--bindings", bindings.toString());
        assertThat(bound.status).isEqualTo(ExitStatus.VIOLATED.code());
    }

    @Test
    void badInputIsRefusedInOneLine(@TempDir Path directory) throws IOException {
        assertThat(review("nothing.c").err)
                .startsWith("wakeproof: cannot read nothing.c: there is no such file or directory\n");
        assertThat(review(directory.toString()).err).contains("is a directory");
        assertThat(review(TIMERS_ONLY, "--function", "nap").err)
                .startsWith("wakeproof: " + TIMERS_ONLY + " has no function 'nap'; it has own_idle\n");
        assertThat(review(TIMERS_ONLY, "--patch", TIMERS_ONLY).err).contains("holds no unified diff");
        assertThat(reviewText(directory, "void f(void) { safe_halt(); }", "--patch", LATE_SUSPEND).err)
                .contains("does not touch " + directory.resolve("sample.c") + "; it touches timers_only.c");
        assertThat(reviewText(directory, "template <class T> void f(T t);").status)
                .isEqualTo(ExitStatus.WRONG_USAGE.code());
    }

    @Test
    void xensFileOf2009AndTheOrderThatWasPostedFirst(@TempDir Path directory) throws Exception {
        Path xen = Path.of(System.getProperty("wakeproof.xen", "../../xen/.git"));
        assumeTrue(Files.isDirectory(xen), "Xen's repository is not at " + xen + " (-Dwakeproof.xen=GITDIR)");
        Process git = new ProcessBuilder("git", "--git-dir=" + xen, "show", "964fae8ac2:xen/arch/x86/acpi/cpu_idle.c")
                .redirectErrorStream(true)
                .start();
        String committed = new String(git.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(git.waitFor()).isZero();
        Run asCommitted = reviewText(directory, committed);
        assertThat(asCommitted.out)
                .contains("HOLDS  idle-once --cstate c3 --timers none", "HOLDS  idle-once --cstate any --rounds 2")
                .contains("VIOLATED  offline  (F04");
        String suspension = "    sched_tick_suspend();\n";
        String behind = "    next_state = power ?";
        assertThat(committed).containsOnlyOnce(suspension).containsOnlyOnce(behind);
        String posted = committed.replace(suspension, "").replace(behind, suspension + behind);
        int line = (int) posted.substring(0, posted.indexOf(suspension)).lines().count() + 1;
        Run asPosted = reviewText(directory, posted);
        assertThat(asPosted.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(asPosted.out)
                .contains("VIOLATED  idle-once --cstate c3 --timers none")
                .contains("sample.c:" + line + ": sched_tick_suspend();")
                .containsPattern("sample.c:\\d+: __mwait\\(");
    }

    @Test
    void aPageShowsTheLinesAndWhatThePatchDoes(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("page.html");
        Run run = review(TIMERS_ONLY, "--patch", LATE_SUSPEND, "--html", page.toString());
        assertThat(run.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(Files.readString(page))
                .contains("Before and after the patch", "the patch breaks", "The lines that decide:")
                .contains("class=\"timeline\"", "pick_state (line 17) has no effect", "Bounds and assumptions");
        assertThat(Files.readString(page))
                .as("the diff, once as a whole and once where the lines decide, with the cause marked in it")
                .contains(
                        "<h2>The patch</h2>",
                        "<del class=\"line\"> -          sched_tick_suspend();\n</del>",
                        "<mark>&gt;   21      if ( softirq_pending(smp_processor_id()) )</mark>",
                        "<del class=\"line\"> -              goto out;\n</del><ins class=\"line\"> +  24          return;\n</ins>",
                        "<ins class=\"line\"><mark>&gt;+  26      sched_tick_suspend();</mark>\n</ins>",
                        "<mark>&gt;   12      mwait(cx-&gt;hint, 1);</mark>");
    }

    @Test
    void aSearchThatIsCutIsNeverSaidToHold() {
        IdleCode code = IdleCode.read("own.c", read(Path.of(TIMERS_ONLY)), null, Bindings.builtIn());
        Searches stopped = new Searches();
        stopped.stop("Ctrl-C");
        Review cut = Review.of(code, Xen.of(code), Options.defaults().withThreads(1), false, stopped);
        assertThat(cut.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(new TextReview(80, new Ansi(false), false, Optional.empty()).render(cut))
                .contains("INCOMPLETE  idle-once", "stopped by Ctrl-C", "a search was cut short")
                .doesNotContain("HOLDS")
                .doesNotContain("--timeout");
    }

    @Test
    void aSearchThatTakesTooLongSaysWhatLetsItEnd() {
        IdleCode code = IdleCode.read("own.c", read(Path.of(TIMERS_ONLY)), null, Bindings.builtIn());
        Options options = Options.defaults().withThreads(1).withTimeout(Duration.ofNanos(1));
        Review cut = Review.of(code, Xen.of(code), options, false, new Searches());
        int situations = cut.findings().size();
        assertThat(new TextReview(200, new Ansi(false), false, Optional.empty()).render(cut))
                .contains("a search was cut short, in " + situations + " of " + situations
                        + " situations: with a longer --timeout it may come to an end");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
