// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.TooMuchCode;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;

/**
 * Numbers that real machines have and the one of the run does not, where the code goes another way with them, or asks
 * about another CPU.
 */
public final class Wider {

    /**
     * What there is to be asked with other numbers.
     *
     * @param numbers these
     * @param because the condition that is another one with them and its line, in words; empty if none is
     * @param sleeps whether it may sleep behind that, or sleeps otherwise
     */
    public record Question(Numbers numbers, String because, boolean sleeps) {
        /** What is asked, in words. */
        @Override
        public String toString() {
            return numbers.name() + (because.isEmpty() ? "" : ": " + because);
        }
    }

    /** More questions of one kind are not asked. */
    private static final int MOST = 3;

    /** Real machines' numbers, besides those around the ones in the text. */
    private static final long[] CPUS = {2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024, 4095};

    /** More have no number. */
    private static final long NR_CPUS = 4096;

    private static final long ABOVE_C3 = 4;

    /** C10 of mwait-idle.c. */
    private static final long DEEPEST = 7;

    /** With ARAT it runs on in C3, too, or in all that there are. */
    private static final long[] RELIABLE = {0b1110, 0xffff_ffffL};

    private static final long[] TICKS = {1_000, 1_000_000, 1_000_000_000};

    /** Of CF, PF, AF, ZF and SF some, others and all: bit 1 is always set. */
    private static final long[] FLAGS = {0x06, 0x46, 0x93, 0xd7};

    /** The types of C-states of mwait-idle.c are one more than their hints' higher four bits; ACPI calls all of the deeper ones C3. */
    private static final List<Numbers.State> STATES = Stream.concat(
                    LongStream.of(0x01, 0x02, 0x10, 0x11, 0x20, 0x21, 0x30, 0x31, 0x40, 0x50, 0x60)
                            .mapToObj(hint -> new Numbers.State((hint >> 4) + 1, hint)),
                    LongStream.of(0x30, 0x40, 0x50, 0x60).mapToObj(hint -> new Numbers.State(3, hint)))
            .toList();

    private final Code code;
    private final boolean entersWithInterruptsOn;
    private final Outcomes usual;

    private Wider(Code code, boolean entersWithInterruptsOn, Analysis usual) {
        this.code = code;
        this.entersWithInterruptsOn = entersWithInterruptsOn;
        this.usual = usual.outcomes();
    }

    /**
     * What there is to be asked of a code.
     *
     * @param usual what it can do with the usual numbers
     */
    public static List<Question> of(Code code, boolean entersWithInterruptsOn, Analysis usual) {
        Wider wider = new Wider(code, entersWithInterruptsOn, usual);
        List<Question> questions = new ArrayList<>();
        wider.candidates().forEach(kind -> questions.addAll(wider.different(kind)));
        return questions;
    }

    private List<List<Numbers>> candidates() {
        List<List<Numbers>> kinds = new ArrayList<>();
        if (Looked.atCpu(code, usual).isAnywhere()) {
            kinds.add(cpus().map(Numbers::ofCpu).toList());
        }
        if (reads(BoundValue.CSTATE)) {
            kinds.add(states().map(Numbers::ofState).toList());
        }
        if (reads(BoundValue.LAPIC_TIMER_RELIABLE_STATES)) {
            kinds.add(
                    LongStream.of(RELIABLE).mapToObj(Numbers::ofReliableStates).toList());
        }
        if (Looked.at(code, BoundValue.ENTRY_METHOD, usual).isAnywhere()) {
            kinds.add(List.of(Numbers.ofNoEntryMethod()));
        }
        if (Looked.atTime(code, usual).isAnywhere()) {
            kinds.add(LongStream.of(TICKS).mapToObj(Numbers::ofTick).toList());
        }
        if (code.instructions().stream().anyMatch(each -> each.toString().contains(Code.FLAGS))) {
            kinds.add(LongStream.of(FLAGS).mapToObj(Numbers::ofFlags).toList());
        }
        return kinds;
    }

    private boolean reads(BoundValue value) {
        return code.instructions().stream()
                .anyMatch(each -> each instanceof Instruction.Bind bind && bind.source() == value);
    }

    /** Where nobody looks at the hint, the types are enough. */
    private Stream<Numbers.State> states() {
        return Looked.at(code, BoundValue.MWAIT_HINT, usual).isAnywhere()
                ? STATES.stream()
                : types().mapToObj(type -> new Numbers.State(type, type - 1 << 4));
    }

    /** What is compared with numbers in the text alone goes the same way for all that are further from those. */
    private LongStream types() {
        Looked type = Looked.at(code, BoundValue.CSTATE, usual);
        Collection<Long> numbers = type.inText();
        return LongStream.rangeClosed(ABOVE_C3, DEEPEST)
                .filter(each -> type.isWorkedWith()
                        || each == ABOVE_C3
                        || numbers.stream().anyMatch(number -> Math.abs(number - each) <= 1));
    }

    private Stream<Long> cpus() {
        Set<Long> all = new TreeSet<>();
        LongStream.of(CPUS).forEach(all::add);
        Looked.atCpu(code, usual)
                .inText()
                .forEach(number -> LongStream.rangeClosed(number - 1, number + 1)
                        .filter(each -> each > 1 && each < NR_CPUS)
                        .forEach(all::add));
        return all.stream();
    }

    /** Those of one kind that show something which none before them shows. */
    private List<Question> different(List<Numbers> kind) {
        List<Question> questions = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (Numbers numbers : kind) {
            Outcomes outcomes = outcomes(numbers);
            // Behind the end of a table nobody knows what it is, and nobody may look.
            boolean isDefined = !outcomes.isOpenBeyond(usual);
            if (questions.size() < MOST && isDefined && shown.addAll(outcomes.beyond(usual))) {
                questions.add(new Question(
                        numbers, outcomes.firstBeyond(usual, code).orElse(""), outcomes.sleepsBeyond(usual, code)));
            }
        }
        return questions;
    }

    private Outcomes outcomes(Numbers numbers) {
        try {
            return Analysis.of(code, entersWithInterruptsOn, numbers).outcomes();
        } catch (TooMuchCode e) {
            return usual;
        }
    }
}
