// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.RandomSystem.Feature;

/** Random handlers. */
final class HandlerPhrases {
    private final RandomSystem system;
    private final Phrases phrases;

    HandlerPhrases(RandomSystem system, Phrases phrases) {
        this.system = system;
        this.phrases = phrases;
    }

    /** A handler's lines, which may be none; it may call or go on with the procedure of this number, unless that is -1. */
    List<Line> handler(int helper) {
        if (system.has(Feature.NESTED) && system.chance(2)) {
            return open();
        }
        if (system.relay && !system.chance(4)) {
            return system.chance(3) ? List.of() : List.of(Line.on(Op.STORE, system.open.get(0), 1));
        }
        List<Line> body = new ArrayList<>();
        int lines = system.random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            body.add(store());
        }
        if (system.chance(3)) {
            body.add(Line.on(Op.LOAD, phrases.seen()));
            body.add(Line.on(Op.STORE_RESULT, new Ref(system.registers + system.cpus, true)));
        }
        if (system.has(Feature.LOCKS) && system.chance(2)) {
            body.addAll(phrases.critical());
        }
        if (system.has(Feature.RARE) && system.chance(4)) {
            body.add(Line.of(Op.STI));
        }
        if (helper >= 0 && system.chance(3)) {
            Op how = system.chance(2) ? Op.RESET : Op.CALL;
            body.add(system.random.nextInt(body.size() + 1), Line.of(how, helper, 1));
        }
        return body;
    }

    private Line store() {
        return system.owned >= 0 && system.chance(2) ? phrases.ownStore() : phrases.memory();
    }

    /** Lets interrupts in before it is over, often so that little is left of it then, and it need not be done once more. */
    private List<Line> open() {
        List<Line> body = new ArrayList<>();
        if (!system.chance(3)) {
            Ref again = new Ref(system.again, false);
            body.add(Line.on(Op.LOAD, again).skipping(1, 0));
            body.add(Line.on(Op.STORE, system.open.get(0), 1));
            body.add(Line.on(Op.STORE, again, 1));
        }
        if (system.chance(4)) {
            body.add(phrases.send());
        }
        body.add(Line.of(Op.STI));
        int lines = system.random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            body.add(remains());
        }
        if (!system.chance(3)) {
            body.add(Line.of(Op.RESET, system.cpus + (system.chance(2) ? 0 : system.random.nextInt(system.cpus)), 0));
        }
        return body;
    }

    private Line remains() {
        if (system.fixed < 0 || system.chance(3)) {
            return system.chance(2) ? Line.on(Op.AWAIT, system.open.get(0), 1) : phrases.memory();
        }
        return system.chance(4) ? phrases.ownStore() : Line.on(Op.LOAD, new Ref(system.fixed, false));
    }
}
