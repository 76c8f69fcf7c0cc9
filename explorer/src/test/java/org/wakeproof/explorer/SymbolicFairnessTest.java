// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.RegionCheck;
import org.wakeproof.explorer.search.SymbolicModel;
import org.wakeproof.explorer.search.SymbolicSearch;
import org.wakeproof.explorer.symbolic.StateSet;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/** From which states of a region a fair run can stay in it: worked out as a set, and by components, state by state. */
class SymbolicFairnessTest {
    private static final int PROGRAMS = 60;

    /** So many states of a set are asked about one by one. */
    private static final int ASKED = 60;

    private static final int FIELDS = 3;

    /** How many states were met from which some run stays in the region, and from which all leave it. */
    private long stayed;

    private long left;

    private static SymbolicSearch explored(Model model, boolean isHard) {
        SymbolicSearch search = new SymbolicSearch(model, new Checks(List.of()), Limits.none(), Options.defaults(), 0);
        if (isHard) {
            search.exploration().beHardOnItself();
        }
        return search.run() == null ? search : null;
    }

    private void compare(long seed, Model model, SymbolicSearch search, Predicate<State> region) {
        StateSet all = search.reached(region);
        StateSet staying = search.staying(all);
        stayed += check(seed, model, region, staying, true);
        left += check(seed, model, region, all.minus(staying), false);
    }

    private static int check(long seed, Model model, Predicate<State> region, StateSet states, boolean canStay) {
        SymbolicModel symbolic = new SymbolicModel(model);
        Property.Leaves leaves = new Property.Leaves("leaves", region, state -> "");
        int[] asked = {0};
        states.forEach(state -> {
            PackedState packed = model.state();
            symbolic.pack(state, packed);
            // A trap that has been found answers for whoever asks next, so each state has a check of its own.
            assertThat(new RegionCheck(leaves, model, Limits.none(), () -> 0).canStay(packed.words))
                    .as("program %d, in %s", seed, packed)
                    .isEqualTo(canStay);
            return ++asked[0] < ASKED;
        });
        return asked[0];
    }

    /** Where a field is not what it is in one state of rest: not every run stays there. */
    private static Predicate<State> unrest(Model model, SymbolicSearch search, Field field) {
        int[] rest = search.exploration().stuck().any();
        return rest == null ? state -> true : state -> state.get(field) != rest[field.index()];
    }

    private void compare(long seed, boolean isHard) {
        RandomProgram program = new RandomProgram(seed);
        Model model = AllStates.model(program.machine);
        SymbolicSearch search = explored(model, isHard);
        if (search != null) {
            compare(seed, model, search, RandomProperty.predicate(program.machine, seed));
            List<Field> fields = program.machine.fields();
            for (int i = 0; i < FIELDS; i++) {
                compare(seed, model, search, unrest(model, search, fields.get((int) (seed + i) % fields.size())));
            }
        }
    }

    @Test
    void saysOfEachStateWhatItsComponentsSay() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            compare(seed, false);
        }
        assertThat(stayed).isGreaterThan(PROGRAMS);
        assertThat(left).isGreaterThan(PROGRAMS);
    }

    /** Its only step leads back to where it was: the call stack stays what it is, and the step is taken all the same. */
    @Test
    void whoGoesRoundInASingleStepGoesOnForEver() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Word y = machine.word("y", 3, 0);
        Procedure round = machine.function("round", () -> x.load() == 0 ? Procedure.AGAIN : Procedure.STOP);
        machine.boot(0, false, machine.procedure("waits", () -> round.repeat()));
        machine.boot(1, false, machine.procedure("counts", () -> {
            for (int i = 1; i <= 3; i++) {
                y.store(i);
            }
        }));
        machine.seal();
        Model model = AllStates.model(machine);
        SymbolicSearch search = explored(model, false);
        compare(0, model, search, state -> state.get(x.field()) == 0);
        compare(0, model, search, state -> state.get(y.field()) < 3);
        assertThat(stayed).isEqualTo(4);
        assertThat(left).isEqualTo(3);
    }

    @Test
    void nothingIsLostWhereGarbageIsCollectedAllTheTime() {
        for (long seed = 0; seed < PROGRAMS; seed += 10) {
            compare(seed, true);
        }
    }
}
