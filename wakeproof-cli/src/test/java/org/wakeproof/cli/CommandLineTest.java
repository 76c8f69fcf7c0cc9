// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.history.Catalogue;
import org.wakeproof.pathfinder.PathFinder;
import org.wakeproof.report.SourceUrl;
import picocli.CommandLine;

/** What users type and what they get, error paths included. */
class CommandLineTest {
    private static final String[] LOSS = {"check", "idle-tick", "--variant", "v1", "--cstate", "c3", "--timers", "none"
    };

    private record Run(int status, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Wakeproof.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(status, out.toString(), err.toString());
    }

    private static Run loss(String... more) {
        List<String> arguments = new ArrayList<>(List.of(LOSS));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(new String[0]));
    }

    @Test
    void listShowsScenariosOptionsAndExpectations() {
        Run list = run("list");
        assertThat(list.status).isZero();
        assertThat(list.out).contains("idle-tick", "--variant V", "VIOLATED");
        assertThat(list.out.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void aScenarioListsItsChangesWithTheFunctionTheyReplace() {
        assertThat(run("list", "poll").out)
                .contains(
                        "    poll-looks-at-ports-only: do_poll as before 27b186a0db: looks at the listed ports only (F05)");
    }

    @Test
    void agreeNamesTheSystemsThatItKnowsAndTheFileThatItCannotAddTo(@TempDir Path dir) throws IOException {
        Run unknown = run("agree", "blok");
        assertThat(unknown.status).isEqualTo(2);
        assertThat(unknown.err)
                .startsWith("wakeproof: 'blok' is none of the systems that both engines are run on: idle-once-v1, ");
        Path file = Files.writeString(dir.resolve("notes.json"), "notes");
        Run notes = run("agree", "block", "--record", file.toString());
        assertThat(notes.status).isEqualTo(2);
        assertThat(notes.err).startsWith("wakeproof: --record adds to " + file + ", which holds no records of runs: ");
        assertThat(file).hasContent("notes");
    }

    /** check-events before set-blocked is Dekker's pattern the wrong way round. */
    @Test
    void tablesAndOrderingsCanBeExploredSymbolically() {
        Run fixes = run("fixes", "F14", "--search", "symbolic");
        assertThat(fixes.status).isZero();
        assertThat(fixes.out).contains("VIOLATED    HOLDS", "1 of 1 as expected");
        Run loss = run("orderings", "block", "--steps", "UEBR", "--search", "symbolic");
        assertThat(loss.status).isEqualTo(1);
        assertThat(run("fixes", "F14", "--search", "dfs").err).contains("--search");
    }

    /** What a heap of 48 MiB does to a search that does not fit into it: it is cut short, and no verdict is unexpected. */
    @Test
    void aSearchThatIsCutShortIsNoUnexpectedVerdict() {
        Searches stopped = new Searches();
        stopped.stop("SIGTERM");
        StringWriter out = new StringWriter();
        FixesTable table = new FixesTable(Catalogue.FIXES, stopped, Options.defaults(), SourceUrl.USUAL);
        table.print(new PrintWriter(out, true));
        assertThat(table.conclude(new PrintWriter(out, true))).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.toString())
                .endsWith("INCOMPLETE  stopped by SIGTERM after 0 of " + Catalogue.FIXES.size() + "\n");
        assertThat(table.data()).hasToString("{search=bfs, fixes=[]}");
        FixesTable sets = new FixesTable(
                Catalogue.FIXES, stopped, Options.defaults().withSearch(Options.Order.SYMBOLIC), SourceUrl.USUAL);
        assertThat(sets.data()).hasToString("{search=symbolic, fixes=[]}");
        assertThat(sets.html("made")).contains("states, explored as sets").doesNotContain("states stored");
        assertThat(table.html("made"))
                .contains("INCOMPLETE: only 0 were explored.", "INCOMPLETE: stopped by SIGTERM after 0 of ");
    }

    @Test
    void aLossIsShownWithItsTrace() {
        Run check = loss();
        assertThat(check.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(check.out)
                .contains("VIOLATED  idle-tick variant=v1 cpus=2 cstate=c3 hpet=legacy timers=none")
                .contains("--- the bit is set already, so no interrupt is sent to CPU1");
        assertThat(check.err).isEmpty();
    }

    @Test
    void fixesShowsATableAndTheTraceOfOne(@TempDir Path directory) throws IOException {
        Path json = directory.resolve("fixes.json");
        Run table = run("fixes", "f05", "--json", json.toString());
        assertThat(table.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(table.out).contains("F05  2008  VIOLATED    HOLDS").contains("1 of 1 as expected");
        assertThat(Files.readString(json)).contains("\"id\" : \"F05\"", "\"before\" : \"VIOLATED\"");
        Run before = run("fixes", "F05", "--before");
        assertThat(before.status).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(before.out).contains("do_poll", "VIOLATED  poll", "no event slept through by dom1v0");
        assertThat(run("fixes", "F05", "--after").status).isEqualTo(ExitStatus.HOLDS.code());
    }

    /** Of 2026 are a bug by its fix, and a place of today by the commit that brought it. */
    @Test
    void fixesSinceAYearAreBugsAndPlacesInOneTable() {
        Run table = run("fixes", "--since", "2026");
        assertThat(table.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(table.out)
                .contains("F35b 2026  VIOLATED    HOLDS", "P1   2026  VIOLATED    HOLDS", "2 of 2 as expected")
                .contains("not in the table, as their year is not known: P12, P16, P17")
                .doesNotContain("F35a", "P2 ");
    }

    @Test
    void holdsSaysWithinWhichBounds() {
        Run check = run("check", "idle-tick", "--cpus", "1", "--timers", "none");
        assertThat(check.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(check.out).contains("HOLDS  idle-tick variant=v2").contains("bound: 1 CPU");
    }

    @Test
    void aLimitIsIncompleteAndNamed() {
        Run check = run("check", "idle-tick", "--max-states", "1000");
        assertThat(check.status).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(check.out)
                .contains("INCOMPLETE")
                .contains("stopped by the limit of 1,000 states (--max-states); nothing was violated so far");
    }

    @Test
    void fingerprintsShowTheOddsOfAnOmission() {
        Run check = run("check", "idle-tick", "--cpus", "1", "--timers", "none", "--storage", "fingerprint");
        assertThat(check.out).contains("odds that a state was taken for another: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check nothing | wakeproof: there is no scenario 'nothing'; there is idle-tick, idle-once, tick-under-guest, poll, block, pause, tickle, tickle-both, switch-in, affinity-race, offline, singleshot, io-ring, net-rx, net-tx, black-second, fair-share, and the historic ones of 'list'",
                "check poll --memory tso --reduction movers | wakeproof: --reduction movers is for --memory sc: with store buffers nothing is reduced",
                "orderings block --steps UBER --threads 2 | wakeproof: --threads is how many orderings are explored at a time; --steps checks one",
                "check idle-tick --variant v9 | wakeproof: --variant takes v0, v1, v1-alt, v2, timers-only, v2-online, no-check; not 'v9'",
                "check idle-tick --hpet x | wakeproof: --hpet takes legacy, legacy-any, msi, msi-shared, pit; not 'x'",
                "check idle-tick --cstate c9 | wakeproof: --cstate takes any, c1, c2, c3, none; not 'c9'",
                "check idle-tick --net x | wakeproof: --net takes quantum, calibration; not 'x'",
                "check idle-tick --timers x | wakeproof: --timers takes single-shot, none; not 'x'",
                "check idle-tick --cpus 9 | wakeproof: --cpus takes 1 to 8, not 9",
                "check idle-tick --cpus 1 --hpet msi-shared | wakeproof: --hpet msi-shared needs at least 2 CPUs: it has one channel less",
                "check idle-tick --rounds x | wakeproof: --rounds takes 1 to 99, not x",
                "check idle-tick --timeout 0 | wakeproof: --timeout takes a time of at least a second, as 90, 90s, 5m or 2h, not '0'",
                "check idle-tick --platform halt,sysio | wakeproof: --platform takes sysio or halt, not both",
                "check idle-once --cpus 1 | wakeproof: idle-once needs at least 2 CPUs: CPU0 does not idle",
                "jpf idle-once --reduction x | wakeproof: --reduction takes movers or none, not 'x'",
                "fixes F99 | wakeproof: there is no bug 'F99'; 'wakeproof fixes' shows those there are",
                "fixes --before | wakeproof: --before and --after take the ID of a bug, as in 'fixes F01 --before'",
                "fixes F01 --before --after | wakeproof: --before or --after, not both",
                "fixes --since x | wakeproof: --since takes a year, as 2009, not 'x'",
                "fixes --since 09 | wakeproof: --since takes a year, as 2009, not '09'",
                "fixes --since 2099 | wakeproof: nothing in the table is of 2099 or later",
                "fixes --since 2009 --today | wakeproof: --mutants, --refactorings, --today or --since, not two of them",
                "fixes F01 --since 2009 | wakeproof: --mutants, --refactorings, --today and --since are for the whole table, not for one ID",
                "check poll --variant v1 | wakeproof: poll does not take --variant; it takes --sample-age, --net, --change, --memory",
                "check idle-once --net calibration | wakeproof: idle-once takes --net quantum only: calibration is CPU0's, which runs no timers here",
                "check idle-tick --threads 0 | wakeproof: --threads takes 1 to 256, not 0",
                "check idle-tick --max-memory 0 | wakeproof: --max-memory takes MiB, 1 at least, or 512m or 4g, not '0'",
                "check idle-tick --max-memory 4t | wakeproof: --max-memory takes MiB, 1 at least, or 512m or 4g, not '4t'",
                "check idle-tick --max-memory 9999999999g | wakeproof: --max-memory takes MiB, 1 at least, or 512m or 4g, not '9999999999g'",
                "check idle-tick --max-states 0 | wakeproof: --max-states takes 1 or more, not 0",
                "check idle-tick --net , | wakeproof: --net takes quantum, calibration; not ''",
                "check idle-once --rounds 0 | wakeproof: --rounds takes 1 to 99, not 0",
                "check raise-batch --change tickles-one-idler | wakeproof: raise-batch takes --change notes-softirq-number; not 'tickles-one-idler'",
                "check block --change block-looks-first,blocks-with-fence | wakeproof: --change block-looks-first changes nothing here: with these options no port looks at it, or blocks-with-fence replaces the same function",
                "check block --change block-looks-first,block-looks-first | wakeproof: --change has 'block-looks-first' twice",
                "check idle-tick --platform halt,HALT | wakeproof: --platform has 'halt' twice",
                "explore block --change block-looks-first --change blocks-with-fence | wakeproof: --change block-looks-first changes nothing here: with these options no port looks at it, or blocks-with-fence replaces the same function",
                "jpf raise-batch --change tickles-one-idler | wakeproof: raise-batch takes --change notes-softirq-number; not 'tickles-one-idler'",
                "check idle-tick --seed 5 | wakeproof: --seed is for --search random: nothing else is left to chance",
                "check idle-tick --levels wiring --search bfs | wakeproof: --levels is for --search symbolic and auto: the others have no diagrams",
                "check idle-tick --levels wiring --storage exact | wakeproof: --levels is for --search symbolic and auto: the others have no diagrams",
                "check idle-tick --search auto --max-states 20000001 | wakeproof: --search auto goes on as sets at 20,000,000 stored states, so that it never comes to a --max-states above that: limit it by --max-memory or --timeout, or take --search bfs",
                "check idle-tick --search symbolic --levels up | wakeproof: Invalid value for option '--levels': expected one of sifted, footprints, wiring but was 'up'",
                "check idle-tick --search random --storage fingerprint | wakeproof: --storage is for searches that store states: --search random keeps none",
                "check idle-tick --json= | wakeproof: Invalid value for option '--json': a file has a name, and '' is none",
                "explore --replay= | wakeproof: Invalid value for option '--replay': a file has a name, and '' is none",
                "chek --help | wakeproof: there is no command 'chek'",
                "check idle-tick --search dfs --threads 2 | wakeproof: --threads is for --search bfs and auto: the others have one worker",
                "check idle-tick --search symbolic --storage exact | wakeproof: --storage is for the searches from state to state: --search symbolic keeps sets",
                "check idle-tick --search symbolic --max-states 9 | wakeproof: --max-states is for the searches from state to state: limit --search symbolic by --max-memory or --timeout",
                "review no-such-file.c --search symbolic --threads 2 | wakeproof: --threads is for --search bfs and auto: symbolic has one worker",
                "orderings --search auto --max-states 500001 | wakeproof: --search auto goes on as sets at 500,000 stored states, so that it never comes to a --max-states above that: limit it by --timeout, or take --search bfs",
                "orderings --search symbolic --max-states 9 | wakeproof: --max-states is for the searches from state to state: limit --search symbolic by --timeout",
                "check idle-tick --search symbolic --reduction movers | wakeproof: --search symbolic reduces nothing: --reduction movers is for the others",
                "check idle-tick --brief | wakeproof: --brief is for the figure of --svg",
                "check idle-tick --timeout 99999999999999h | wakeproof: --timeout takes a hundred years at most, not '99999999999999h'",
                "orderings --timeout 99999999999999h | wakeproof: --timeout takes a hundred years at most, not '99999999999999h'",
                "time idle --seconds 999999h | wakeproof: --seconds takes a hundred years at most, not '999999h'",
                "explore block --timeout 2562048h | wakeproof: --timeout takes a hundred years at most, not '2562048h'",
                "check idle-tick --progress foo | wakeproof: Invalid value for option '--progress': expected one of auto, json, none but was 'foo'",
                "chekc block | wakeproof: there is no command 'chekc'",
                "check | wakeproof: Missing required parameter: 'SCENARIO'",
                "check idle-tick --nonsense | wakeproof: Unknown option: '--nonsense'",
                "explore idle-tick --port 70000 | wakeproof: --port takes 0 to 65535, not 70000",
                "explore idle-tick --port x | wakeproof: Invalid value for option '--port': 'x' is not a number",
                "explore idle-tick --threads 0 | wakeproof: --threads takes 1 to 256, not 0",
                "orderings block --source-url file:///{commit}/{file}#{line} | wakeproof: --source-url is for the trace of --steps",
                "explore | wakeproof: Missing required parameter: 'SCENARIO', or --replay FILE",
                "explore idle-tick --timeout x | wakeproof: --timeout takes a time of at least a second, as 90, 90s, 5m or 2h, not 'x'",
                "explore idle-tick --path 0.x | wakeproof: a path is numbers with dots between them, as 0.2.1x5",
                "explore idle-tick --path 0.9 | wakeproof: step 2 of the path: there is no step 9 here: there are 3",
                "explore nothing | wakeproof: there is no scenario 'nothing'; there is idle-tick, idle-once, tick-under-guest, poll, block, pause, tickle, tickle-both, switch-in, affinity-race, offline, singleshot, io-ring, net-rx, net-tx, black-second, fair-share, and the historic ones of 'list'",
                "replay no-such-file | wakeproof: cannot read no-such-file: there is no such file or directory",
            })
    void wrongUsageSaysWhatIsRight(String words, String message) {
        Run wrong = run(words.split(" "));
        assertThat(wrong.status).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(wrong.err.lines().findFirst()).contains(message);
        assertThat(wrong.out).isEmpty();
    }

    @Test
    void whereJpfIsMissingOneLineSaysWhatIsNeeded(@TempDir Path empty) {
        assumeFalse(PathFinder.locate(empty).isPresent(), "JPF is elsewhere on this machine");
        Run jpf = run("jpf", "idle-once", "--jpf-home", empty.toString());
        assertThat(jpf.status).isEqualTo(ExitStatus.NO_PATH_FINDER.code());
        assertThat(jpf.err.lines()).hasSize(1);
        assertThat(jpf.err).contains("branch java-17", "--jpf-home", "JPF_HOME", "site.properties");
    }

    @Test
    void aLossIsToldAndDrawn(@TempDir Path directory) throws IOException {
        Path html = directory.resolve("loss.html");
        Path svg = directory.resolve("loss.svg");
        Run check = loss("--html", html.toString(), "--svg", svg.toString());
        assertThat(check.out.replaceAll("\\s+", " "))
                .contains("CPU1 falls asleep in C3, which stops its local APIC timer, without another look.");
        assertThat(Files.readString(html))
                .startsWith("<!DOCTYPE html>")
                .contains("<title>wakeproof: VIOLATED idle-tick variant=v1", "wakeproof 0.");
        assertThat(Files.readString(svg)).contains("<svg", "falls asleep in C3");
    }

    @Test
    void theWholeTraceIsOneOptionAway() {
        assertThat(loss("--full").out)
                .contains("returns from the interrupt")
                .doesNotContain("are left out", "more steps");
        assertThat(loss().out).doesNotContain("returns from the interrupt").contains("--full shows them");
    }

    @Test
    void progressIsJsonLinesForPrograms() throws IOException {
        Run check = loss("--progress", "json");
        List<String> lines = check.err.lines().toList();
        for (String line : lines) {
            JsonNode now = new ObjectMapper().readTree(line);
            assertThat(now.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "stored", "generated", "depth", "frontier", "statesPerSecond", "bytes", "seconds", "done");
        }
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(check.out)
                .contains(String.format("%,d states stored", last.get("stored").asLong()));
        assertThat(loss("--progress", "none").err).isEmpty();
    }

    @Test
    void aSymbolicSearchSaysHowItExplored(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("run.json");
        Path page = folder.resolve("run.html");
        Run check = run(
                "check",
                "raise-batch",
                "--search",
                "symbolic",
                "--progress",
                "json",
                "--json",
                json.toString(),
                "--html",
                page.toString());
        assertThat(check.status).isZero();
        String said = check.out.replaceAll("\\s+", " ");
        assertThat(said).contains("HOLDS raise-batch", "explored as sets: 246 states exactly, nothing reduced");
        assertThat(said).contains("levels", "groups of steps", "rounds", "nodes at a time");
        JsonNode figures = new ObjectMapper().readTree(json.toFile()).get("symbolic");
        assertThat(figures.get("states").asInt()).isEqualTo(246);
        assertThat(figures.get("storedBefore").asInt()).isZero();
        assertThat(Files.readString(page)).contains("all states at once, as sets", "groups of steps");
        List<String> lines = check.err.lines().toList();
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(last.get("levels").asInt()).isEqualTo(figures.get("levels").asInt());
        assertThat(run("check", "raise-batch", "--search", "auto").out).contains("states stored");
    }

    /** It is auto where nothing else is said, so what auto takes is taken there, too. */
    @Test
    void levelsAreOfTheSearchThatIsMeant() {
        assertThat(run("check", "raise-batch", "--levels", "wiring").out).contains("HOLDS", "states stored");
        assertThat(run("check", "raise-batch", "--search", "auto", "--max-states", "20000000").out)
                .contains("HOLDS");
    }

    @Test
    void theProgressLineEstimatesOnlyWhatIsKnown() {
        Statistics now = new Statistics(2_000_000, 5_000_000, 17, 1234, 64 << 20, 4);
        assertThat(ProgressLine.line(now, Options.defaults().timeout()))
                .isEqualTo("2.0 M states, 5.0 M generated, depth 17, frontier 1,234, 0.5 M/s, 64 MiB, 4 s");
        assertThat(ProgressLine.line(now, Duration.ofSeconds(10))).endsWith(", 4 s, at most 6 s more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--html", "--svg", "--dot"})
    void aWrongPathIsALine(String option, @TempDir Path directory) {
        Run check = run(
                "check",
                "raise-batch",
                "--change",
                "notes-softirq-number",
                option,
                directory.resolve("missing/x").toString());
        assertThat(check.status).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(check.out).isEmpty();
        assertThat(check.err).contains(option, "there is no directory");
        assertThat(run("check", "raise-batch", option, directory.toString()).err)
                .contains("is a directory");
    }

    @Test
    void fixesTakesNothingThatItWouldIgnore() {
        for (String line : List.of(
                "fixes F01 --mutants",
                "fixes F01 --full",
                "fixes F01 --before --nets",
                "fixes F01 --before --json x",
                "fixes --nets --html x",
                "fixes --nets --more-cpus",
                "fixes F10 --after --more-cpus",
                "fixes F10 --timeout 1m")) {
            assertThat(run(line.split(" ")).status).as(line).isEqualTo(ExitStatus.WRONG_USAGE.code());
        }
    }

    @Test
    void whatOneTraceDoesNotTakeIsNamedAlone() {
        assertThat(run("fixes", "F01", "--before", "--json", "x").err)
                .contains("--json is for the table", "check --json")
                .doesNotContain("--nets");
        assertThat(run("fixes", "F01", "--before", "--nets").err)
                .contains("--nets is for the table")
                .doesNotContain("--json");
    }

    /** A third CPU could take over the vCPU that waits, and nobody tells it, either. */
    @Test
    void bugsAreFoundWithOneCpuMore() {
        Run more = run("fixes", "F10", "--more-cpus");
        assertThat(more.status).isEqualTo(ExitStatus.HOLDS.code());
        assertThat(more.out.lines().skip(1).toList())
                .satisfiesExactly(
                        before -> assertThat(before).matches("F10  before       VIOLATED .*  tickle --cpus 3"),
                        after -> assertThat(after)
                                .matches(
                                        "F10  after        HOLDS .*  tickle --change tickles-for-the-preempted --cpus 3"),
                        left -> assertThat(left).startsWith("0 of 1 are left out"));
        Run none = run("fixes", "F05", "--more-cpus");
        assertThat(none.out).contains("1 of 1 are left out: their systems have the CPUs that they need");
    }

    @Test
    void theWholeTraceIsShownWhereverThereIsOne() {
        Run folded = run("fixes", "F05", "--before");
        Run full = run("fixes", "F05", "--before", "--full");
        assertThat(folded.out).contains("left out; --full shows them");
        assertThat(full.out).doesNotContain("left out");
        assertThat(full.out.lines().count()).isGreaterThan(folded.out.lines().count());
    }

    @Test
    void fixesArePagesToo(@TempDir Path directory) throws IOException {
        Path table = directory.resolve("table.html");
        run("fixes", "F05", "--html", table.toString());
        assertThat(Files.readString(table))
                .contains("1 of 1 as expected.", "<details id=\"F05\"", "class=\"timeline\"", "dom1v0 is blocked")
                .contains("./wakeproof fixes F05 --html ");
        Path one = directory.resolve("one.html");
        assertThat(run("fixes", "F05", "--before", "--html", one.toString()).status)
                .isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(Files.readString(one)).contains("VIOLATED", "class=\"timeline\"");
        assertThat(run("fixes", "F05", "--html", directory.resolve("missing/x").toString()).status)
                .isEqualTo(ExitStatus.WRONG_USAGE.code());
    }

    @Test
    void everyCommandSaysTheVersionOfTheProgram() {
        String version = run("--version").out;
        for (String command : new CommandLine(new Wakeproof()).getSubcommands().keySet()) {
            if (!command.equals("help")) {
                assertThat(run(command, "--version").out).as(command).isEqualTo(version);
            }
        }
    }

    @Test
    void theVersionNamesTheCommitWhereTheBuildKnewIt() {
        assertThat(run("--version").out.strip())
                .matches("wakeproof 0\\.\\S+( \\(commit [0-9a-f]{10}(, changed since)?\\))?");
        assertThat(Version.text("1", "0123456789", "false")).isEqualTo("wakeproof 1 (commit 0123456789)");
        assertThat(Version.text("1", "0123456789", "true")).isEqualTo("wakeproof 1 (commit 0123456789, changed since)");
        assertThat(Version.text("1", "${git.commit}", "${git.dirty}")).isEqualTo("wakeproof 1");
    }

    @Test
    void shellsCompleteCommandsAndScenarios() throws Exception {
        assertThat(run("completion", "zsh").out).startsWith("#compdef wakeproof");
        assertThat(run("completion", "fish").status).isEqualTo(ExitStatus.WRONG_USAGE.code());
    }

    @Test
    void aReportThatCannotBeWrittenLeavesNothingBehind(@TempDir Path directory) {
        Run check = loss("--json", directory.resolve("missing/x.json").toString());
        assertThat(check.status).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(directory).isEmptyDirectory();
    }
}
