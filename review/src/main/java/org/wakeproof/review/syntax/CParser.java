// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/** Parses C with tree-sitter, which goes on after errors. */
final class CParser {
    private static final int MAX_DEPTH = 250;
    private static final long MAX_MICROSECONDS = 10_000_000;

    private final String text;

    private CParser(String text) {
        this.text = text;
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
            throw new IllegalArgumentException("the parser gave up after 10 seconds");
        }
        return new CParser(text).convert(new TSTreeCursor(tree.getRootNode()), 0);
    }

    /** A cursor finds the next child at once; a node would count its children each time. */
    private Node convert(TSTreeCursor cursor, int depth) {
        TSNode node = cursor.currentNode();
        String field = cursor.currentFieldName();
        boolean isTooDeep = depth > MAX_DEPTH;
        List<Node> children = new ArrayList<>();
        if (!isTooDeep && cursor.gotoFirstChild()) {
            do {
                if (!cursor.currentNode().getType().equals("comment")) {
                    children.add(convert(cursor, depth + 1));
                }
            } while (cursor.gotoNextSibling());
            cursor.gotoParent();
        }
        int end = Math.min(node.getEndByte(), text.length());
        return new Node(
                isTooDeep ? Node.TOO_DEEP : node.getType(),
                field,
                text.substring(Math.min(node.getStartByte(), end), end),
                node.getStartPoint().getRow() + 1,
                node.isNamed(),
                node.isMissing(),
                List.copyOf(children));
    }
}
