// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;

/**
 * That a CPU which sleeps with work wakes, with the stages by which that is proved: it is in one of them, no step of
 * anybody leads to a later one, and each is left for an earlier one, or awake, if agents are fair.
 *
 * @param name short
 * @param words what it says
 * @param asleep the CPU sleeps
 * @param work it has something to do; it keeps that until it is awake
 * @param stages the one next to being awake first
 * @param measure what falls where a step leads from one of the measured stages back to another; never below 0; of no matter
 *     where no stage is measured
 * @param interruptible a CPU's interrupts are on
 * @param requested an interrupt is pending at the CPU, or something else ends its sleep
 * @param locks who holds each lock that is waited for
 * @param visit the loop over sets of CPUs
 * @param fairness what is assumed, in words
 * @param gone the CPU has stopped for ever, with interrupts off: it neither sleeps nor goes on
 */
public record Response(
        String name,
        String words,
        Plain asleep,
        Local work,
        List<Stage> stages,
        Moment.Global measure,
        Plain interruptible,
        Plain requested,
        List<CpuVariable> locks,
        Visit visit,
        List<String> fairness,
        Plain gone) {

    /** Of CPUs that are all there for ever. */
    public Response(
            String name,
            String words,
            Plain asleep,
            Local work,
            List<Stage> stages,
            Moment.Global measure,
            Plain interruptible,
            Plain requested,
            List<CpuVariable> locks,
            Visit visit,
            List<String> fairness) {
        this(
                name,
                words,
                asleep,
                work,
                stages,
                measure,
                interruptible,
                requested,
                locks,
                visit,
                fairness,
                Plain.constant(false));
    }

    /**
     * The property with its argument.
     *
     * @throws IllegalArgumentException if the measured stages do not follow each other: one could come back to them; or if a
     *     stage waits for a lock that is not among those of which it is asked whether they are released
     */
    public Response {
        long first = stages.stream().takeWhile(stage -> !stage.isMeasured()).count();
        long rest = stages.stream()
                .skip(first)
                .dropWhile(Stage::isMeasured)
                .filter(Stage::isMeasured)
                .count();
        if (rest > 0) {
            throw new IllegalArgumentException("the measured stages do not follow each other");
        }
        for (Stage stage : stages) {
            if (stage.progress() instanceof Progress.WhereFree where && !locks.contains(where.lock())) {
                throw new IllegalArgumentException("'" + stage.name() + "' waits for a lock that is not asked about: "
                        + where.lock().name());
            }
        }
    }

    /** Interrupts are off, and a CPU of which this holds goes on: it does not sleep, or it is to wake, and it is not gone. */
    public Local isOffAndGoesOn() {
        return Local.not(interruptible).and(Local.not(asleep).or(requested)).and(Local.not(gone));
    }

    /** The same where something else ends a sleep, too. */
    public Response withRequested(Plain other) {
        return new Response(
                name, words, asleep, work, stages, measure, interruptible, other, locks, visit, fairness, gone);
    }

    /** The same where another loop over sets of CPUs is gone through. */
    public Response withVisit(Visit other) {
        return new Response(
                name, words, asleep, work, stages, measure, interruptible, requested, locks, other, fairness, gone);
    }

    /** The same where CPUs may stop for ever. */
    public Response withGone(Plain stopped) {
        return new Response(
                name, words, asleep, work, stages, measure, interruptible, requested, locks, visit, fairness, stopped);
    }

    /** The same with other stages. */
    public Response withStages(List<Stage> others) {
        return new Response(
                name, words, asleep, work, others, measure, interruptible, requested, locks, visit, fairness, gone);
    }
}
