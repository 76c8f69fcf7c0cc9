// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.Node;

/** Makes expressions of searches for a bit in words: exact in a word, or in the words of an array, and unknown otherwise. */
final class BitSearchLowering {
    private static final int MOST_WORDS = 8;

    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;

    BitSearchLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
    }

    /** The number of the first bit that is set, or is not, from the third argument on if there is one; the size if there is none. */
    Expression search(Node node, BoundCall call, List<Node> arguments) {
        Optional<Path> words = arguments.size() < 2 ? Optional.empty() : paths.pointee(arguments.get(0));
        Expression size = arguments.size() < 2 ? new Unknown() : expressions.value(arguments.get(1));
        Expression from = arguments.size() < 3 ? null : expressions.value(arguments.get(2));
        Value known = Evaluation.of(size, Map.of());
        if (words.isEmpty() || !known.isNumber()) {
            arguments.stream().limit(1).forEach(expressions::effect);
            return new Unknown();
        }
        long bits = known.number();
        boolean isZero = call == BoundCall.FIND_ZERO_BIT;
        int width = width(words.get());
        if (bits >= 1 && bits <= width) {
            return first(masked(node, words.get(), isZero, bits, from), bits);
        }
        return from == null && isFirstElement(words.get()) && bits > 0 && bits <= (long) width * MOST_WORDS
                ? inArray(node, words.get(), isZero, (int) bits)
                : new Unknown();
    }

    private int width(Path word) {
        CType type = builder.declarations().typeOf(word);
        return type == null ? Long.SIZE : type.bits();
    }

    /** The lowest bit is 0 where there is none, and that leaves the size. */
    private static Expression first(Expression masked, long size) {
        Expression sum =
                new Binary("+", new Unary(Arithmetic.LOWEST_BIT, masked, CType.INT), number(size), CType.UNSIGNED_LONG);
        return new Binary("%", sum, number(size + 1), CType.UNSIGNED_LONG);
    }

    private Expression masked(Node node, Path word, boolean isZero, long size, Expression from) {
        Expression whole = new Convert(CType.UNSIGNED_LONG, paths.reads().read(node, word));
        Expression wanted = isZero ? new Unary("~", whole, CType.UNSIGNED_LONG) : whole;
        Expression masked = size == Long.SIZE ? wanted : and(wanted, number((1L << size) - 1));
        return from == null ? masked : and(masked, new Binary("<<", number(-1), from, CType.UNSIGNED_LONG));
    }

    private static Expression and(Expression left, Expression right) {
        return new Binary("&", left, right, CType.UNSIGNED_LONG);
    }

    private static Expression number(long number) {
        return new Constant(Value.of(number), CType.UNSIGNED_LONG);
    }

    private static boolean isFirstElement(Path path) {
        int last = path.steps().size() - 1;
        return last >= 0
                && path.steps().get(last) instanceof Step.Index index
                && index.index().equals(Expression.number(0));
    }

    /** Word after word, up to the first that has one. */
    private Expression inArray(Node node, Path first, boolean isZero, int bits) {
        Path result = builder.temporary(CType.UNSIGNED_LONG);
        Label end = new Label();
        Path array =
                new Path(first.root(), first.steps().subList(0, first.steps().size() - 1));
        int width = width(first);
        for (int at = 0; at * width < bits; at++) {
            Path word = array.then(new Step.Index(Expression.number(at)));
            long size = Math.min(width, bits - at * width);
            Expression masked = masked(node, word, isZero, size, null);
            Label found = new Label();
            Label next = new Label();
            builder.emit(new Instruction.Branch(
                    function.place(node), masked, node.excerpt() + " is below " + (at + 1) * width, found, next));
            builder.place(found);
            Expression bit = new Binary("+", first(masked, size), number((long) at * width), CType.UNSIGNED_LONG);
            builder.assign(function.place(node), result, bit);
            builder.jump(function.place(node), end);
            builder.place(next);
        }
        builder.assign(function.place(node), result, number(bits));
        builder.place(end);
        return result;
    }
}
