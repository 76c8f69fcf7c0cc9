// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayList;
import java.util.List;

/** What a handler is made of. Each is an object of its own, as mutations and lines are told by which it is. */
abstract class Statement {
    /** Blocks inside, which mutations change. */
    List<List<Statement>> blocks() {
        return List.of();
    }

    /** Another one that is equal, with blocks of its own. */
    abstract Statement copy();

    static List<Statement> copy(List<Statement> block) {
        return new ArrayList<>(block.stream().map(Statement::copy).toList());
    }

    /** A call; {@code number} is that of a softirq or of a variable of flags. */
    static final class Do extends Statement {
        final Op op;
        final int number;

        Do(Op op, int number) {
            this.op = op;
            this.number = number;
        }

        @Override
        Statement copy() {
            return new Do(op, number);
        }
    }

    /** {@code stay = condition}. */
    static final class Keep extends Statement {
        final Condition condition;

        Keep(Condition condition) {
            this.condition = condition;
        }

        @Override
        Statement copy() {
            return new Keep(condition);
        }
    }

    /** {@code if}, with an {@code else} unless that is empty; {@code asSwitch} writes it in that form. */
    static final class If extends Statement {
        final Condition condition;
        final List<Statement> then;
        final List<Statement> otherwise;
        final boolean asSwitch;

        If(Condition condition, List<Statement> then, List<Statement> otherwise, boolean asSwitch) {
            this.condition = condition;
            this.then = new ArrayList<>(then);
            this.otherwise = new ArrayList<>(otherwise);
            this.asSwitch = asSwitch;
        }

        @Override
        List<List<Statement>> blocks() {
            return List.of(then, otherwise);
        }

        @Override
        Statement copy() {
            return new If(condition, copy(then), copy(otherwise), asSwitch);
        }
    }

    /** {@code while}, {@code do}, {@code for (;;)}, or {@code for} so many times. */
    static final class Loop extends Statement {
        enum Form {
            WHILE,
            DO,
            FOR_EVER,
            TIMES
        }

        final Form form;
        final Condition condition;
        final int times;
        final List<Statement> body;

        Loop(Form form, Condition condition, int times, List<Statement> body) {
            this.form = form;
            this.condition = condition;
            this.times = times;
            this.body = new ArrayList<>(body);
        }

        @Override
        List<List<Statement>> blocks() {
            return List.of(body);
        }

        @Override
        Statement copy() {
            return new Loop(form, condition, times, copy(body));
        }
    }

    /** {@code return}, {@code break}, {@code continue}, or {@code goto} the label of the function. */
    static final class Leave extends Statement {
        enum Where {
            RETURN,
            BREAK,
            CONTINUE,
            OUT,
            AGAIN
        }

        final Where where;

        Leave(Where where) {
            this.where = where;
        }

        @Override
        Statement copy() {
            return new Leave(where);
        }
    }

    /** The label {@code out} or {@code again}, at the top of a function. */
    static final class Label extends Statement {
        final Leave.Where where;

        Label(Leave.Where where) {
            this.where = where;
        }

        @Override
        Statement copy() {
            return new Label(where);
        }
    }

    /** A call of one of the helpers. */
    static final class Call extends Statement {
        final int helper;

        Call(int helper) {
            this.helper = helper;
        }

        @Override
        Statement copy() {
            return new Call(helper);
        }
    }
}
