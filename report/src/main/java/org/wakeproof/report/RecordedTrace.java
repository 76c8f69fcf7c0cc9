// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Replay;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Step;
import org.wakeproof.report.Report.Line;

/**
 * The trace of a JSON report, to be carried out on the ports as they are now. What the file says of itself is compared
 * with what the ports do, and never shown in its place.
 */
public final class RecordedTrace {
    private static final int MOST_MIB = 256;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final String file;
    private final JsonEnvelope envelope;
    private final Report report;

    private RecordedTrace(String file, JsonEnvelope envelope, Report report) {
        this.file = file;
        this.envelope = envelope;
        this.report = report;
    }

    /** What becomes of a recorded trace. */
    public enum Fate {
        /** It happens, and violates what it violated. */
        HAPPENS,
        /** It does not, or violates nothing any more. */
        GONE,
        /** A limit came before that was known. */
        UNDECIDED
    }

    /**
     * A trace that has been carried out again.
     *
     * @param fate what became of it
     * @param trace what happens now; absent where that is something else than what was recorded
     * @param words the ports' own explanation of what is violated, or why nothing is
     */
    public record Replayed(Fate fate, Optional<Trace> trace, String words) {}

    /**
     * Reads a report.
     *
     * @throws IllegalArgumentException if it is none, or holds no whole trace; the message says so in a line
     */
    public static RecordedTrace read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot read " + file + ": it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + Reasons.of(e), e);
        }
    }

    /**
     * Reads a report from elsewhere than a file.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException if it is none, or holds no whole trace; the message says so in a line
     * @throws IOException if it cannot be read
     */
    public static RecordedTrace read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((MOST_MIB << 20) + 1);
        if (bytes.length > MOST_MIB << 20) {
            throw new IllegalArgumentException(name + " is larger than " + MOST_MIB + " MiB, as no report is");
        }
        RecordedTrace recorded = parse(name, new String(bytes, StandardCharsets.UTF_8));
        recorded.checkWhole();
        return recorded;
    }

    private static RecordedTrace parse(String name, String text) {
        String none = name + " is not a report of 'check --json': ";
        try {
            JsonNode file = JSON.readTree(text);
            if (!file.isObject()) {
                throw new IllegalArgumentException(none + "it is not one JSON object");
            }
            checkSchema(name, file.get("schema"));
            checkCommand(name, file);
            Report report = JSON.treeToValue(file, Report.class);
            if (report.scenario() == null || report.settings() == null) {
                throw new IllegalArgumentException(none + "it names no scenario with its settings");
            }
            return new RecordedTrace(name, JSON.treeToValue(file, JsonEnvelope.class), report);
        } catch (StreamReadException e) {
            throw new IllegalArgumentException(
                    none + "it is no JSON, as line " + e.getLocation().getLineNr() + " shows", e);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(none + place(e) + " is missing, or not what it has to be", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(none + "it cannot be understood", e);
        }
    }

    /** A file without a schema is older than schemas are; one of a later form may mean something else. */
    private static void checkSchema(String name, JsonNode schema) {
        if (schema != null && !(schema.isInt() && schema.intValue() >= 1 && schema.intValue() <= JsonEnvelope.SCHEMA)) {
            throw new IllegalArgumentException(
                    name + " is of schema " + schema + ", and this version reads 1 to " + JsonEnvelope.SCHEMA);
        }
    }

    /** Other commands write reports, too; what has a verdict and a trace can be replayed, whoever wrote it. */
    private static void checkCommand(String name, JsonNode file) {
        JsonNode command = file.get("command");
        if (command != null && command.isTextual() && !file.has("verdict")) {
            throw new IllegalArgumentException(name + " is a report of '" + command.textValue()
                    + "', which holds no trace to replay; 'check --json' writes one that does");
        }
    }

    /** As {@code trace[3].step}. */
    private static String place(JsonMappingException failure) {
        StringBuilder place = new StringBuilder();
        for (Reference each : failure.getPath()) {
            if (each.getFieldName() == null) {
                place.append('[').append(each.getIndex()).append(']');
            } else {
                place.append(place.length() == 0 ? "" : ".").append(each.getFieldName());
            }
        }
        return place.toString();
    }

    private void checkWhole() {
        List<Line> trace = report.trace();
        if (trace == null || trace.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no trace: its verdict is " + report.verdict());
        }
        if (report.verdict() != Verdict.VIOLATED || report.property() == null || report.explanation() == null) {
            throw edited("it holds a trace, and does not say that and how a property is VIOLATED");
        }
        if (report.settings().values().stream().anyMatch(Objects::isNull)) {
            throw edited("a setting has no value");
        }
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i) == null || !Step.isStep(trace.get(i).step())) {
                throw edited("step " + (i + 1) + " is none");
            }
        }
        if (report.steps() != null && report.steps() > trace.size()) {
            throw new IllegalArgumentException(
                    file + " is cut: it holds " + trace.size() + " of " + report.steps() + " steps");
        }
        if (report.steps() != null && report.steps() < trace.size()) {
            throw edited("it holds " + trace.size() + " steps, and says that they are " + report.steps());
        }
        if (lossIndex() > trace.size() || roundIndex() > trace.size()) {
            throw new IllegalArgumentException(file + " is cut: it holds " + trace.size()
                    + " steps, and its end is behind step " + Math.max(lossIndex(), roundIndex()) + " at the earliest");
        }
        if (lossIndex() < 0 || roundIndex() < lossIndex()) {
            throw edited("its round begins before step " + lossIndex());
        }
    }

    private IllegalArgumentException edited(String why) {
        return new IllegalArgumentException(file + " is not as 'check --json' has written it: " + why);
    }

    private int lossIndex() {
        return report.lossIndex() == null ? report.trace().size() : report.lossIndex();
    }

    private int roundIndex() {
        return report.roundIndex() == null ? report.trace().size() : report.roundIndex();
    }

    /** Who has recorded it. */
    public JsonEnvelope envelope() {
        return envelope;
    }

    /** What was recorded. */
    public Report report() {
        return report;
    }

    /**
     * Wires the recorded system.
     *
     * @param wiring makes a system of a scenario's name and its options; it throws IllegalArgumentException if there is
     *     none such
     * @throws IllegalArgumentException if there is none such any more; the message names the file
     */
    public ClosedSystem system(BiFunction<String, Map<String, String>, ClosedSystem> wiring) {
        try {
            return wiring.apply(report.scenario(), report.settings());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Carries out the recorded steps, and decides on the ports whether the property is violated at their end.
     *
     * @throws IllegalArgumentException if the system has no property of the recorded name, or if it is violated in another
     *     way than the file says: it was edited then, or another version has written it
     */
    public Replayed replay(ClosedSystem system) {
        Replay replay;
        try {
            replay = new Replay(
                    system.machine(),
                    system.properties(),
                    report.trace().stream().map(Line::step).toList(),
                    lossIndex(),
                    roundIndex());
        } catch (ModelException e) {
            return gone("the trace does not happen on these ports: " + e.getMessage());
        }
        List<TraceStep> steps = replay.trace().steps();
        for (int i = 0; i < steps.size(); i++) {
            String now = steps.get(i).description();
            if (!now.equals(report.trace().get(i).what())) {
                return gone("the trace does not happen on these ports: step " + (i + 1) + " is now '" + now
                        + "', recorded is '" + report.trace().get(i).what() + "'");
            }
        }
        return judged(replay);
    }

    private Replayed judged(Replay replay) {
        Replay.Answer answer;
        try {
            answer = replay.of(report.property());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        String ends = "its " + replay.trace().steps().size() + " steps happen, but '" + report.property() + "' ";
        return switch (answer.standing()) {
            case NOT_VIOLATED -> gone(ends + "is not violated by them: " + answer.words());
            case UNDECIDED ->
                new Replayed(Fate.UNDECIDED, Optional.empty(), ends + "is not decided: " + answer.words());
            case VIOLATED -> {
                if (!answer.isSameAs(report.explanation())) {
                    throw edited("it explains '" + report.property() + "' by '" + report.explanation()
                            + "', where the ports have '" + answer.words() + "'");
                }
                yield new Replayed(Fate.HAPPENS, Optional.of(replay.trace()), answer.words());
            }
        };
    }

    private static Replayed gone(String why) {
        return new Replayed(Fate.GONE, Optional.empty(), why);
    }
}
