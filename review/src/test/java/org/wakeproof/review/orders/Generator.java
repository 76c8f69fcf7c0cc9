// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wakeproof.review.orders.Condition.Both;
import org.wakeproof.review.orders.Condition.Haltable;
import org.wakeproof.review.orders.Condition.InterruptsOn;
import org.wakeproof.review.orders.Condition.Kept;
import org.wakeproof.review.orders.Condition.Look;
import org.wakeproof.review.orders.Condition.Not;
import org.wakeproof.review.orders.Condition.Shared;
import org.wakeproof.review.orders.Condition.Test;
import org.wakeproof.review.orders.Statement.Call;
import org.wakeproof.review.orders.Statement.Do;
import org.wakeproof.review.orders.Statement.If;
import org.wakeproof.review.orders.Statement.Keep;
import org.wakeproof.review.orders.Statement.Label;
import org.wakeproof.review.orders.Statement.Leave;
import org.wakeproof.review.orders.Statement.Leave.Where;
import org.wakeproof.review.orders.Statement.Loop;

/** Makes handlers: right ones in many forms, and ones of anything. */
final class Generator {
    private static final List<Op> NEUTRAL = List.of(Op.NOP, Op.RELAX, Op.BARRIER, Op.MB, Op.LOCK_AND_UNLOCK);
    private static final List<Op> ANY = List.of(
            Op.CLI,
            Op.STI,
            Op.ASM_CLI,
            Op.ASM_STI,
            Op.SAVE,
            Op.RESTORE,
            Op.SAFE_HALT,
            Op.STI_HLT,
            Op.CLI_STI_HLT,
            Op.STI_STI_HLT,
            Op.STI_NOP_HLT,
            Op.CLI_HLT,
            Op.HALT,
            Op.HLT,
            Op.MONITOR,
            Op.MONITOR_OF_0,
            Op.MWAIT,
            Op.MWAIT_WITHOUT_BREAK,
            Op.RAISE,
            Op.RAISE_ON_ITSELF,
            Op.MWAIT_DEEP,
            Op.STI_MWAIT,
            Op.DEFAULT_IDLE,
            Op.TIMER_OFF,
            Op.TIMER_ON,
            Op.PROCESS_TIMERS,
            Op.PROCESS_SOFTIRQS,
            Op.DO_SOFTIRQ,
            Op.SUSPEND,
            Op.RESUME,
            Op.NOP,
            Op.RELAX,
            Op.BARRIER,
            Op.MB,
            Op.CLI,
            Op.STI,
            Op.SAFE_HALT);

    private final RandomGenerator random;
    private Handler.Around around;
    private List<List<Statement>> helpers;
    private boolean savesFlags;
    private boolean suspends;

    Generator(RandomGenerator random) {
        this.random = random;
    }

    /** The handler of this number. */
    static Handler handler(long seed) {
        RandomGenerator random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
        Generator generator = new Generator(random);
        if (random.nextInt(4) == 0) {
            return generator.wild();
        }
        Handler handler = generator.right();
        Change change = new Change(random, generator);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            handler = change.of(handler).handler();
        }
        return handler;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Do does(Op op) {
        return new Do(op, 0);
    }

    /** One that is right, unless its parts do not go together: the oracle knows. */
    Handler right() {
        around = one(List.of(
                Handler.Around.PLAIN,
                Handler.Around.PLAIN,
                Handler.Around.PLAIN,
                Handler.Around.RCU,
                Handler.Around.FLAGS,
                Handler.Around.IN_MWAIT));
        helpers = new ArrayList<>();
        savesFlags = oneIn(4);
        suspends = !around.hasRcu() && oneIn(6);
        List<Statement> body = new ArrayList<>();
        before(body);
        body.addAll(core());
        body.addAll(after());
        noise(body);
        if (oneIn(5)) {
            inHelper(body);
        }
        return new Handler(around, helpers, body);
    }

    private void before(List<Statement> body) {
        if (suspends) {
            body.add(does(Op.SUSPEND));
        }
        if (around.hasRcu()) {
            body.add(does(Op.RCU_ENTER));
        }
        if (oneIn(4)) {
            body.add(does(one(List.of(Op.PROCESS_TIMERS, Op.PROCESS_SOFTIRQS))));
        }
    }

