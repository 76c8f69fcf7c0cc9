// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Operations on a CPU's monitor. */
public sealed interface MonitorOperation extends Operation {
    /** {@code monitor}. */
    record Arm(Monitor monitor, boolean inVain) implements MonitorOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            monitor.arm(state, inVain);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "arms its monitor" + (inVain ? ", which will miss all stores" : "");
        }
    }

    /** What an interrupt or a store of the CPU itself may do to its monitor. */
    record Disarm(Monitor monitor) implements MonitorOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            monitor.trigger(state);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "its monitor is disarmed";
        }
    }

    /** Falls asleep, unless the monitor is not armed or an interrupt ends the sleep untaken; the result tells which. */
    record EnterMwait(Monitor monitor, SleepState sleep, boolean enablesInterrupts) implements MonitorOperation {
        private static final int INTERRUPT = 0;
        private static final int ASLEEP = 1;
        private static final int NOT_ARMED = 2;

        @Override
        public int apply(State state, int cpu, int choice) {
            monitor.owner().checkSleepsWithoutLocks(state);
            return applyUnchecked(state, cpu, choice);
        }

        @Override
        public void checkLock(State state, SpinLock lock) {
            monitor.owner().checkSleepsWithout(lock, state);
        }

        @Override
        public int applyUnchecked(State state, int cpu, int choice) {
            Cpu target = monitor.owner();
            if (enablesInterrupts) {
                target.setInterruptFlag(state, true);
            }
            if (target.isBrokenUntaken(state, sleep)) {
                return INTERRUPT;
            }
            if (!monitor.isArmed(state)) {
                return NOT_ARMED;
            }
            monitor.waits(state);
            target.setSleepState(state, sleep);
            return ASLEEP;
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return result == ASLEEP
                    ? "falls asleep in " + sleep + " with mwait"
                    : "mwait does not sleep: "
                            + (result == INTERRUPT ? "an interrupt is pending" : "the line has been written");
        }
    }

    /** The end of an mwait. */
    record LeaveMwait(Monitor monitor) implements MonitorOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return monitor.owner().isSleepOver(state);
        }

        @Override
        public String awaited() {
            return "an interrupt, or a store to the line of its monitor";
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            monitor.owner().setSleepState(state, SleepState.AWAKE);
            monitor.end(state);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "goes on after mwait";
        }
    }
}
