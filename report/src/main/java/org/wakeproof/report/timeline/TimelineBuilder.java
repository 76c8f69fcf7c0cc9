// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.report.SourcePlace;

/** Goes through a trace once, state by state. */
final class TimelineBuilder {
    private final Trace trace;
    private final Machine machine;
    private final List<Variable> variables;
    private final Decisive decisive;
    private final Folding folding;
    private final Conditions conditions;
    private final Lanes lanes;
    private final Messages messages;

    TimelineBuilder(ClosedSystem system, Trace trace, Optional<String> property) {
        this.trace = trace;
        this.machine = system.machine();
        this.variables = Variables.of(machine, Reads.of(trace, system.properties(), property));
        this.decisive =
                property.isEmpty() ? Decisive.ofRun(trace) : new Decisive(trace, property.map(system.subjects()::get));
        this.folding = new Folding(trace, decisive);
        this.conditions = new Conditions(machine);
        this.lanes = new Lanes(machine, trace);
        this.messages = new Messages(machine, lanes, staysInARegion(system, property));
    }

    /** Whether the trace shows all that still happens, as that of a property that is never left does. */
    private static boolean staysInARegion(ClosedSystem system, Optional<String> property) {
        return system.properties().stream()
                .anyMatch(each -> each instanceof Property.Leaves && each.name().equals(property.orElse(null)));
    }

    Timeline build() {
        State before = new Initial();
        List<String> initial = values(before);
        List<String> values = initial;
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            messages.step(i, step, before);
            List<String> next = values(step.after());
            moments.add(new Moment(
                    i + 1,
                    lanes.of(step),
                    step.functions(),
                    SourcePlace.of(machine, step),
                    step.description(),
                    Step.kind(step.step()),
                    decisive.is(i),
                    decisive.note(i),
                    folding.reason(i),
                    conditions.after(step),
                    changes(values, next)));
            values = next;
            before = step.after();
        }
        return new Timeline(
                lanes.all(),
                variables,
                initial,
                List.copyOf(moments),
                messages.all(),
                folding,
                trace.lossIndex(),
                trace.roundIndex());
    }

    private List<String> values(State state) {
        return variables.stream()
                .map(variable -> variable.format().apply(state))
                .toList();
    }

    private static List<Change> changes(List<String> before, List<String> after) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                changes.add(new Change(i, before.get(i), after.get(i)));
            }
        }
        return List.copyOf(changes);
    }

    /** The state in which the machine starts. */
    static final class Initial implements State {
        @Override
        public int get(Field field) {
            return field.initial();
        }

        @Override
        public void set(Field field, int value) {
            throw new UnsupportedOperationException("the start is what it is");
        }
    }
}
