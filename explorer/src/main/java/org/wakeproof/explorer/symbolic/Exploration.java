// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Explores a system of variables and agents symbolically: every state that can be reached, each step one agent's, or the
 * joint one. For one thread, but for its {@link #figures}.
 */
public final class Exploration implements Diagrams.Roots {
    private static final int NODES = 1 << 12;
    /** To sift levels, so many nodes are looked at for each that has been made. */
    private static final int SIFTED_PER_NODE = 4;
    /** Above so many nodes levels stay as they are: sifting works on a copy. */
    private static final int MOST_SIFTED = 1 << 23;

    /** Levels are to be brought into another order. */
    private static final class Reordering extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reordering() {
            super(null, null, false, false);
        }
    }

    private final int[] initial;
    private final List<Behaviour> agents = new ArrayList<>();
    private final Joint joint;
    private final JointParts jointParts;
    private final long maxBytes;
    private final Runnable watch;
    private final Local local;
    private final LevelPlan plan;

    private Levels levels;
    private Diagrams diagrams;
    private Sets sets;
    private Projection projection;
    private Enabled enabled;
    private Relations relations;
    private Shape.Table shapes;
    private Way.Table ways;
    private Learner learner;
    private Saturation saturation;
    private List<JointParts.Part> parts = List.of();
    private ProductFiring jointFiring;
    private @Nullable Analysis analysis;
    private final Map<Behaviour, Map<Touch, Group>> groups = new HashMap<>();
    private final List<Firing> firings = new ArrayList<>();
    private final List<Integer> handedOut = new ArrayList<>();
    private int reached;
    private int rounds;
    private int beginnings;
    private int evaluations;
    private boolean isSaturating;
    private boolean isCollectingEagerly;
    private boolean isSiftingOften;
    private boolean isWalking = true;
    private volatile Figures figures = Figures.NONE;

    /**
     * A system.
     *
     * @param initial by variable, its initial value
     * @param joint null for none
     * @param how which order of levels
     * @param maxBytes what diagrams may take
     * @param watch called again and again; what it throws ends whatever is being done
     */
    public Exploration(
            int[] initial, List<Agent> agents, @Nullable Joint joint, Ordering how, long maxBytes, Runnable watch) {
        this.initial = initial.clone();
        agents.forEach(agent -> this.agents.add(new Behaviour(agent)));
        this.plan = new LevelPlan(how, initial.length, this.agents);
        this.joint = joint;
        this.jointParts = joint == null || joint.actions().isEmpty() ? null : new JointParts(joint);
        this.maxBytes = maxBytes;
        this.watch = () -> {
            note();
            watch.run();
            if (isSaturating && plan.isDue(diagrams.made())) {
                throw new Reordering();
            }
        };
        this.local = new Local(initial.length);
    }

    /**
     * Has all be learnt on the way and nothing by random walks before, garbage collected at every chance, and levels brought
     * into another order again and again; for tests.
     */
    public void beHardOnItself() {
        isWalking = false;
        isCollectingEagerly = true;
        siftOften();
    }

    /** Has levels brought into another order again and again, however few nodes there are; for tests. */
    public void siftOften() {
        isSiftingOften = true;
        plan.siftOften();
    }

    /**
     * Reaches everything that can be reached.
     *
     * @throws Broken if a step that can be taken breaks a rule
     * @throws OutOfNodes if memory does not suffice
     */
    public void run() {
        Walks walks = new Walks(initial, agents, jointParts, watch);
        if (isWalking) {
            walks.run();
        }
        BitSet changing = walks.changing();
        agents.forEach(agent -> agent.footprints().forEach(footprint -> changing.or(footprint.writes())));
        int[][] order = plan.of(changing, walks.sample());
        while (true) {
            try {
                begin(order);
                reach();
                note();
                return;
            } catch (Learner.Outgrown outgrown) {
                isSaturating = false;
                changing.or(outgrown.variables);
                order = plan.of(changing, walks.sample());
            } catch (Reordering due) {
                isSaturating = false;
                order = plan.sifted(sifted());
            }
        }
    }

    /** Levels in an order in which what has been reached so far has few nodes; as they are where that takes too much memory. */
    private int[] sifted() {
        try {
            int soFar = diagrams.push(saturation.soFar());
            if (new Counts(diagrams).nodes(soFar) <= MOST_SIFTED) {
                Sifting sifting = new Sifting(diagrams, soFar, levels.count(), watch);
                return sifting.sifted(SIFTED_PER_NODE * diagrams.made());
            }
        } catch (OutOfNodes full) {
            // There is room behind the next beginning.
        }
        return IntStream.range(0, levels.count()).toArray();
    }

    private void begin(int[][] order) {
        beginnings++;
        evaluations += learner == null ? 0 : learner.evaluations();
        levels = new Levels(order, initial);
        diagrams = new Diagrams(maxBytes, NODES, watch);
        if (isCollectingEagerly) {
            diagrams.collectEagerly();
        }
        if (isSiftingOften) {
            diagrams.watchClosely();
        }
        Lists lists = new Lists(diagrams);
        sets = new Sets(diagrams, lists);
        projection = new Projection(diagrams, lists, sets);
        enabled = new Enabled(diagrams, lists, sets);
        relations = new Relations(diagrams, lists, sets);
        shapes = new Shape.Table();
        ways = new Way.Table(levels);
        learner = new Learner(levels, diagrams, sets, local, this::widened, watch);
        saturation = new Saturation(diagrams, sets, projection, relations, levels.count(), learner, watch);
        groups.clear();
        firings.clear();
        reached = Diagrams.EMPTY;
        diagrams.addRoots(this);
        for (Behaviour behaviour : agents) {
            behaviour.footprints().forEach(footprint -> fire(behaviour, footprint));
        }
        jointFiring = null;
        if (jointParts != null) {
            parts = jointParts.apart(levels);
            List<Group> all = new ArrayList<>();
            parts.forEach(part -> all.add(
                    new Group(part.behaviour(), levels.touch(part.behaviour().footprint(initial)), levels, true)));
            jointFiring = new ProductFiring(
                    all, levels.count(), shapes, ways, diagrams, sets, new Products(diagrams, lists, sets));
            add(jointFiring);
        }
    }

    /** The group of steps with a footprint, which is there from now on. */
    private Group fire(Behaviour behaviour, Footprint footprint) {
        return groups.computeIfAbsent(behaviour, key -> new HashMap<>())
                .computeIfAbsent(levels.touch(footprint), touch -> {
                    Group group = new Group(behaviour, touch, levels, false);
                    add(new Firing(group, shapes, ways, levels.count()));
                    return group;
                });
    }

    private void add(Firing firing) {
        firings.add(firing);
        if (firing.top() < levels.count()) {
            saturation.add(firing);
        }
    }

    private void widened(Behaviour behaviour, Footprint footprint) {
        for (JointParts.Part part : parts) {
            if (part.behaviour() == behaviour) {
                if (part.home() != behaviour) {
                    part.home().widen(new int[0], footprint, -1);
                }
                throw new Learner.Outgrown(new BitSet());
            }
        }
        fire(behaviour, behaviour.ofNewcomers());
        Group group = fire(behaviour, footprint);
        group.renew();
        if (group.top() < levels.count()) {
            saturation.look(group.top());
        }
    }

    private void reach() {
        int set = Diagrams.UNIT;
        for (int level = levels.count() - 1; level >= 0; level--) {
            set = diagrams.make(levels.encode(level, initial), set, Diagrams.EMPTY);
        }
        reached = set;
        Closure closure = new Closure(diagrams, sets, relations, saturation);
        do {
            rounds++;
            isSaturating = true;
            reached = saturation.saturate(reached, 0);
            isSaturating = false;
            diagrams.cache().clear();
        } while (!closure.isClosed(reached, levels.count(), firings));
    }

    // Once everything has been reached.

    /** All states that can be reached. */
    public StateSet reached() {
        return handedOut(reached);
    }

    /** Those in which nothing can be done any more: no step of an agent, nor the joint one. */
    public StateSet stuck() {
        return handedOut(analysis().stuck(reached));
    }

    /** Those from which some way leads into a set. */
    public StateSet leadingTo(StateSet set) {
        return handedOut(analysis().leadingTo(set.node(), reached));
    }

    /**
     * Those of a region from which a fair run stays in it for ever: it goes on, and everybody acts in it who can act
     * again and again, or it comes to where nobody can act.
     *
     * @param actors everybody who acts in such a run; steps that are nobody's are not in it
     */
    public StateSet staying(StateSet region, List<Actor> actors) {
        return handedOut(analysis().staying(region.node(), actors));
    }

    private Analysis analysis() {
        if (analysis == null) {
            Concerned concerned = new Concerned(diagrams, projection, ways);
            analysis = new Analysis(
                    diagrams,
                    sets,
                    enabled,
                    concerned,
                    fallingApart(),
                    new Predecessors(diagrams, sets, concerned, shapes, levels.count(), watch),
                    this::filter,
                    firings,
                    joint,
                    jointFiring);
        }
        return analysis;
    }

    /** By what agents go by, as the call stacks of CPUs. */
    private FallingApart fallingApart() {
        List<Integer> keys = agents.stream()
                .filter(agent -> agent.key() != Agent.NO_KEY)
                .map(agent -> levels.level(agent.key()))
                .filter(level -> level != Levels.NONE)
                .distinct()
                .toList();
        return new FallingApart(keys, diagrams, sets, projection, enabled, shapes, ways, watch);
    }

    StateSet where(StateSet set, Test test) {
        return handedOut(filter(test).of(set.node()));
    }

    boolean has(StateSet set, Test test) {
        return filter(test).isSomewhere(set.node());
    }

    private Filter filter(Test test) {
        return new Filter(levels, diagrams, sets, projection, enabled, shapes, ways, local, test);
    }

    StateSet minus(StateSet some, StateSet others) {
        return handedOut(sets.minus(some.node(), others.node()));
    }

    void forEach(StateSet set, StateSet.Visitor visitor) {
        int[] state = initial.clone();
        sets.forEach(set.node(), levels.count(), vector -> {
            for (int level = 0; level < vector.length; level++) {
                levels.decode(level, vector[level], state);
            }
            return visitor.visit(state);
        });
    }

    Counts counts() {
        return new Counts(diagrams);
    }

    private StateSet handedOut(int node) {
        handedOut.add(node);
        return new StateSet(this, node);
    }

    /** A level: the variables that it holds, and how many nodes it has. */
    public record Level(int[] variables, long nodes) {}

    /**
     * The levels from the top, with the nodes of the sets that were being worked on when {@link #run} was ended, or of all
     * states if it came to its end.
     */
    public List<Level> sizes() {
        if (diagrams == null) {
            return List.of();
        }
        LevelSizes sizes = new LevelSizes(diagrams, levels.count());
        sizes.add(reached, 0);
        saturation.size(sizes);
        List<Level> all = new ArrayList<>();
        for (int level = 0; level < levels.count(); level++) {
            all.add(new Level(levels.variables(level).clone(), sizes.nodes()[level]));
        }
        return all;
    }

    /** How often it has begun, with other levels each time. */
    public int beginnings() {
        return beginnings;
    }

    /** How far it is; may be asked by any thread. */
    public Figures figures() {
        return figures;
    }

    private void note() {
        figures = diagrams == null
                ? Figures.NONE
                : new Figures(
                        levels.count(),
                        firings.size(),
                        rounds,
                        evaluations + learner.evaluations(),
                        diagrams.size(),
                        diagrams.peak(),
                        diagrams.bytes());
    }

    @Override
    public void mark(Diagrams all) {
        all.keep(reached);
        handedOut.forEach(all::keep);
        groups.values().forEach(some -> some.values().forEach(group -> group.mark(all)));
        if (jointFiring != null) {
            jointFiring.groups().forEach(group -> group.mark(all));
            jointFiring.mark(all);
        }
    }
}
