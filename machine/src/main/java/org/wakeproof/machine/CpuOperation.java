// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Operations on CPUs: interrupts and sleep. */
public sealed interface CpuOperation extends Operation {
    /** {@code cli} or {@code sti}; the result is the flag as it was. */
    record SetInterruptFlag(Cpu target, boolean enable) implements CpuOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            int old = target.interruptsEnabled(state) ? 1 : 0;
            target.setInterruptFlag(state, enable);
            return old;
        }

        @Override
        public Mover mover(State state, int cpu) {
            // Only its own interrupts can tell when it happens.
            return enable ? Mover.LEFT : target.interruptsEnabled(state) ? Mover.RIGHT : Mover.BOTH;
        }

        @Override
        public boolean mayChange(Field field) {
            return target.isInterruptFlag(field);
        }

        @Override
        public String describe(int result) {
            return (enable ? "irq+" : "irq-") + (enable == (result != 0) ? " (already)" : "");
        }
    }

    /** {@code iret} to a context that had interrupts enabled. */
    record ReturnFromInterrupt(Cpu target) implements CpuOperation {
        /** {@code iret} is a serializing instruction. */
        @Override
        public boolean enabled(State state, int cpu) {
            return target.isDrained(state);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            target.setInterruptFlag(state, true);
            return 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return Mover.LEFT;
        }

        @Override
        public boolean mayChange(Field field) {
            return target.isInterruptFlag(field);
        }

        @Override
        public String describe(int result) {
            return "returns from the interrupt";
        }
    }

    /** Makes a vector pending on the CPUs of a mask. */
    record SendIpi(int mask, Vector vector) implements CpuOperation {
        /** An xAPIC's command register is written uncached, and so behind all stores before it; an x2APIC's is not. */
        @Override
        public boolean enabled(State state, int cpu) {
            Machine machine = vector.handler().machine();
            return machine.isX2apic() || machine.cpu(cpu).isDrained(state);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            Machine machine = vector.handler().machine();
            for (int target = 0; target < machine.cpuCount(); target++) {
                if ((mask >>> target & 1) != 0) {
                    machine.cpu(target).requestInterrupt(state, vector);
                }
            }
            return 0;
        }

        @Override
        public String describe(int result) {
            return "IPI: " + vector + " to " + Machine.formatCpus(mask);
        }
    }

    /** Falls asleep, unless an interrupt is pending that ends the sleep untaken; the result tells whether it did. */
    record EnterSleep(Cpu target, SleepState sleep, boolean enablesInterrupts) implements CpuOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            target.checkSleepsWithoutLocks(state);
            return applyUnchecked(state, cpu, choice);
        }

        @Override
        public void checkLock(State state, SpinLock lock) {
            target.checkSleepsWithout(lock, state);
        }

        @Override
        public int applyUnchecked(State state, int cpu, int choice) {
            if (enablesInterrupts) {
                target.setInterruptFlag(state, true);
            }
            if (target.isBrokenUntaken(state, sleep)) {
                return 0;
            }
            target.setSleepState(state, sleep);
            return 1;
        }

        @Override
        public boolean isTest() {
            return sleep.isEndedByMaskedInterrupts();
        }

        @Override
        public String describe(int result) {
            return result != 0 ? "falls asleep in " + sleep : "does not sleep: an interrupt is pending";
        }

        @Override
        public String describe(int result, State after, int cpu) {
            boolean forGood = !sleep.isEndedByMaskedInterrupts() && !target.interruptsEnabled(after);
            return describe(result) + (forGood ? " with interrupts off" : "");
        }
    }

    /** The end of a sleep: by an interrupt that was taken, or by a pending one where it ends the sleep untaken. */
    record WaitForBreak(Cpu target) implements CpuOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return target.isSleepOver(state);
        }

        @Override
        public String awaited() {
            return "an interrupt";
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            target.setSleepState(state, SleepState.AWAKE);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "goes on after the sleep";
        }
    }

    /** Back to the guest, in one step with enabling interrupts. */
    record EnterGuest(Cpu target) implements CpuOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            target.setInterruptFlag(state, true);
            target.setInGuest(state, true);
            return 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            // Only its own interrupts can tell when it happens.
            return Mover.LEFT;
        }

        @Override
        public boolean mayChange(Field field) {
            return target.isInterruptFlag(field) || target.isGuestMode(field);
        }

        @Override
        public String describe(int result) {
            return "enters the guest";
        }
    }

    /** The guest's next instruction, if it has one; or what follows an interrupt that was taken in the guest. */
    record LeaveGuest(Cpu target, boolean proceeds) implements CpuOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return proceeds || !target.isInGuest(state);
        }

        @Override
        public String awaited() {
            return "an interrupt";
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            if (!target.isInGuest(state)) {
                return 0;
            }
            target.setInterruptFlag(state, false);
            target.setInGuest(state, false);
            return 1;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return target.isInGuest(state) ? Mover.RIGHT : Mover.BOTH;
        }

        @Override
        public boolean mayChange(Field field) {
            return target.isInterruptFlag(field) || target.isGuestMode(field);
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return result != 0 ? "the guest goes on" : "an interrupt has left the guest";
        }
    }

    /** The end of a CPU's program; only interrupts go on. */
    record Stop(Cpu target) implements CpuOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return false;
        }

        @Override
        public String awaited() {
            return "interrupts only: its program is over";
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            throw new IllegalStateException(target + " has stopped");
        }

        @Override
        public String describe(int result) {
            return "has stopped";
        }
    }
}
