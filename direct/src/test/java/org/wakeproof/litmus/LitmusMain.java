// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import org.wakeproof.direct.DirectRun;
import org.wakeproof.direct.Observer;
import org.wakeproof.direct.PathFinderWiring;
import org.wakeproof.machine.State;

/** What Java PathFinder runs: one litmus test; it prints a line for each outcome. */
public final class LitmusMain implements Observer {
    static final String OUTCOME = "outcome: ";

    private final Litmus test;

    private LitmusMain(Litmus test) {
        this.test = test;
    }

    /**
     * Explores a test.
     *
     * @param arguments its name, and {@code tso} or {@code sc}
     */
    public static void main(String[] arguments) {
        PathFinderWiring.begin();
        for (Shape shape : Shapes.all()) {
            if (shape.name().equals(arguments[0])) {
                Litmus test = Litmus.of(shape, arguments[1].equals("tso"));
                DirectRun.underPathFinder(test.machine, false, new LitmusMain(test));
            }
        }
    }

    @Override
    public void stepped(State state, DirectRun run) {
        // Only where everything is at rest.
    }

    @Override
    public void atRest(State state, DirectRun run) {
        System.out.println(OUTCOME + test.outcome(state));
    }
}
