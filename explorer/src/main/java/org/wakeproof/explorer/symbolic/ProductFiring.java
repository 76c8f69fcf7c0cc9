// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;

/** The parts of a {@link Joint} carried out at once. */
final class ProductFiring extends Firing implements Diagrams.Roots {
    private final Diagrams diagrams;
    private final Sets sets;
    private final Products products;
    private final Shape[] shapes;
    /** Of the first parts together. */
    private final Shape[] together;
    /** Of which parts, one after the other. */
    private final NodeMap relations = new NodeMap();

    private final NodeMap parts = new NodeMap();
    private final boolean isTopRead;

    ProductFiring(
            List<Group> groups,
            int levels,
            Shape.Table table,
            Way.Table ways,
            Diagrams diagrams,
            Sets sets,
            Products products) {
        super(groups, top(groups), table.of(touch(groups, groups.size()), top(groups), levels), ways);
        this.diagrams = diagrams;
        this.sets = sets;
        this.products = products;
        this.shapes = new Shape[groups.size()];
        this.together = new Shape[groups.size()];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = table.of(groups.get(i).touch(), top(), levels);
            together[i] = table.of(touch(groups, i + 1), top(), levels);
        }
        this.isTopRead = shape().kind != Shape.Kind.WRITE;
    }

    private static Touch touch(List<Group> groups, int count) {
        return groups.stream().limit(count).map(Group::touch).reduce(Touch.NOTHING, Touch::and);
    }

    private static int top(List<Group> groups) {
        return groups.stream().mapToInt(Group::top).min().orElseThrow();
    }

    @Override
    int relation(int value) {
        int key = isTopRead ? value : Group.ANY;
        int mark = diagrams.mark();
        int all = Diagrams.EMPTY;
        for (int i = 0; i < shapes.length; i++) {
            all = diagrams.make(i, diagrams.push(part(i, key)), diagrams.push(all));
        }
        if (all != parts.get(key)) {
            diagrams.push(all);
            int product = part(0, key);
            for (int i = 1; i < shapes.length; i++) {
                product = products.of(diagrams.push(product), together[i - 1], part(i, key), shapes[i]);
            }
            if (product != Diagrams.EMPTY) {
                relations.put(key, isTopRead ? diagrams.down(product) : product);
            }
            parts.put(key, all);
        }
        diagrams.pop(mark);
        return relations.get(key);
    }

    @Override
    int whole(Diagrams all) {
        return isTopRead ? relations.list(all) : relations.get(Group.ANY);
    }

    /** The relation of a part, as far as it concerns one value of the first level. */
    private int part(int i, int key) {
        int relation = groups().get(i).relation(Group.ANY);
        boolean isLower = groups().get(i).top() > top();
        if (key == Group.ANY || isLower || shapes[i].kind == Shape.Kind.WRITE) {
            return relation;
        }
        return diagrams.make(key, sets.below(relation, key), Diagrams.EMPTY);
    }

    @Override
    public void mark(Diagrams all) {
        relations.mark(all);
        parts.mark(all);
    }
}
