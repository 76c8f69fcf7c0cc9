// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;

/** Which handlers a revision is found to change; searches are cut off at once, as it is not their verdicts that count. */
class GitReviewTest {
    private static final String RIGHT = "void own_idle(void)\n{\n    local_irq_disable();\n"
            + "    if ( softirq_pending(smp_processor_id()) )\n        local_irq_enable();\n    else\n        safe_halt();\n}\n";
    private static final String WRONG = RIGHT.replace("else", "else if ( 1 )");

    @TempDir
    Path directory;

    @BeforeEach
    void gitIsHere() throws IOException, InterruptedException {
        assumeTrue(run("init", "-q", "-b", "main") == 0, "git is not here, or too old");
        commit("README", "one", "root");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-C", directory.toString(), "-c", "user.name=x", "-c", "user.email=x"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private void commit(String path, String text, String tag) throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), text);
        commit(tag);
    }

    private void commit(String tag) throws IOException, InterruptedException {
        assertThat(run("add", "-A")).isZero();
        assertThat(run("commit", "-q", "-m", tag)).isZero();
        assertThat(run("tag", tag)).isZero();
    }

    private GitReview review() {
        Options cut = Options.defaults().withThreads(1).withMaxStates(1);
        return new GitReview(directory, Bindings.builtIn(), Optional.empty(), cut, false, new Searches());
    }

    /** As {@code path function: was -> is}, by the lines that the functions begin at. */
    private List<String> changed(String revision) {
        return review().of(revision).stream()
                .map(each -> each.last().code().file().name() + " "
                        + each.last().code().function()
                        + (each.after() == null
                                ? " is new"
                                : " was " + each.before().code().function()))
                .toList();
    }

    /** What wakes others by stores is a port, whatever the file has: so a change of it is not passed over. */
    @Test
    void aChangeOfWhatAPortStandsForIsNotUnderstood() throws IOException, InterruptedException {
        String wakes =
                "void cpuidle_wakeup_mwait(cpumask_t *mask)\n{\n    cpumask_and(&target, mask, &cpuidle_mwait_flags);\n}\n";
        commit("xen/a.c", RIGHT + wakes, "made");
        commit("xen/a.c", RIGHT + wakes.replace("(&target", "( &target /* whom */"), "said");
        commit("xen/a.c", RIGHT + wakes.replace("cpumask_and", "cpumask_or"), "changed");
        assertThat(changed("said")).isEmpty();
        assertThat(review().of("made").get(0).last().assumptions().bindings())
                .containsExactly("cpuidle_wakeup_mwait (line 9) is as its port, and not looked at");
        assertThat(review().of("changed").get(0).last().assumptions().unsupported())
                .containsExactly("the patch changes cpuidle_wakeup_mwait, for which the port stands");
    }

    /** What a handler reads outside of itself, and never changes, is part of it; what it does not read is none. */
    @Test
    void aConstantOfTheFileIsPartOfWhatIsRun() throws IOException, InterruptedException {
        String reads = "static const int looks = 1;\nstatic const int other = 1;\n"
                + RIGHT.replace("( softirq", "( looks && softirq");
        commit("a.c", reads, "made");
        commit("a.c", reads.replace("other = 1", "other = 0"), "beside");
        commit("a.c", reads.replace("looks = 1", "looks = 0"), "changed");
        assertThat(changed("beside")).isEmpty();
        assertThat(changed("changed")).containsExactly("a.c own_idle was own_idle");
    }

    @Test
    void aChangeOfWhatTheTableStandsForIsNotUnderstood() throws IOException, InterruptedException {
        String dies = "void play_dead(void)\n{\n    for ( ; ; )\n        halt();\n}\n"
                + RIGHT.replace("    local_irq_disable", "    play_dead();\n    local_irq_disable");
        commit("xen/a.c", dies, "made");
        commit("xen/a.c", dies.replace("for ( ; ; )", "if ( x )"), "changed");
        assertThat(review().of("changed").get(0).last().assumptions().unsupported())
                .containsExactly("the patch changes play_dead, for which the port stands");
        commit("xen/a.c", dies.replace("    play_dead();\n", ""), "lives");
        assertThat(review().of("lives").get(0).last().assumptions().unsupported())
                .isEmpty();
    }

