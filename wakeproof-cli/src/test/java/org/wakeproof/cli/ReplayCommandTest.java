// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded trace is carried out on the ports; what its file says of itself is believed nowhere. */
class ReplayCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void record() {
        record("idle-once --variant v1 --cstate c3 --timers none");
    }

    private void record(String options) {
        file = directory.resolve("loss.json");
        Typed check = Typed.of(List.of(("check " + options + " --json " + file).split(" ")));
        assertThat(check.status()).as(check.out() + check.err()).isEqualTo(ExitStatus.VIOLATED.code());
    }

    private Typed replay() {
        return Typed.of(List.of("replay", file.toString()));
    }

    /** The report with something else in it. */
    private Typed replayEdited(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode report = (ObjectNode) JSON.readTree(file.toFile());
        edit.accept(report);
        JSON.writeValue(file.toFile(), report);
        return replay();
    }

    private static void assertRefused(Typed replay, String why) {
        assertThat(replay.status()).as(replay.out()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(replay.err()).contains(why);
        assertThat(replay.out()).isEmpty();
    }

    private static void assertGone(Typed replay, String why) {
        assertThat(replay.status()).as(replay.err()).isEqualTo(ExitStatus.GONE.code());
        assertThat(replay.out().replaceAll("\\s+", " ")).startsWith("GONE ").contains(why);
        assertThat(replay.err()).isEmpty();
    }

    /** One of each kind: a run that stays, a state, a rule of the machine, of locks, a deadlock, a round that goes on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle-once --variant v1 --cstate c3 --timers none",
                "offline",
                "tickle",
                "block --change block-looks-first",
                "block --memory tso --change blocks-by-plain-store",
                "near-miss --change mistakes-equality-for-time",
                "calibration --change counts-online-cpus",
                "lock-pointer --change reads-lock-pointer-once",
                "migration-locks --change migrates-by-trying",
                "idle-once --cstate c3 --timers none --change handler-keeps-interrupts-on",
                "shared-channel --change reads-mask-twice"
            })
    void whatWasRecordedHappens(String options) {
        record(options);
        Typed replay = replay();
        assertThat(replay.status()).as(replay.out() + replay.err()).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(replay.out()).contains("steps, as recorded: ");
    }

    @Test
    void thePortsHaveTheLastWordOnWhatIsViolated() throws IOException {
        assertRefused(
                replayEdited(report -> report.put("property", "other property")),
                "there is no property 'other property'; there is no lost wake-up of CPU0, no lost wake-up of CPU1,");
    }

    @Test
    void anotherPropertyOfTheSystemIsNotViolated() throws IOException {
        assertGone(
                replayEdited(report -> report.put("property", "no lost wake-up of CPU0")),
                "but 'no lost wake-up of CPU0' is not violated by them");
    }

    /** What still happens may be the ports' of another day, and not those that the recording spoke of. */
    @Test
    void aTraceOfAnotherCommitSaysSoThoughItHappens() throws IOException {
        Typed replay = replayEdited(report -> report.put("version", "0.2.0").put("commit", "0123456789"));
        assertThat(replay.status()).as(replay.err()).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(replay.out().replaceAll("\\s+", " "))
                .contains("steps, as recorded: ", "; recorded by wakeproof 0.2.0 (commit 0123456789", ", and this is ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2})
    void aSchemaThatThereIsNotIsRefused(int schema) throws IOException {
        assertRefused(
                replayEdited(report -> report.put("schema", schema)),
                "is of schema " + schema + ", and this version reads 1 to 1");
    }

    @Test
    void anExplanationThatIsNotThePortsIsRefused() throws IOException {
        assertRefused(
                replayEdited(report -> report.put("explanation", "the moon was full")),
                "by 'the moon was full', where the ports have 'CPU1 sleeps in C3 with softirq TIMER pending");
    }

    @Test
    void aTraceThatIsCutIsRefused() throws IOException {
        assertRefused(replayEdited(report -> cut(report, 40)), "is cut: it holds 40 of 138 steps");
        assertRefused(
                replayEdited(report -> {
                    cut(report, 40);
                    report.remove("steps");
                }),
                "is cut: it holds 40 steps, and its end is behind step ");
    }

    @Test
    void aTraceThatIsCutToFitViolatesNothing() throws IOException {
        Typed replay = replayEdited(report -> {
            cut(report, 40);
            report.put("lossIndex", 40).put("roundIndex", 40).put("steps", 40);
        });
        assertGone(replay, "its 40 steps happen, but 'no lost wake-up of CPU1' is not violated by them");
    }

    private static void cut(ObjectNode report, int steps) {
        ArrayNode trace = (ArrayNode) report.get("trace");
        while (trace.size() > steps) {
            trace.remove(trace.size() - 1);
        }
    }

    /** The round of this one has steps; without the last, it does not lead back to where it began. */
    @Test
    void aRoundThatDoesNotCloseIsNone() throws IOException {
        record("migration-locks --change migrates-by-trying");
        Typed replay = replayEdited(report -> {
            cut(report, report.get("trace").size() - 1);
            report.remove("steps");
        });
        assertGone(replay, "are no round: they do not lead back there");
    }

    @Test
    void aTraceOfFixedPortsIsGone() throws IOException {
        assertGone(
                replayEdited(report -> ((ObjectNode) report.get("settings")).put("variant", "v2")),
                "the trace does not happen on these ports: step ");
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        Typed replay = replayEdited(report -> {
            ((ObjectNode) report.get("settings")).put("variant", "v2");
            report.put("version", "0.0.1").put("commit", "0123456789").put("modified", false);
        });
        assertGone(replay, "; recorded by wakeproof 0.0.1 (commit 0123456789), and this is wakeproof ");
    }

    @Test
    void aSystemThatIsNotThereIsRefused() throws IOException {
        assertRefused(replayEdited(report -> report.put("scenario", "idle-tock")), "there is no scenario 'idle-tock'");
        assertRefused(
                replayEdited(report -> report.put("scenario", "machine")),
                "a trace of a machine of one's own: the test that wires it replays it, by assertThatTraceIn(file, spec)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                             | is not a report of 'check --json': it is no JSON, as line 1 shows",
                "[1, 2]                        | is not a report of 'check --json': it is not one JSON object",
                "null                          | is not a report of 'check --json': it is not one JSON object",
                "{}                            | is not a report of 'check --json': stored is missing, or not what it has to be",
                "{\"schema\": 1, \"command\": \"fixes\", \"entries\": []} | is a report of 'fixes', which holds no trace to replay; 'check --json' writes one that does",
                "{\"trace\": 7}                | is not a report of 'check --json': trace is missing, or not what it has to be",
                "{\"trace\": [{\"step\": \"x\"}]} | is not a report of 'check --json': trace[0].step is missing, or not what it has to be",
            })
    void whatIsNoReportIsRefusedInWordsOfOurOwn(String text, String why) throws IOException {
        Files.writeString(file, text);
        assertRefused(replay(), why);
        assertThat(replay().err()).doesNotContain("org.wakeproof", "JsonToken");
    }

    @Test
    void whatHoldsLeavesNoTrace() {
        assertThat(Typed.of(List.of("check", "block", "--json", file.toString()))
                        .status())
                .isEqualTo(ExitStatus.HOLDS.code());
        assertRefused(replay(), "holds no trace: its verdict is HOLDS");
    }

    @Test
    void aStepThatIsNoneIsRefused() throws IOException {
        assertRefused(
                replayEdited(report -> ((ObjectNode) report.get("trace").get(3)).put("step", -7)), "step 4 is none");
        assertRefused(replayEdited(report -> ((ArrayNode) report.get("trace")).setNull(3)), "step 4 is none");
        assertRefused(
                replayEdited(report -> report.put("verdict", "HOLDS")),
                "it holds a trace, and does not say that and how a property is VIOLATED");
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() {
        assertRefused(
                Typed.of(List.of("replay", directory.resolve("nothing").toString())),
                "nothing: there is no such file or directory");
        assertRefused(Typed.of(List.of("replay", directory.toString())), "it is a directory");
    }

    @Test
    void theStandardInputIsAFile() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(file)));
            assertThat(Typed.of(List.of("replay", "-")).status()).isEqualTo(ExitStatus.VIOLATED.code());
        } finally {
            System.setIn(before);
        }
    }
}
