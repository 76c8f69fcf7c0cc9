// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.spin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The idle path in Promela, written from Xen's sources and not from the ports: Spin decides it as recorded. */
class SpinTest {
    private static final Path FOLDER = Path.of("../proofs/spin");
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
    private static final Pattern STORED = Pattern.compile("(\\d+) states, stored");

    private static JsonNode record() throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve("runs.json").toFile());
    }

    @Test
    void theRecordIsOfThisModel() throws IOException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(FOLDER.resolve("idle.pml")));
        assertThat(record().get("model").asText())
                .as("made anew by proofs/spin/run")
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void theRecordFindsTheBugsAndNothingInV2() throws IOException {
        List<String> verdicts = new ArrayList<>();
        record().get("runs")
                .forEach(run -> verdicts.add(
                        run.get("version").asText() + ": " + run.get("verdict").asText()));
        assertThat(verdicts)
                .containsExactly(
                        "v2: HOLDS",
                        "v2, one round: HOLDS",
                        "v2, the HPET interrupts any CPU: HOLDS",
                        "v1 (F01): VIOLATED",
                        "no look behind cli (F03): VIOLATED",
                        "exit ignores the deadline (F06): VIOLATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-DROUNDS=1", "-DV1"})
    void spinSaysTheSameNow(String define, @TempDir Path folder) throws IOException, InterruptedException {
        check(define, folder);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @ValueSource(strings = {"-DF03", "-DF06"})
    void spinSaysTheSameOfOtherBugsNow(String define, @TempDir Path folder) throws IOException, InterruptedException {
        check(define, folder);
    }

    private static void check(String define, Path folder) throws IOException, InterruptedException {
        assumeTrue(isHere("spin"), "spin is not on the path");
        assumeTrue(isHere("cc"), "no C compiler is on the path");
        Files.copy(FOLDER.resolve("idle.pml"), folder.resolve("idle.pml"));
        run(folder, "spin", "-a", define, "idle.pml");
        run(folder, "cc", "-O1", "-w", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c");
        String said = run(folder, "./pan", "-m200000");
        JsonNode recorded = null;
        for (JsonNode run : record().get("runs")) {
            recorded = run.get("defines").asText().equals(define) ? run : recorded;
        }
        assertThat(said).doesNotContain("max search depth too small", "out of memory");
        assertThat(number(ERRORS, said) == 0 ? "HOLDS" : "VIOLATED")
                .isEqualTo(recorded.get("verdict").asText());
        assertThat(number(STORED, said)).isEqualTo(recorded.get("states").asLong());
    }

    private static boolean isHere(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
