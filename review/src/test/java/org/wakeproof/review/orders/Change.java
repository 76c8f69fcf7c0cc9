// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes one thing in a handler. */
final class Change {
    private final RandomGenerator random;
    private final Generator generator;

    Change(RandomGenerator random, Generator generator) {
        this.random = random;
        this.generator = generator;
    }

    /** Another handler, and in it the statement that was changed, or the one behind what is missing. */
    record Changed(Handler handler, Statement where, String what) {}

    Changed of(Handler original) {
        Handler handler = original.copy();
        List<List<Statement>> blocks = new ArrayList<>(handler.blocks());
        blocks.removeIf(List::isEmpty);
        if (blocks.isEmpty()) {
            return new Changed(handler, null, "nothing");
        }
        List<Statement> block = blocks.get(random.nextInt(blocks.size()));
        int at = random.nextInt(block.size());
        Statement it = block.get(at);
        if (it instanceof Statement.Label) {
            return new Changed(handler, it, "nothing");
        }
        return switch (random.nextInt(6)) {
            case 0 -> {
                block.remove(at);
                yield new Changed(
                        handler, block.isEmpty() ? null : block.get(Math.min(at, block.size() - 1)), "missing");
            }
            case 1 -> {
                if (at + 1 < block.size()) {
                    block.remove(at);
                    block.add(at + 1, it);
                }
                yield new Changed(handler, it, "moved down");
            }
            case 2 -> {
                block.remove(at);
                List<Statement> other = blocks.get(random.nextInt(blocks.size()));
                if (contains(it, other)
                        || it instanceof Statement.Leave
                        || it instanceof Statement.Call
                        || leaves(it)) {
                    block.add(at, it);
                } else {
                    other.add(random.nextInt(other.size() + 1), it);
                }
                yield new Changed(handler, it, "moved");
            }
            case 3 -> {
                Statement other = generator.any(0, false);
                block.set(at, other);
                yield new Changed(handler, other, "replaced");
            }
            case 4 -> {
                if (it instanceof Statement.If old) {
                    Condition condition =
                            random.nextBoolean() ? new Condition.Not(old.condition) : generator.condition();
                    it = new Statement.If(condition, old.then, old.otherwise, old.asSwitch);
                    block.set(at, it);
                }
                yield new Changed(handler, it, "decides otherwise");
            }
            default -> {
                Statement more = generator.any(0, false);
                block.add(at, more);
                yield new Changed(handler, more, "added");
            }
        };
    }

    private static boolean contains(Statement it, List<Statement> block) {
        return it.blocks().stream()
                .anyMatch(inner -> inner == block || inner.stream().anyMatch(each -> contains(each, block)));
    }

    private static boolean leaves(Statement it) {
        return it instanceof Statement.Leave
                || it.blocks().stream().flatMap(List::stream).anyMatch(Change::leaves);
    }
}
