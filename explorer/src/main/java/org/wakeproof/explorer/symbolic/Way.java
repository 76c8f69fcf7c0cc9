// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way down the levels that keeps those that somebody reads and drops the others. */
abstract class Way {
    /** What becomes of a level. */
    enum Kind {
        /** It is dropped. */
        SKIP,
        /** It is kept. */
        READ,
        /** All that is read has been kept. */
        END
    }

    final Kind kind;
    /** Its own among the ways of one table. */
    final int id;

    private Way(Kind kind, int id) {
        this.kind = kind;
        this.id = id;
    }

    /** How it goes on below a value of the level; null if vectors with that value are dropped. */
    abstract @Nullable Way next(int value);

    /** The same way for all values. */
    private static final class Plain extends Way {
        private final Way next;

        Plain(Kind kind, Way next, int id) {
            super(kind, id);
            this.next = next;
        }

        @Override
        Way next(int value) {
            return next;
        }
    }

    /** The level with a group's key: there the way ends for values for which the group does not answer. */
    private static final class Keyed extends Way {
        private final Group group;
        private final int level;
        private final Way rest;

        Keyed(Group group, int level, Way rest, int id) {
            super(Kind.READ, id);
            this.group = group;
            this.level = level;
            this.rest = rest;
        }

        @Override
        Way next(int value) {
            return group.answers(level, value) ? rest : null;
        }
    }

    /** Ways, of which those that drop and keep the same are the same. */
    static final class Table {
        private record Key(Kind kind, Way next) {}

        private final Levels levels;
        private final Map<Key, Way> plain = new HashMap<>();
        private final Way end;
        private int ids;

        Table(Levels levels) {
            this.levels = levels;
            this.end = new Plain(Kind.END, null, nextId());
        }

        private int nextId() {
            if (++ids == 1 << 28) {
                throw new IllegalStateException("groups have changed too often");
            }
            return ids;
        }

        /** To all that a group reads from a level on, as far as it answers now; null where it answers for nothing. */
        @Nullable
        Way of(Group group, int level) {
            int keyLevel = group.keyLevel();
            if (keyLevel < level) {
                return group.answers() ? of(group.touch(), level) : null;
            }
            Way way = new Keyed(group, keyLevel, of(group.touch(), keyLevel + 1), nextId());
            return above(way, group.touch(), level, keyLevel);
        }

        /** To all levels that are read from a level on. */
        Way of(Touch touch, int from) {
            return above(end, touch, from, levels.count());
        }

        /** To a single level from another one on. */
        Way to(int level, int from) {
            Way way = plain(Kind.READ, end);
            for (int above = level - 1; above >= from; above--) {
                way = plain(Kind.SKIP, way);
            }
            return way;
        }

        private Way plain(Kind kind, Way next) {
            return plain.computeIfAbsent(new Key(kind, next), key -> new Plain(kind, next, nextId()));
        }

        private Way above(Way below, Touch touch, int from, int to) {
            Way way = below;
            for (int level = to - 1; level >= from; level--) {
                boolean isRead = touch.reads().get(level);
                if (isRead || way != end) {
                    way = plain(isRead ? Kind.READ : Kind.SKIP, way);
                }
            }
            return way;
        }
    }
}
