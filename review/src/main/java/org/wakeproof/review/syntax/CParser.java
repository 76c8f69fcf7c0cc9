// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/** Parses C with tree-sitter, which goes on after errors. */
final class CParser {
    private static final int MAX_DEPTH = 250;
    private static final long MAX_MICROSECONDS = 10_000_000;

    /** Types and fields by their numbers: asking the parser's native code for a name is slow. */
    private static final Map<Integer, String> TYPES = new ConcurrentHashMap<>();

    private static final Map<Integer, Boolean> NAMED = new ConcurrentHashMap<>();
    private static final Map<Integer, String> FIELDS = new ConcurrentHashMap<>();

    private final String text;
    /** Where each line begins. */
    private final int[] lines;

    private CParser(String text) {
        this.text = text;
        this.lines = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(at -> text.charAt(at) == '\n')
                                .map(at -> at + 1))
                .toArray();
    }

    /**
     * Parses a file.
     *
     * @param text in ASCII, so that bytes are characters
     * @throws IllegalArgumentException if the parser gives up
     */
    static Node parse(String text) {
        TSParser parser = NativeCode.parser();
        parser.setTimeoutMicros(MAX_MICROSECONDS);
        TSTree tree = parser.parseString(null, text);
        if (tree == null) {
            NativeCode.forget();
            throw new IllegalArgumentException("the parser gave up after 10 seconds");
        }
        TSTreeCursor cursor = new TSTreeCursor(tree.getRootNode());
        return new CParser(text).convert(cursor, cursor.currentNode(), 0);
    }

    /** A cursor finds the next child at once; a node would count its children each time. */
    private Node convert(TSTreeCursor cursor, TSNode node, int depth) {
        int field = cursor.currentFieldId();
        int symbol = node.getSymbol();
        boolean isTooDeep = depth > MAX_DEPTH;
        List<Node> children = new ArrayList<>();
        if (!isTooDeep && cursor.gotoFirstChild()) {
            do {
                TSNode child = cursor.currentNode();
                if (!type(child, child.getSymbol()).equals("comment")) {
                    children.add(convert(cursor, child, depth + 1));
                }
            } while (cursor.gotoNextSibling());
            cursor.gotoParent();
        }
        int start = node.getStartByte();
        int end = Math.min(node.getEndByte(), text.length());
        int line = Arrays.binarySearch(lines, start);
        return new Node(
                isTooDeep ? Node.TOO_DEEP : type(node, symbol),
                field == 0 ? null : FIELDS.computeIfAbsent(field, key -> cursor.currentFieldName()),
                text.substring(Math.min(start, end), end),
                line < 0 ? -line - 1 : line + 1,
                NAMED.computeIfAbsent(symbol, key -> node.isNamed()),
                start == end && node.isMissing(),
                List.copyOf(children));
    }

    private static String type(TSNode node, int symbol) {
        return TYPES.computeIfAbsent(symbol, key -> node.getType());
    }
}
