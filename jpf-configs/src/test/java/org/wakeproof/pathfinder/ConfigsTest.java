// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.Observer;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Agreement.Case;

/** The configurations for plain JPF are those that the comparison runs, and the recorded results are theirs. */
class ConfigsTest {
    private static final Path CONFIGS = Path.of("../jpf-configs");
    private static final Path PROOFS = Path.of("../proofs/jpf.json");
    private static final Map<String, Case> CASES =
            Agreement.CASES.stream().collect(Collectors.toMap(Case::file, Function.identity()));

    @Test
    void everyCaseHasItsConfiguration() throws IOException {
        for (Case each : Agreement.CASES) {
            Path file = CONFIGS.resolve(each.file());
            if (Boolean.getBoolean("golden.refresh")) {
                Files.writeString(file, each.config());
            }
            assertThat(file).hasContent(each.config());
        }
        try (Stream<Path> files = Files.list(CONFIGS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jpf") && !name.equals("scenario.jpf")))
                    .containsExactlyInAnyOrderElementsOf(
                            Agreement.CASES.stream().map(Case::file).toList());
        }
    }

    /** JPF loads the class of each annotation that it meets, where a JVM does without: the program's jar has to have it. */
    @Test
    void annotationsAreInTheJar() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .containsPattern("<artifactId>jspecify</artifactId>\\s*<version>[^<]*</version>\\s*</dependency>");
    }

    @Test
    void everyPassHasATwinThatDiffersInOneOptionAndFails() {
        for (Case each : Agreement.CASES) {
            assertThat(each.twin().isPresent()).as(each.file()).isEqualTo(each.expected() == Verdict.HOLDS);
            each.twin().ifPresent(name -> {
                Case twin = CASES.get(each.scenario() + "-" + name + ".jpf");
                assertThat(twin.expected()).isEqualTo(Verdict.VIOLATED);
                Set<String> all = new HashSet<>(each.options().keySet());
                all.addAll(twin.options().keySet());
                assertThat(all)
                        .as(each.file() + " and " + twin.file())
                        .filteredOn(option -> !Objects.equals(
                                twin.options().get(option), each.options().get(option)))
                        .hasSize(1);
            });
        }
    }

    /** A thread that could be switched there would look at a torn state, and multiply the states. */
    @Test
    void threadsDoNotSwitchWhereTheRunIsObserved() throws IOException {
        Properties common = new Properties();
        try (Reader file = Files.newBufferedReader(CONFIGS.resolve("common.properties"))) {
            common.load(file);
        }
        assertThat(common.getProperty("vm.shared.never_break_methods").split(","))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Observer.class.getMethods())
                        .map(method -> ScenarioMain.class.getName() + "." + method.getName())
                        .toList());
    }

    @Test
    void theEmbeddedEngineSaysWhatIsExpected() {
        for (Case each : Agreement.CASES) {
            assertThat(Embedded.opinion(each.system(), true).verdict())
                    .as(each.file())
                    .isEqualTo(each.expected());
        }
    }

    @Test
    void everyConfigurationHasARecordedRunThatIsNotOlder() throws IOException {
        List<Proof> proofs = Proof.read(PROOFS);
        assertThat(proofs.stream().map(Proof::config))
                .containsExactlyElementsOf(
                        Agreement.CASES.stream().map(Case::file).toList());
        for (Proof proof : proofs) {
            Case each = CASES.get(proof.config());
            assertThat(proof.text())
                    .as("the configuration of a recorded run: run 'wakeproof agree --record proofs/jpf.json' again")
                    .isEqualTo(each.config());
            assertThat(proof.verdict()).as(proof.config()).isEqualTo(each.expected());
            assertThat(proof.states()).isPositive();
        }
    }

    @Test
    void anOutcomeOfOneEngineAloneIsADifference() {
        Opinion one = Embedded.opinion(CASES.get("idle-once-v2.jpf").system(), true);
        Opinion other = Embedded.opinion(CASES.get("idle-once-v2-any.jpf").system(), true);
        assertThat(Agreement.difference(one, one)).isEmpty();
        assertThat(Agreement.difference(one, other).or(() -> Agreement.difference(other, one)))
                .isPresent();
    }

    @Test
    void recordsOfOtherSystemsStayWhereSomeAreMadeAnew() throws IOException {
        List<Proof> before = Proof.read(PROOFS);
        Case poll = CASES.get("poll-as-is.jpf");
        Proof anew = Proof.of(
                poll,
                new Opinion(Verdict.INCOMPLETE, Optional.empty(), "out of time", new TreeSet<>(), List.of(), 1, 2),
                "another");
        List<Proof> after = Proof.renewed(before, List.of(anew));
        assertThat(after).hasSameSizeAs(before).contains(anew);
        assertThat(after).filteredOn(proof -> !proof.equals(anew)).isSubsetOf(before);
        assertThat(Proof.renewed(List.of(), List.of(anew))).containsExactly(anew);
    }

    @Test
    void systemsAreNamedOneByOneOrByTheirScenario() {
        assertThat(Agreement.named("raise-batch"))
                .extracting(Case::fullName)
                .containsExactly("raise-batch-number", "raise-batch-as-is");
        assertThat(Agreement.named("block-as-is")).extracting(Case::fullName).containsExactly("block-as-is");
        assertThatThrownBy(() -> Agreement.named("blok"))
                .hasMessageStartingWith("'blok' is none of the systems that both engines are run on: idle-once-v1, ");
    }
}
