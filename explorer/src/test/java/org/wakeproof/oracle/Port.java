// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.oracle.Description.Proc;

/** Bodies as port code: each line is a call of the machine. */
final class Port {
    final Map<Integer, Monitor> monitors = new HashMap<>();
    private final Machine machine;
    private final List<Word> words;
    private final List<SpinLock> locks;
    private final List<TimeCell> times;
    private final List<Vector> vectors;
    private final List<Procedure> procedures;

    Port(
            Machine machine,
            List<Word> words,
            List<SpinLock> locks,
            List<TimeCell> times,
            List<Vector> vectors,
            List<Procedure> procedures) {
        this.machine = machine;
        this.words = words;
        this.locks = locks;
        this.times = times;
        this.vectors = vectors;
        this.procedures = procedures;
    }

    int call(Proc procedure, int argument) {
        int last = run(procedure.body(), argument);
        return switch (procedure.returns()) {
            case ZERO -> 0;
            case ONE -> 1;
            case LAST_BIT -> last & 1;
            case ARGUMENT_LESS_ONE -> argument - 1;
        };
    }

    /** Runs a body; returns the last line's result. */
    int run(List<Line> body, int argument) {
        int result = 0;
        boolean saved = false;
        for (int at = 0; at < body.size(); at++) {
            Line line = body.get(at);
            switch (line.op()) {
                case SAVE -> {
                    saved = machine.cpu().saveInterrupts();
                    result = saved ? 1 : 0;
                }
                case RESTORE -> {
                    machine.cpu().restoreInterrupts(saved);
                    result = 0;
                }
                case STORE_ARGUMENT -> result = store(line, argument & 1);
                case STORE_RESULT -> result = store(line, result & 1);
                default -> result = line.at() == null ? ofCpu(line) : isTime(line.op()) ? ofTime(line) : ofWord(line);
            }
            if (line.skip() > 0 && result == line.expected()) {
                at += line.skip();
            }
        }
        return result;
    }

    static boolean isTime(Op op) {
        return op.ordinal() >= Op.SET_TIME.ordinal() && op.ordinal() <= Op.MINUS.ordinal();
    }

    private Word word(Line.Ref ref) {
        return words.get(ref.on(machine.smpProcessorId()));
    }

    private TimeCell time(Line.Ref ref) {
        return times.get(ref.on(machine.smpProcessorId()));
    }

    private int store(Line line, int value) {
        word(line.at()).store(value);
        return 0;
    }

    private static int bit(boolean is) {
        return is ? 1 : 0;
    }

    private static int none(Runnable operation) {
        operation.run();
        return 0;
    }

    private int ofWord(Line line) {
        Word word = word(line.at());
        int a = line.a();
        return switch (line.op()) {
            case LOAD -> word.load();
            case STORE -> store(line, a);
            case TEST_AND_SET -> bit(word.testAndSetBit(a));
            case TEST_AND_CLEAR -> bit(word.testAndClearBit(a));
            case SET_BIT -> none(() -> word.setBit(a));
            case CLEAR_BIT -> none(() -> word.clearBit(a));
            case ADD -> word.addReturn(a);
            case COMPARE_EXCHANGE -> word.compareExchange(a, line.b());
            case SET_BESIDE -> word.setBitBeside(a, word(line.other()));
            case AWAIT -> none(() -> word.awaitValue(a));
            case AWAIT_OTHER -> none(() -> word.awaitOtherThan(a));
            default -> throw new IllegalArgumentException(line.toString());
        };
    }

    private int ofTime(Line line) {
        TimeCell time = time(line.at());
        return switch (line.op()) {
            case SET_TIME ->
                none(() -> time.set(
                        line.a() == 0 ? Instant.nowPlus(line.b()) : line.a() == 1 ? Instant.zero() : Instant.never()));
            case COPY_TIME -> none(() -> time.copyFrom(time(line.other()), line.a()));
            case BEFORE -> bit(time.isBefore(time(line.other())));
            case AT_OR_BEFORE -> bit(time.isAtOrBefore(time(line.other())));
            case IS_ZERO -> bit(time.isZero());
            case IS_NEVER -> bit(time.isNever());
            case MINUS_NOW -> time.minusNow();
            case MINUS -> time.minus(time(line.other()));
            default -> throw new IllegalArgumentException(line.toString());
        };
    }

    private int ofCpu(Line line) {
        Cpu cpu = machine.cpu();
        Monitor monitor = monitors.get(cpu.number());
        int a = line.a();
        return switch (line.op()) {
            case FENCE -> none(machine::fence);
            case CHOOSE -> machine.choose("way", a);
            case BUG -> none(() -> machine.bugOn(true, "reached"));
            case LOCK -> none(locks.get(a)::lock);
            case TRY_LOCK -> bit(locks.get(a).tryLock());
            case UNLOCK -> none(locks.get(a)::unlock);
            case CLI -> none(cpu::disableInterrupts);
            case STI -> none(cpu::enableInterrupts);
            case IPI -> none(() -> cpu.sendIpi(a, vectors.get(line.b())));
            case SLEEP -> none(() -> cpu.sleep(state(a)));
            case HALT -> none(() -> cpu.halt(state(a)));
            case GUEST -> bit(cpu.runGuest(a == 1));
            case STOP -> none(cpu::stop);
            case ARM -> none(a == 1 ? monitor::armInVain : monitor::arm);
            case DISARM -> none(monitor::disarm);
            case MWAIT -> none(() -> monitor.mwait(state(a)));
            case STI_MWAIT -> none(() -> monitor.stiMwaitCli(state(a)));
            case CALL -> procedures.get(a).call(line.b());
            case REPEAT -> none(() -> procedures.get(a).repeat(line.b()));
            case ITERATE -> procedures.get(a).iterate(line.b());
            case RESET -> none(() -> machine.resetStackAndJump(procedures.get(a), line.b()));
            default -> throw new IllegalArgumentException(line.toString());
        };
    }

    private static SleepState state(int doze) {
        return SleepState.valueOf(Doze.numbered(doze).name());
    }
}
