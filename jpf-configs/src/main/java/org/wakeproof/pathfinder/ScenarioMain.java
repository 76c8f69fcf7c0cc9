// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import gov.nasa.jpf.annotation.FilterField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.direct.Observer;
import org.wakeproof.direct.PathFinderWiring;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.SettingsParser;

/**
 * What Java PathFinder runs: one scenario, with its threads. It prints a line for each outcome and each
 * property that is met once; a lost wake-up is an {@link AssertionError} that tells the steps to it.
 */
public final class ScenarioMain implements Observer {
    static final String OUTCOME = "outcome: ";
    static final String MET = "met: ";
    static final String VIOLATED = "violated: ";
    static final String STEPS = " steps: ";

    private final ClosedSystem system;
    private final boolean goesOn;
    /** By property; put together before the run, where it costs no state. */
    private final List<String> metLines = new ArrayList<>();

    /** What has been printed already on this path; JPF need not tell states apart by it. */
    @FilterField
    private int told;

    private ScenarioMain(ClosedSystem system, boolean goesOn) {
        this.system = system;
        this.goesOn = goesOn;
        Machine.fixed(system.outcome());
        for (Property property : system.properties()) {
            metLines.add(MET + property.name());
            if (property instanceof Property.Sometimes each) {
                Machine.fixed(each.met());
            } else if (property instanceof Property.Always each) {
                Machine.fixed(each.holds());
                Machine.fixed(each.explanation());
            } else if (property instanceof Property.Leaves each) {
                Machine.fixed(each.region());
                Machine.fixed(each.explanation());
            }
        }
    }

    /**
     * Explores a scenario.
     *
     * @param arguments its name, then options as {@code name=value}; {@code reduction=none} gives every operation a
     *     scheduling point, {@code violations=go-on} does not stop at the first
     */
    public static void main(String[] arguments) {
        PathFinderWiring.begin();
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            options.put(
                    arguments[i].substring(0, equals),
                    arguments[i].substring(equals + 1).replace('+', ','));
        }
        boolean reduce = !"none".equals(options.remove("reduction"));
        boolean goesOn = "go-on".equals(options.remove("violations"));
        ClosedSystem system = Scenarios.named(arguments[0]).wired(SettingsParser.parse(options));
        DirectRun.underPathFinder(system.machine(), reduce, new ScenarioMain(system, goesOn));
    }

    @Override
    public void stepped(State state, DirectRun run) {
        for (int i = 0; i < system.properties().size(); i++) {
            if ((told >>> i & 1) != 0) {
                continue;
            }
            Property each = system.properties().get(i);
            if (each instanceof Property.Sometimes property && property.met().test(state)) {
                told |= 1 << i;
                System.out.println(metLines.get(i));
            } else if (each instanceof Property.Always property
                    && !property.holds().test(state)) {
                told |= 1 << i;
                violated(property.name(), property.explanation(), state, run);
            }
        }
    }

    @Override
    public void atRest(State state, DirectRun run) {
        System.out.println(OUTCOME + system.outcome().apply(state));
        for (Property each : system.properties()) {
            if (each instanceof Property.Leaves property && property.region().test(state)) {
                violated(property.name(), property.explanation(), state, run);
            }
        }
    }

    private void violated(String property, Function<State, String> explanation, State state, DirectRun run) {
        System.out.println(VIOLATED + property);
        if (!goesOn) {
            throw new AssertionError(property + ": " + explanation.apply(state) + STEPS + run.steps());
        }
    }
}
