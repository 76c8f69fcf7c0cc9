// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.Perform;

/** Which ways a code has gone at its branches, whom it has asked about what, and how it has slept. */
final class Outcomes {
    private final BitSet met = new BitSet();
    private final BitSet notMet = new BitSet();
    private final BitSet open = new BitSet();
    private final Set<String> asked = new HashSet<>();
    /** The places of those. */
    private final Set<String> places = new HashSet<>();

    void decided(int position, boolean isMet) {
        (isMet ? met : notMet).set(position);
    }

    void open(int position) {
        open.set(position);
        met.set(position);
        notMet.set(position);
    }

    /** @param whose the CPU that it is about, or how deep a sleep is, in words */
    void performed(Perform perform, String whose) {
        String place = perform.place().chain() + " " + perform.call();
        places.add(place);
        asked.add(place + " " + whose);
    }

    /** Whether it goes both ways there, for whatever reason. */
    boolean goesBothWays(int position) {
        return met.get(position) && notMet.get(position);
    }

    /** Whether it goes both ways at a branch that is decided there. */
    boolean isOpenBeyond(Outcomes usual) {
        BitSet more = copy(open);
        more.andNot(usual.open);
        more.and(usual.reached());
        return !more.isEmpty();
    }

    private BitSet reached() {
        BitSet reached = copy(met);
        reached.or(notMet);
        return reached;
    }

    /** The ways that it goes and the other one does not, and what it alone asks or sleeps in. */
    Set<String> beyond(Outcomes usual) {
        Set<String> more = new HashSet<>(asked);
        more.removeAll(usual.asked);
        beyond(met, usual.met).stream().forEach(at -> more.add(at + " is true"));
        beyond(notMet, usual.notMet).stream().forEach(at -> more.add(at + " is false"));
        return more;
    }

    /** Whether it may sleep behind where it goes another way, or asks or sleeps otherwise. */
    boolean sleepsBeyond(Outcomes usual, Code code) {
        List<Integer> behind = new ArrayList<>();
        branches(beyond(met, usual.met), code)
                .forEach(each -> behind.add(each.whenTrue().position()));
        branches(beyond(notMet, usual.notMet), code)
                .forEach(each -> behind.add(each.whenFalse().position()));
        return asksOtherwise(usual)
                || Reach.from(behind, code.instructions()).stream()
                        .mapToObj(code.instructions()::get)
                        .anyMatch(Outcomes::isSleep);
    }

    /** Whether it asks or sleeps otherwise where the other one does, too. */
    private boolean asksOtherwise(Outcomes usual) {
        return asked.stream()
                .filter(each -> !usual.asked.contains(each))
                .anyMatch(each -> usual.places.stream().anyMatch(place -> each.startsWith(place + " ")));
    }

    private static Stream<Branch> branches(BitSet positions, Code code) {
        return positions.stream().mapToObj(at -> (Branch) code.instructions().get(at));
    }

    private static boolean isSleep(Instruction instruction) {
        return instruction instanceof Perform perform && perform.call().isSleep();
    }

    private static BitSet beyond(BitSet all, BitSet usual) {
        BitSet more = copy(all);
        more.andNot(usual);
        return more;
    }

    private static BitSet copy(BitSet of) {
        return (BitSet) of.clone();
    }

    /** The first branch at which it goes another way, in words. */
    Optional<String> firstBeyond(Outcomes usual, Code code) {
        int whenMet = beyond(met, usual.met).nextSetBit(0);
        int whenNot = beyond(notMet, usual.notMet).nextSetBit(0);
        if (whenMet < 0 && whenNot < 0) {
            return Optional.empty();
        }
        boolean isMet = whenNot < 0 || whenMet >= 0 && whenMet < whenNot;
        Branch branch = (Branch) code.instructions().get(isMet ? whenMet : whenNot);
        return Optional.of(branch.text() + (isMet ? " is true" : " is false") + " (line "
                + branch.place().line() + ")");
    }
}
