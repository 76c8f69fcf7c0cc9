// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.Line.Ref;
import org.wakeproof.oracle.RandomSystem.Feature;

/**
 * Random litmus tests: CPUs, and what interrupts them, store to two or three places and look at them, and keep what they
 * have seen; the ends tell in which orders they can have met.
 */
final class Litmus {
    /** A kind of place. */
    private enum Place {
        WORD,
        OTHER_WORD,
        GUARDED,
        WRITTEN_UNDER,
        PUBLISHED,
        OWN,
        TRIED,
        TIME
    }

    private static final int GUARD = 0;
    private static final int SECOND = 1;
    private static final int TRIED = 2;
    private static final Ref DEADLINE = new Ref(0, false);

    private final RandomSystem system;
    private final List<Place> places = new ArrayList<>();

    Litmus(RandomSystem system) {
        this.system = system;
        List<Place> all = new ArrayList<>(List.of(Place.values()));
        if (system.times.isEmpty()) {
            all.remove(Place.TIME);
        }
        for (int i = 0; i < 2 + system.random.nextInt(2); i++) {
            places.add(system.any(all));
        }
    }

    /** A CPU's; seldom all of it under one more lock, or with that lock taken for a moment, and given back. */
    List<Line> body() {
        List<Line> lines = accesses();
        List<Line> second = List.of(Line.of(Op.LOCK, SECOND), Line.of(Op.UNLOCK, SECOND));
        switch (system.random.nextInt(8)) {
            case 0 -> {
                lines.add(0, second.get(0));
                lines.add(second.get(1));
            }
            case 1 -> lines.addAll(1 + system.random.nextInt(lines.size()), second);
            default -> {}
        }
        return lines;
    }

    private List<Line> accesses() {
        List<Line> lines = new ArrayList<>();
        boolean locked = false;
        int accesses = 2 + system.random.nextInt(3);
        for (int i = 0; i < accesses; i++) {
            Place place = system.any(places);
            boolean stores = system.chance(2);
            boolean needsLock = place == Place.GUARDED || place == Place.WRITTEN_UNDER && stores;
            if (locked && !needsLock && system.chance(2)) {
                lines.add(Line.of(Op.UNLOCK, GUARD));
                locked = false;
            } else if (!locked && needsLock) {
                lines.add(Line.of(Op.LOCK, GUARD));
                locked = true;
            }
            lines.addAll(stores ? store(place) : load(place, lines.isEmpty()));
            if (!locked && system.vectors > 0 && system.chance(3)) {
                lines.add(interrupts());
            }
        }
        if (locked) {
            lines.add(Line.of(Op.UNLOCK, GUARD));
        }
        return lines;
    }

    /** A handler's: seldom with a lock. */
    List<Line> handler() {
        List<Line> lines = new ArrayList<>();
        if (system.chance(6)) {
            lines.addAll(List.of(Line.of(Op.LOCK, SECOND), Line.of(Op.UNLOCK, SECOND)));
        }
        for (int i = 0; i < system.random.nextInt(3); i++) {
            Place place = system.any(places);
            boolean safe = place != Place.GUARDED && place != Place.TRIED;
            boolean stores = place != Place.WRITTEN_UNDER && system.chance(2);
            lines.addAll(!safe ? List.of() : stores ? store(place) : load(place, false));
        }
        return lines;
    }

    private Line interrupts() {
        return switch (system.random.nextInt(4)) {
            case 0 -> Line.of(Op.CLI);
            case 1 -> Line.of(Op.STI);
            default -> Line.of(Op.IPI, 1 + system.random.nextInt((1 << system.cpus) - 1), 0);
        };
    }

    private Ref word(Place place) {
        return switch (place) {
            case WORD -> system.open.get(0);
            case OTHER_WORD -> system.open.get(1);
            case GUARDED -> system.guarded.get(0);
            case WRITTEN_UNDER -> system.guarded.get(1);
            case PUBLISHED -> new Ref(system.published, true);
            case OWN -> new Ref(system.owned, true);
            default -> throw new IllegalArgumentException(place.toString());
        };
    }

    private List<Line> store(Place place) {
        return switch (place) {
            case TRIED ->
                List.of(Line.of(Op.LOCK, TRIED), Line.on(Op.STORE, system.open.get(0), 1), Line.of(Op.UNLOCK, TRIED));
            case TIME -> List.of(Line.on(Op.SET_TIME, DEADLINE, 0, 1));
            case WORD, OTHER_WORD ->
                List.of(
                        system.chance(4)
                                ? Line.on(Op.SET_BIT, word(place), 0)
                                : Line.on(Op.STORE, word(place), system.chance(4) ? 0 : 1));
            default -> List.of(Line.on(Op.STORE, word(place), 1));
        };
    }

    private List<Line> load(Place place, boolean first) {
        Line keeps = Line.on(Op.STORE_RESULT, new Ref(system.registers + (first ? 0 : system.cpus), true));
        return switch (place) {
            case TRIED -> List.of(Line.of(Op.TRY_LOCK, TRIED).skipping(2, 0), keeps, Line.of(Op.UNLOCK, TRIED));
            case TIME -> List.of(Line.on(Op.IS_ZERO, DEADLINE), keeps);
            case PUBLISHED -> {
                Ref any = new Ref(system.published + system.random.nextInt(system.cpus), false);
                yield List.of(Line.on(Op.LOAD, any), keeps);
            }
            default -> List.of(Line.on(Op.LOAD, word(place)), keeps);
        };
    }

    /** What such a system is about. */
    static List<Feature> features(RandomSystem system) {
        List<Feature> features = new ArrayList<>(List.of(Feature.OWNED, Feature.LOCKS));
        if (system.chance(2)) {
            features.add(Feature.INTERRUPTS);
        }
        if (system.chance(5)) {
            features.add(system.chance(2) ? Feature.TIME : Feature.TSO);
        }
        return features;
    }
}
