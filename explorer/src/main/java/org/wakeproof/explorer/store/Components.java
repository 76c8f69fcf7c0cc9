// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Strongly connected components of one part of a graph after another, by Tarjan. Each takes time in proportion to its
 * part, and not to the graph: a graph can fall apart into very many.
 */
public final class Components {
    /** After so many states somebody looks whether to go on. */
    private static final int PORTION = 1 << 12;

    private static final int UNSEEN = 0;
    /** In place of the least order that a state leads back to: it is in a component that is complete. */
    private static final int COMPLETE = Integer.MAX_VALUE;

    private final int[][] targets;
    private final Runnable watch;
    /** By state, the last part that it was chosen with. */
    private final int[] chosen;

    private final int[] order;
    private final int[] low;
    private final int[] edge;
    private int part;

    /**
     * The components of a graph.
     *
     * @param targets by state, where its edges lead to
     * @param watch called again and again; what it throws ends what is being done
     */
    public Components(int[][] targets, Runnable watch) {
        this.targets = targets;
        this.watch = watch;
        this.chosen = new int[targets.length];
        this.order = new int[targets.length];
        this.low = new int[targets.length];
        this.edge = new int[targets.length];
    }

    /** Makes these states the part that is looked at. */
    public void choose(int[] states) {
        part++;
        for (int state : states) {
            chosen[state] = part;
        }
    }

    /** Whether a state lies in the part that is looked at. */
    public boolean isChosen(int state) {
        return chosen[state] == part;
    }

    /** The components of these states with the edges between them; they are then the part that is looked at. */
    public List<int[]> of(int[] states) {
        choose(states);
        for (int state : states) {
            order[state] = UNSEEN;
            edge[state] = 0;
        }
        List<int[]> found = new ArrayList<>();
        IntStack stack = new IntStack();
        IntStack path = new IntStack();
        int clock = 0;
        for (int root : states) {
            if (order[root] == UNSEEN) {
                path.push(root);
            }
            while (path.size() > 0) {
                int state = path.peek();
                if (order[state] == UNSEEN) {
                    if (clock % PORTION == 0) {
                        watch.run();
                    }
                    order[state] = low[state] = ++clock;
                    stack.push(state);
                }
                if (edge[state] < targets[state].length) {
                    int next = targets[state][edge[state]++];
                    if (isChosen(next) && order[next] == UNSEEN) {
                        path.push(next);
                    } else if (isChosen(next) && low[next] != COMPLETE) {
                        low[state] = Math.min(low[state], order[next]);
                    }
                    continue;
                }
                path.pop();
                if (path.size() > 0) {
                    low[path.peek()] = Math.min(low[path.peek()], low[state]);
                }
                if (low[state] == order[state]) {
                    found.add(complete(state, stack));
                }
            }
        }
        return found;
    }

    private int[] complete(int root, IntStack stack) {
        int start = stack.size();
        do {
            start--;
            low[stack.get(start)] = COMPLETE;
        } while (stack.get(start) != root);
        int[] component = stack.copy(start, stack.size());
        stack.truncate(start);
        return component;
    }
}
