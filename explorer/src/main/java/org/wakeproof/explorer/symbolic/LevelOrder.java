// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Works out levels from what agents touch. A key, as the call stack of a CPU, stands for a site; what only agents of one
 * site touch lies with its key. The others lie between the sites, each nearer to those that touch it more.
 */
final class LevelOrder {
    private record Placed(int[] variables, double place) {}

    /** How far a key lies from what belongs to its site. */
    private static final double NEAR = 0.01;

    private final List<Integer> sites = new ArrayList<>();
    private final List<Behaviour> agents;
    private final double[] weight;
    private final double[] sum;
    private final BitSet[] visitors;
    /** By variable; whether an agent without a site touches it. */
    private final BitSet visited = new BitSet();

    LevelOrder(int variables, List<Behaviour> agents) {
        this.agents = agents;
        this.weight = new double[variables];
        this.sum = new double[variables];
        this.visitors = new BitSet[variables];
        for (int variable = 0; variable < variables; variable++) {
            visitors[variable] = new BitSet();
        }
        for (Behaviour behaviour : agents) {
            int key = behaviour.agent().key();
            if (key != Agent.NO_KEY && !sites.contains(key)) {
                sites.add(key);
            }
        }
        for (Behaviour behaviour : agents) {
            int site = sites.indexOf(behaviour.agent().key());
            behaviour.footprints().forEach(footprint -> look(footprint, site));
        }
    }

    private void look(Footprint footprint, int site) {
        footprint.all().stream().forEach(variable -> {
            if (site < 0) {
                visited.set(variable);
            } else {
                visitors[variable].set(site);
                weight[variable]++;
                sum[variable] += site;
            }
        });
    }

    /**
     * The levels of some variables, from the top.
     *
     * @param sample some states, to see which variables of a site change together
     */
    int[][] of(BitSet changing, List<int[]> sample) {
        double[] place = places();
        TreeMap<Integer, List<Integer>> own = new TreeMap<>();
        List<Placed> levels = new ArrayList<>();
        List<Placed> shared = new ArrayList<>();
        changing.stream().forEach(variable -> {
            int[] alone = {variable};
            int site = visitors[variable].nextSetBit(0);
            if (sites.contains(variable)) {
                levels.add(new Placed(alone, placeOfKey(sites.indexOf(variable))));
            } else if (visitors[variable].cardinality() == 1 && !visited.get(variable)) {
                own.computeIfAbsent(site, key -> new ArrayList<>()).add(variable);
            } else {
                shared.add(new Placed(alone, place[variable]));
            }
        });
        own.forEach((site, variables) ->
                Clusters.of(variables, sample).forEach(cluster -> levels.add(new Placed(cluster, site))));
        levels.addAll(shared);
        levels.sort(Comparator.comparingDouble(Placed::place));
        return levels.stream().map(Placed::variables).toArray(int[][]::new);
    }

    /**
     * At the first site above what is its own, and else below: so nothing but what is a site's own lies between its key and
     * what is shared.
     */
    private static double placeOfKey(int site) {
        return site == 0 ? site - NEAR : site + NEAR;
    }

    /** By variable, the mean of the sites that touch it; what none touches lies where those do that are touched with it. */
    private double[] places() {
        double[] place = new double[weight.length];
        for (int variable = 0; variable < place.length; variable++) {
            place[variable] = weight[variable] > 0 ? sum[variable] / weight[variable] : Double.NaN;
        }
        for (Behaviour behaviour : agents) {
            for (Footprint footprint : behaviour.footprints()) {
                double mean = footprint.all().stream()
                        .mapToDouble(variable -> place[variable])
                        .filter(Double::isFinite)
                        .average()
                        .orElse(0);
                footprint.all().stream()
                        .filter(variable -> Double.isNaN(place[variable]))
                        .forEach(variable -> place[variable] = mean);
            }
        }
        return place;
    }
}
