// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterC;

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
        TSParser parser = new TSParser();
        parser.setLanguage(new TreeSitterC());
        parser.setTimeoutMicros(MAX_MICROSECONDS);
        TSTree tree = parser.parseString(null, text);
        if (tree == null) {
            throw new IllegalArgumentException("the parser gave up after 10 seconds");
        }
        return new CParser(text).convert(tree.getRootNode(), null, 0);
    }

    private Node convert(TSNode node, String field, int depth) {
        List<Node> children = new ArrayList<>();
        boolean tooDeep = depth > MAX_DEPTH;
        for (int i = 0; !tooDeep && i < node.getChildCount(); i++) {
            TSNode child = node.getChild(i);
            if (!child.getType().equals("comment")) {
                children.add(convert(child, node.getFieldNameForChild(i), depth + 1));
            }
        }
        return new Node(
                tooDeep ? Node.TOO_DEEP : node.getType(),
                field,
                text.substring(
                        Math.min(node.getStartByte(), text.length()), Math.min(node.getEndByte(), text.length())),
                node.getStartPoint().getRow() + 1,
                node.isNamed(),
                node.isMissing(),
                List.copyOf(children));
    }
}