    private List<Statement> after() {
        List<Statement> after = new ArrayList<>();
        if (suspends) {
            after.add(does(Op.RESUME));
        }
        if (around.hasRcu()) {
            after.add(does(Op.RCU_EXIT));
        }
        return after;
    }

    private Statement disables() {
        return savesFlags ? does(Op.SAVE) : does(one(List.of(Op.CLI, Op.CLI, Op.ASM_CLI)));
    }

    private Statement enables() {
        return savesFlags && oneIn(2) ? does(Op.RESTORE) : does(one(List.of(Op.STI, Op.STI, Op.ASM_STI)));
    }

    /** Whether it must stay awake. */
    private Condition busy() {
        Condition busy = around.hasRcu() || oneIn(3) ? new Not(new Haltable()) : look(Test.ANY, false);
        return switch (random.nextInt(6)) {
            case 0 -> new Both(false, busy, shared());
            case 1 -> new Both(false, shared(), busy);
            case 2 -> new Both(false, busy, look(one(List.of(Test.values())), oneIn(3)));
            default -> busy;
        };
    }

    private Condition look(Test test, boolean isOfCpu0) {
        return new Look(test, isOfCpu0, oneIn(2) ? 0 : random.nextInt(Look.MANY));
    }

    private Condition shared() {
        return oneIn(2) ? new Shared(oneIn(2)) : new Not(new Shared(oneIn(2)));
    }

    private List<Statement> core() {
        List<Statement> leave = new ArrayList<>(List.of(enables()));
        leave.addAll(after());
        leave.add(new Leave(Where.RETURN));
        List<Statement> core = new ArrayList<>();
        switch (random.nextInt(9)) {
            case 0 -> core.addAll(List.of(disables(), new If(busy(), List.of(enables()), sleep(), oneIn(4))));
            case 1 -> core.addAll(List.of(disables(), new If(new Not(busy()), sleep(), List.of(enables()), oneIn(4))));
            case 2 -> {
                core.addAll(List.of(disables(), new If(busy(), List.of(new Leave(Where.OUT)), List.of(), false)));
                core.addAll(sleep());
                core.addAll(List.of(new Label(Where.OUT), enables()));
            }
            case 3 -> {
                List<Statement> body = new ArrayList<>(sleep());
                body.add(disables());
                core.addAll(List.of(disables(), new Loop(Loop.Form.WHILE, new Not(busy()), 0, body), enables()));
            }
            case 4 -> {
                List<Statement> body = new ArrayList<>(
                        List.of(disables(), new If(busy(), List.of(new Leave(Where.BREAK)), List.of(), false)));
                body.addAll(sleep());
                core.addAll(List.of(
                        oneIn(2)
                                ? new Loop(Loop.Form.FOR_EVER, null, 0, body)
                                : new Loop(Loop.Form.TIMES, null, 1 + random.nextInt(3), body),
                        enables()));
            }
            case 5 -> {
                core.addAll(List.of(disables(), new Keep(busy()), new If(new Kept(), leave, List.of(), oneIn(4))));
                core.addAll(sleep());
            }
            case 6 -> {
                core.addAll(List.of(new Label(Where.AGAIN), disables(), new If(busy(), leave, List.of(), false)));
                core.addAll(sleep());
                core.add(new If(shared(), List.of(new Leave(Where.AGAIN)), List.of(), false));
            }
            default -> {
                core.addAll(List.of(disables(), new If(busy(), leave, List.of(), oneIn(4))));
                core.addAll(sleep());
            }
        }
        return core;
    }

    /** With interrupts off before, and on behind it. */
    private List<Statement> sleep() {
        boolean promises = around == Handler.Around.FLAGS || around == Handler.Around.IN_MWAIT;
        if (promises && !oneIn(4)) {
            return inMwait();
        }
        if (!promises && oneIn(6)) {
            return List.of(does(Op.TIMER_OFF), does(Op.MWAIT_DEEP), enables(), does(Op.TIMER_ON));
        }
        return switch (random.nextInt(8)) {
            case 6 -> List.of(does(Op.STI_MWAIT));
            case 7 -> around.hasRcu() ? List.of(does(Op.SAFE_HALT)) : List.of(does(Op.DEFAULT_IDLE));
            case 0 -> List.of(does(Op.STI_HLT));
            case 1 -> List.of(does(Op.MWAIT), enables());
            case 2 -> List.of(does(Op.MONITOR), does(Op.MWAIT), enables());
            case 3 -> List.of(new If(shared(), List.of(does(Op.SAFE_HALT)), List.of(does(Op.CLI_STI_HLT)), oneIn(4)));
            default -> List.of(does(Op.SAFE_HALT));
        };
    }

