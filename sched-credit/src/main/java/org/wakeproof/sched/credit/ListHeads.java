// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Circular doubly linked lists as in list.h, of numbered elements: each is in at most one list, or points at itself.
 * Heads are elements, too.
 */
final class ListHeads {
    private static final String FILE = "xen/include/xen/list.h";

    private final List<Word> next = new ArrayList<>();
    private final List<Word> prev = new ArrayList<>();

    /** What declares who may touch an element's words. */
    @FunctionalInterface
    interface Rule {
        /** Declares it for one of the two words of an element. */
        Word declare(int element, Word word);
    }

    /**
     * @param names of the elements, by number
     * @param lists in which order elements are linked when the system starts, each list with its head first
     */
    ListHeads(Machine machine, String link, List<String> names, List<List<Integer>> lists, Rule rule) {
        int[] nextAtStart = new int[names.size()];
        int[] prevAtStart = new int[names.size()];
        for (int element = 0; element < names.size(); element++) {
            nextAtStart[element] = element;
            prevAtStart[element] = element;
        }
        for (List<Integer> list : lists) {
            for (int at = 0; at < list.size(); at++) {
                int after = list.get((at + 1) % list.size());
                nextAtStart[list.get(at)] = after;
                prevAtStart[after] = list.get(at);
            }
        }
        for (int element = 0; element < names.size(); element++) {
            String name = names.get(element) + "." + link;
            int max = names.size() - 1;
            next.add(rule.declare(
                    element,
                    machine.word(name + ".next", max, nextAtStart[element]).shownAs(names::get)));
            prev.add(rule.declare(
                    element,
                    machine.word(name + ".prev", max, prevAtStart[element]).shownAs(names::get)));
        }
    }

    /** The word that says which element follows; for properties and outcomes. */
    Word nextWord(int element) {
        return next.get(element);
    }

    int next(int element) {
        return next.get(element).load();
    }

    int prev(int element) {
        return prev.get(element).load();
    }

    /** Whether an element is in no list, or a head has no elements. */
    @XenSource(value = "list_empty", file = FILE)
    boolean listEmpty(int element) {
        return next(element) == element;
    }

    /** Inserts behind an element or head. */
    @XenSource(value = "list_add", file = FILE)
    void listAdd(int element, int behind) {
        link(element, behind, next(behind));
    }

    /** Inserts before an element, or at the end of a head's list. */
    @XenSource(value = "list_add_tail", file = FILE)
    void listAddTail(int element, int before) {
        link(element, prev(before), before);
    }

    private void link(int element, int before, int after) {
        prev.get(after).store(element);
        next.get(element).store(after);
        prev.get(element).store(before);
        next.get(before).store(element);
    }

    /** Takes an element out; it points at itself then. */
    @XenSource(value = "list_del_init", file = FILE)
    void listDelInit(int element) {
        int before = prev(element);
        int after = next(element);
        prev.get(after).store(before);
        next.get(before).store(after);
        next.get(element).store(element);
        prev.get(element).store(element);
    }
}
