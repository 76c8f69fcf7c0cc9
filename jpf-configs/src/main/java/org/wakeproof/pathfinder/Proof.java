// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Agreement.Case;

/**
 * The record of a real run of Java PathFinder.
 *
 * @param config the configuration, in jpf-configs
 * @param text what the configuration said then, so that an old record is noticed
 * @param command that reproduces it, going on after a violation as the comparison does
 * @param revision of jpf-core
 * @param jdk that JPF ran on
 * @param verdict of JPF
 * @param outcomes how many different outcomes it met
 * @param states that it stored
 * @param seconds of search
 */
public record Proof(
        String config,
        String text,
        String command,
        String revision,
        String jdk,
        Verdict verdict,
        int outcomes,
        long states,
        double seconds) {
    /** Records a run. */
    public static Proof of(Case each, Opinion opinion, String revision) {
        String arguments = each.options().entrySet().stream()
                .map(option -> "," + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining());
        String command = "java -Xmx2g -jar $JPF_HOME/build/RunJPF.jar +target.args=" + each.scenario() + arguments
                + (each.goesOn() ? ",violations=go-on" : "") + " jpf-configs/scenario.jpf";
        return new Proof(
                each.file(),
                each.config(),
                command,
                revision,
                System.getProperty("java.version"),
                opinion.verdict(),
                opinion.outcomes().size(),
                opinion.states(),
                opinion.seconds());
    }

    /**
     * Records with others in their place where both are of one configuration, in the order of {@link Agreement#CASES}.
     * What is of none of those is left out.
     */
    public static List<Proof> renewed(List<Proof> before, List<Proof> fresh) {
        Map<String, Proof> all = new HashMap<>();
        before.forEach(proof -> all.put(proof.config(), proof));
        fresh.forEach(proof -> all.put(proof.config(), proof));
        return Agreement.CASES.stream()
                .map(each -> all.get(each.file()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Reads recorded runs. */
    public static List<Proof> read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
    }

    /** Puts recorded runs into a file's text. */
    public static String write(List<Proof> proofs) throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(proofs) + "\n";
    }
}
