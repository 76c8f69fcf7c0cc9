// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;

/**
 * Fields that lie in the same place.
 *
 * @param fields all of them, by their names
 * @param numbers of those that are known to be numbers, as all others of their union, the types of these
 */
public record Unions(Set<String> fields, Map<String, Map<String, CType>> numbers) {
    static Unions of(CFile file) {
        Map<String, Map<String, CType>> numbers = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Map<String, CVariable> union : file.unions()) {
            Map<String, CType> types = new HashMap<>();
            union.forEach((name, field) -> type(field, file).ifPresent(type -> types.put(name, type)));
            Map<String, CType> all = types.size() == union.size() ? types : Map.of();
            for (String name : union.keySet()) {
                Map<String, CType> before = numbers.put(name, all);
                if (before != null && !before.equals(all)) {
                    several.add(name);
                }
            }
        }
        numbers.keySet().removeAll(several);
        return new Unions(file.unionFields(), Map.copyOf(numbers));
    }

    private static Optional<CType> type(CVariable field, CFile file) {
        CVariable typed = file.typed(field);
        return Optional.of(file.resolved(typed.type()))
                .filter(type -> typed.isPlain() && !type.contains(":"))
                .flatMap(CType::named)
                .filter(type -> !type.isTruth());
    }

    /** What the other fields hold, by their places, where a number is stored to one that is no narrower: its lowest bytes come first. */
    public Map<String, Value> others(String place, Value value) {
        int dot = place.lastIndexOf('.');
        Map<String, CType> union = numbers.getOrDefault(place.substring(dot + 1), Map.of());
        if (dot < 0 || !value.isNumber() || union.isEmpty()) {
            return Map.of();
        }
        String field = place.substring(dot + 1);
        Map<String, Value> others = new HashMap<>();
        union.forEach((name, type) -> {
            if (!name.equals(field) && type.bits() <= union.get(field).bits()) {
                others.put(place.substring(0, dot + 1) + name, value.in(type));
            }
        });
        return others;
    }
}