    private List<Statement> inMwait() {
        List<Statement> prepared = new ArrayList<>(List.of(does(Op.PROMISE), does(Op.MONITOR)));
        Statement look = new If(new Not(look(Test.ANY, false)), List.of(does(Op.MWAIT)), List.of(), false);
        prepared.addAll(List.of(look, does(Op.TAKE_BACK), enables()));
        return prepared;
    }

    private void noise(List<Statement> body) {
        List<List<Statement>> blocks = new Handler(around, List.of(), body).blocks();
        for (int more = random.nextInt(3); more > 0; more--) {
            List<Statement> block = one(blocks);
            Statement some = does(one(NEUTRAL));
            block.add(
                    random.nextInt(block.size() + 1),
                    oneIn(3) ? new If(shared(), List.of(some), List.of(), false) : some);
        }
    }

    /** Moves some of a block into a function, unless something leaves from there. */
    private void inHelper(List<Statement> body) {
        List<Statement> block = one(new Handler(around, List.of(), body).blocks());
        if (block.isEmpty()) {
            return;
        }
        int from = random.nextInt(block.size());
        int to = Math.min(block.size(), from + 1 + random.nextInt(2));
        List<Statement> moved = new ArrayList<>(block.subList(from, to));
        if (moved.stream().allMatch(this::isPlain)) {
            block.subList(from, to).clear();
            helpers.add(moved);
            block.add(from, new Call(helpers.size() - 1));
        }
    }

    private boolean isPlain(Statement statement) {
        boolean isLocal = statement instanceof Leave
                || statement instanceof Label
                || statement instanceof Keep
                || statement instanceof Call
                || statement instanceof If it && it.condition.text().contains("stay")
                || statement instanceof Do it && (it.op == Op.SAVE || it.op == Op.RESTORE);
        return !isLocal && statement.blocks().stream().flatMap(List::stream).allMatch(this::isPlain);
    }

    /** One of anything. */
    Handler wild() {
        around = oneIn(3) ? Handler.Around.FLAGS : Handler.Around.PLAIN;
        helpers = new ArrayList<>();
        if (oneIn(3)) {
            helpers.add(block(2, false));
        }
        List<Statement> body = block(3, false);
        if (oneIn(2)) {
            body.add(does(Op.STI));
        }
        return new Handler(around, helpers, body);
    }

    private List<Statement> block(int depth, boolean isInLoop) {
        List<Statement> block = new ArrayList<>();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            block.add(any(depth, isInLoop));
        }
        return block;
    }

    /** Any statement, for a mutation. */
    Statement any(int depth, boolean isInLoop) {
        if (depth > 0 && oneIn(3)) {
            return new If(
                    condition(),
                    block(depth - 1, isInLoop),
                    oneIn(2) ? block(depth - 1, isInLoop) : List.of(),
                    oneIn(6));
        }
        if (depth > 1 && oneIn(8)) {
            return new Loop(
                    one(List.of(Loop.Form.values())), condition(), 1 + random.nextInt(3), block(depth - 1, true));
        }
        if (oneIn(10)) {
            return new Leave(isInLoop ? one(List.of(Where.RETURN, Where.BREAK, Where.CONTINUE)) : Where.RETURN);
        }
        if (oneIn(14)) {
            return new Keep(condition());
        }
        if (around == Handler.Around.FLAGS && oneIn(6)) {
            return does(one(List.of(Op.PROMISE, Op.TAKE_BACK, Op.MONITOR)));
        }
        return new Do(one(ANY), random.nextInt(2));
    }

    /** Any condition. */
    Condition condition() {
        return switch (random.nextInt(13)) {
            case 12 -> new Condition.Online();
            case 0 -> new Haltable();
            case 1 -> new Not(new Haltable());
            case 2 -> shared();
            case 3 -> new Kept();
            case 4 -> new InterruptsOn();
            case 5 -> new Both(oneIn(2), condition(), condition());
            case 6 -> look(one(List.of(Test.values())), oneIn(2));
            case 7, 8 -> look(Test.NONE, false);
            default -> look(Test.ANY, false);
        };
    }
}
