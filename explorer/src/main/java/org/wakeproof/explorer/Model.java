// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/** A machine made ready for one exploration: its program so far, the layout of its states, its agents and properties. */
final class Model {
    final Machine machine;
    final List<Property> properties;
    final Program program;
    final Layout layout;
    final Agents agents;
    final boolean fuse;

    Model(Machine machine, List<Property> properties, boolean fuse, boolean checkDeterminism) {
        this.machine = machine;
        this.properties = properties;
        this.program = new Program(machine, checkDeterminism, 1 << Layout.STACK_BITS);
        this.layout = new Layout(machine);
        this.agents = new Agents(machine);
        this.fuse = fuse;
        rejectPrivateCells();
    }

    Stepper stepper() {
        return new Stepper(machine, program, layout, agents, fuse);
    }

    PackedState state() {
        return new PackedState(layout.words());
    }

    PackedState initial() {
        PackedState state = state();
        stepper().initial(state);
        return state;
    }

    private static boolean isHidden(Cell cell) {
        return cell instanceof SpinLock
                || cell.access() != null && !cell.access().isReadByAll();
    }

    /** A fused step hides the states inside it, so no property may read what only its owner can see. */
    private void rejectPrivateCells() {
        PackedState initial = initial();
        for (Property property : properties) {
            State guarded = new State() {
                @Override
                public int get(Field field) {
                    for (Cell cell : machine.cells()) {
                        if (cell.field() == field && isHidden(cell)) {
                            throw new ModelException("property '" + property.name() + "' reads " + cell.name()
                                    + ", which is a lock, or declared as owned or guarded");
                        }
                    }
                    return initial.get(field);
                }

                @Override
                public void set(Field field, int value) {
                    throw new ModelException("property '" + property.name() + "' writes to the state");
                }
            };
            if (property instanceof Property.Always always) {
                always.holds().test(guarded);
            } else if (property instanceof Property.Sometimes sometimes) {
                sometimes.met().test(guarded);
            } else if (property instanceof Property.Leaves leaves) {
                leaves.region().test(guarded);
            } else if (property instanceof Property.Recoverable recoverable) {
                recoverable.good().test(guarded);
            }
        }
    }
}
