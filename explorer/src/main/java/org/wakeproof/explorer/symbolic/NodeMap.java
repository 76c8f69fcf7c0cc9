// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.stream.IntStream;

/** Nodes by number, all of which are kept. */
final class NodeMap implements Diagrams.Roots {
    private int[] keys = new int[8];
    private int[] nodes = new int[8];
    private int size;

    /** The node of a number; empty where none has been put. */
    int get(int key) {
        return nodes[slot(key)];
    }

    /** Gives a number another node, which is not empty. */
    void put(int key, int node) {
        int slot = slot(key);
        if (nodes[slot] == Diagrams.EMPTY) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        nodes[slot] = node;
    }

    private int slot(int key) {
        int slot = key * 0x9E3779B1 >>> 7 & keys.length - 1;
        while (nodes[slot] != Diagrams.EMPTY && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldNodes = nodes;
        keys = new int[2 * oldKeys.length];
        nodes = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNodes[i] != Diagrams.EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                nodes[slot] = oldNodes[i];
            }
        }
    }

    /** The list of all numbers with their nodes below. */
    int list(Diagrams diagrams) {
        int[] sorted = IntStream.range(0, keys.length)
                .filter(slot -> nodes[slot] != Diagrams.EMPTY)
                .map(slot -> keys[slot])
                .sorted()
                .toArray();
        int list = Diagrams.EMPTY;
        for (int at = sorted.length - 1; at >= 0; at--) {
            list = diagrams.make(sorted[at], get(sorted[at]), list);
        }
        return list;
    }

    @Override
    public void mark(Diagrams diagrams) {
        for (int node : nodes) {
            diagrams.keep(node);
        }
    }
}