    /** It goes before what the table says of that name. */
    @Test
    void aMacroOfTheFileIsPartOfWhatIsRun() throws IOException, InterruptedException {
        commit("xen/a.c", "#define safe_halt() asm volatile ( \"sti; hlt\" )\n" + RIGHT, "made");
        commit("xen/a.c", "#define safe_halt() asm volatile ( \"sti; nop; hlt\" )\n" + RIGHT, "changed");
        assertThat(changed("changed")).containsExactly("xen/a.c own_idle was own_idle");
    }

    @Test
    void aFileThatIsCalledNoCFileAnyMoreIsGone() throws IOException, InterruptedException {
        commit("a.c", RIGHT, "made");
        assertThat(run("mv", "a.c", "a.inc")).isZero();
        commit("renamed");
        GitReview review = review();
        assertThat(review.of("renamed")).isEmpty();
        assertThat(review.gone()).containsExactly("own_idle of a.c");
    }

    /** A CPU that is stopped for ever is not to wake: that it does not is no loss. */
    @Test
    void whatStopsACpuForEverIsNotAskedAndThatIsSaid() throws IOException, InterruptedException {
        String stop =
                "void stop_this_cpu(void *dummy)\n{\n    local_irq_disable();\n    for ( ; ; )\n        halt();\n}\n";
        commit("xen/a.c", RIGHT, "made");
        commit("xen/a.c", RIGHT + stop, "changed");
        commit("xen/a.c", "int x;\n" + RIGHT + stop, "beside");
        GitReview review = review();
        List<Comparison> comparisons = review.of("changed");
        assertThat(comparisons).isEmpty();
        Overall overall = review.overall("changed", comparisons);
        assertThat(overall.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(overall.unread())
                .containsExactly(new Overall.Unread(
                        "xen/a.c",
                        "stop_this_cpu stops its CPU for ever, and is taken for no idle handler: not reviewed"));
        review = review();
        assertThat(review.overall("beside", review.of("beside")).unread()).isEmpty();
    }

    /** What has been asked about goes on to be, even if it never wakes now. */
    @Test
    void aHandlerThatStopsItsCpuNowIsAHandlerStill() throws IOException, InterruptedException {
        commit("xen/a.c", RIGHT, "made");
        commit("xen/a.c", "void own_idle(void)\n{\n    local_irq_disable();\n    for ( ; ; ) halt();\n}\n", "changed");
        assertThat(changed("changed")).containsExactly("xen/a.c own_idle was own_idle");
    }

    @Test
    void headersAreNotReadAndThatIsSaid() throws IOException, InterruptedException {
        commit("xen/a.h", "#define x 1\n", "made");
        GitReview review = review();
        assertThat(review.of("made")).isEmpty();
        assertThat(review.headers()).containsExactly("xen/a.h");
    }

    /** What a file with a handler includes is part of it, and nobody reads it there. */
    @Test
    void whatIsIncludedIsNotReadAndThatIsSaid() throws IOException, InterruptedException {
        String waits = "static int busy(void)\n{\n    return x;\n}\n";
        commit("xen/a.c", "#include \"parts/look.c\"\n# include \"table.inc\"\n" + RIGHT, "made");
        commit("xen/parts/look.c", waits, "part");
        commit("xen/parts/table.inc", "1,\n", "table");
        commit("xen/parts/other.inc", "2,\n", "other");
        for (String part : List.of("part", "table")) {
            GitReview review = review();
            Overall overall = review.overall(part, review.of(part));
            assertThat(overall.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(overall.words()).startsWith("nothing was judged: what a file includes is not read, and");
        }
        GitReview review = review();
        assertThat(review.overall("other", review.of("other")).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** By way of another one, or of a header, but not by one without a handler. */
    @Test
    void whatIsIncludedByWhatIsIncluded() throws IOException, InterruptedException {
        commit("xen/a.c", "#include \"b.c\"\n" + RIGHT, "made");
        commit("xen/b.c", "#include \"c.inc\"\n", "includes");
        commit("xen/c.inc", "1,\n", "inner");
        commit("xen/x.h", "#include \"y.inc\"\n", "header");
        commit("xen/y.inc", "1,\n", "of-header");
        commit("xen/z.c", "#include \"z.inc\"\n", "awake");
        commit("xen/z.inc", "1,\n", "of-none");
        assertThat(headers("inner")).containsExactly("xen/c.inc");
        assertThat(headers("of-header")).containsExactly("xen/y.inc");
        assertThat(headers("of-none")).isEmpty();
    }

    private List<String> headers(String revision) {
        GitReview review = review();
        review.of(revision);
        return review.headers();
    }

    @Test
    void aCommitIsComparedWithTheOneBefore() throws IOException, InterruptedException {
        commit("xen/a.c", RIGHT, "made");
        commit("xen/a.c", WRONG, "changed");
        commit("xen/a.c", "/* said */\n" + WRONG, "said");
        assertThat(changed("made")).containsExactly("xen/a.c own_idle is new");
        assertThat(changed("changed")).containsExactly("xen/a.c own_idle was own_idle");
        assertThat(changed("said")).isEmpty();
        assertThat(changed("said..changed")).isEmpty();
        assertThat(changed("root..")).containsExactly("xen/a.c own_idle is new");
        assertThat(changed("changed..made")).containsExactly("xen/a.c own_idle was own_idle");
    }

    @Test
    void theFirstCommitIsAllNew() throws IOException, InterruptedException {
        assertThat(run("checkout", "-q", "--orphan", "other")).isZero();
        commit("a.c", RIGHT, "first");
        assertThat(changed("first")).containsExactly("a.c own_idle is new");
    }

    @Test
    void aMergeIsComparedWithItsFirstParent() throws IOException, InterruptedException {
        commit("a.c", RIGHT, "made");
        assertThat(run("checkout", "-q", "-b", "side")).isZero();
        commit("a.c", WRONG, "changed");
        assertThat(run("checkout", "-q", "main")).isZero();
        commit("b.c", RIGHT, "beside");
        assertThat(run("merge", "-q", "--no-ff", "-m", "merged", "side")).isZero();
        assertThat(changed("HEAD")).containsExactly("a.c own_idle was own_idle");
        assertThat(changed("beside..HEAD")).isEqualTo(changed("HEAD"));
        assertThat(changed("beside...side")).containsExactly("a.c own_idle was own_idle");
        assertThat(changed("beside..side")).containsExactly("a.c own_idle was own_idle");
    }

    @Test
    void aFileOrAHandlerWithAnotherNameIsTheSame() throws IOException, InterruptedException {
        commit("a b.c", RIGHT, "made");
        assertThat(run("mv", "a b.c", "\u00fcber\".c")).isZero();
        Files.writeString(directory.resolve("\u00fcber\".c"), WRONG);
        commit("renamed");
        commit("\u00fcber\".c", WRONG.replace("own_idle", "my_idle"), "called");
        assertThat(changed("renamed")).containsExactly("\u00fcber\".c own_idle was own_idle");
        assertThat(changed("called")).containsExactly("\u00fcber\".c my_idle was own_idle");
        assertThat(review().gone()).isEmpty();
    }

    @Test
    void whatIsGoneOrUnreadableIsSaid() throws IOException, InterruptedException {
        commit("a.c", RIGHT, "made");
        commit("a.c", "((( " + RIGHT.replace("own_idle(void)", "own_idle((("), "broken");
        GitReview broken = review();
        assertThat(broken.of("broken")).isEmpty();
        assertThat(broken.gone()).containsExactly("own_idle of a.c");
        commit("a.c", RIGHT.replace("safe_halt()", "cpu_relax()"), "awake");
        assertThat(changed("made..awake")).containsExactly("a.c own_idle was own_idle");
        Files.delete(directory.resolve("a.c"));
        commit("b.c", RIGHT + "\n/* it is */\n".repeat(40), "moved");
        GitReview moved = review();
        moved.of("made..moved");
        assertThat(moved.gone()).isEmpty();
    }

    @Test
    void whatIsNoRevisionSaysSoInOneLine() {
        assertThatThrownBy(() -> changed("nothing")).hasMessage("'nothing' is no commit of " + directory + "/.git");
        assertThatThrownBy(() -> changed("root..nothing")).hasMessageStartingWith("'nothing' is no commit of ");
        assertThatThrownBy(() -> changed("--output=x")).hasMessage("'--output=x' is no revision");
        assertThatThrownBy(() -> changed("root:README")).hasMessageStartingWith("'root:README' is no commit of ");
        Path nowhere = directory.resolve("README");
        assertThatThrownBy(() -> new GitReview(
                                nowhere,
                                Bindings.builtIn(),
                                Optional.empty(),
                                Options.defaults(),
                                false,
                                new Searches())
                        .of("root"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("README")
                .hasMessageNotContaining("\n");
    }
}
