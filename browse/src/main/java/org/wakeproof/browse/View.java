// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.report.Violation;

/**
 * What the page shows of one place on a path; written as JSON.
 *
 * @param path the whole path
 * @param at how many of its steps have been taken here
 * @param trace all its steps
 * @param moves the steps that can be taken here
 * @param cpus each CPU here
 * @param changes what the step that led here has changed
 * @param cells each cell here
 * @param properties what the system is checked for, as far as this state says something about it
 * @param watch what was asked of each state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record View(
        String path,
        int at,
        List<Row> trace,
        List<Choice> moves,
        List<CpuView> cpus,
        List<CellView> changes,
        List<CellView> cells,
        List<Judgement> properties,
        @Nullable Watch watch) {
    /**
     * What an expression is along the path.
     *
     * @param isTruth whether it is true or false
     * @param values in each state, the first at the start; none where it is wrong
     * @param error what is wrong with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Watch(
            boolean isTruth, List<String> values, @Nullable String error) {}

    /**
     * A step of the path.
     *
     * @param cpu whose step it is; -1 for devices, the clock and the outside world
     * @param agent the CPU or device in words
     * @param function the C function that performs it
     * @param functions all functions that lead to it
     * @param what the operation in words
     * @param isPrivate whether nobody else could see or disturb it
     * @param isDecisive whether it decides the violation that the search has found
     * @param note why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            int cpu,
            String agent,
            String function,
            String functions,
            String what,
            boolean isPrivate,
            boolean isDecisive,
            @Nullable String note) {}

    /**
     * A step that can be taken.
     *
     * @param agent the CPU or device
     * @param isExternal whether the outside world takes it, which need not ever happen
     * @param function the C function that performs it
     * @param what the operation in words, with its result
     * @param broken the rule that it breaks
     * @param run the places of this step, and of those after it that nobody else can see, among the steps then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(
            String agent,
            boolean isExternal,
            String function,
            String what,
            @Nullable String broken,
            List<Integer> run) {}

    /**
     * A CPU.
     *
     * @param condition running, asleep or in a guest
     * @param interruptsOn its interrupt flag
     * @param pending vectors that wait to be taken
     * @param contexts functions of what it does, below the handlers that interrupted it
     * @param awaited what it waits for
     * @param stores that have not reached memory
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CpuView(
            String name,
            String condition,
            boolean interruptsOn,
            List<String> pending,
            List<String> contexts,
            @Nullable String awaited,
            List<String> stores) {}

    /**
     * A cell, or something about a CPU.
     *
     * @param before its value before the step that led here, where that is told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CellView(String name, String value, String before) {}

    /**
     * What a state says about a property.
     *
     * @param words all of it, its name included
     */
    public record Judgement(String name, Kind kind, String words) {
        static Judgement fine(String name) {
            return new Judgement(name, Kind.FINE, name);
        }

        static Judgement open(String name, String why) {
            return new Judgement(name, Kind.OPEN, "'" + name + "' is open: " + why);
        }

        static Judgement violated(String name, String how) {
            return new Judgement(name, Kind.VIOLATED, Violation.of(name, how));
        }

        /** How the page marks it. */
        public enum Kind {
            /** Nothing is wrong here. */
            FINE,
            /** Not wrong yet, but it may not stay so. */
            OPEN,
            /** Violated by this state, or by the step that led here. */
            VIOLATED
        }
    }
}
