// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/**
 * A domain ({@code struct domain}) with its part of the page that it shares with Xen ({@code shared_info}).
 *
 * <p>Left out: everything that is not about scheduling and event channels. All event channels fit into one word of
 * the selector.
 */
public final class Domain {
    private final int number;
    private final String name;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final int ports;
    private final Word pauseCount;
    private final Word pollMask;
    private final Word evtchnPending;
    private final Word evtchnMask;
    private final SpinLock eventLock;

    /**
     * What a domain is like.
     *
     * @param name what traces call it
     * @param vcpus how many vCPUs it has
     * @param ports how many event channels it has; 0 for a domain that nobody sends events
     * @param pauses how often it may be paused at once
     */
    public record Shape(String name, int vcpus, int ports, int pauses) {}

    Domain(Machine machine, int number, Shape shape) {
        this.number = number;
        this.name = shape.name;
        this.ports = shape.ports;
        Word count = machine.word(name + ".pause_count", shape.pauses, 0);
        this.pauseCount = shape.pauses == 0 ? count.readOnly() : count;
        this.pollMask = machine.mask(name + ".poll_mask", shape.vcpus).shownAs(this::formatVcpus);
        this.evtchnPending = ports(machine, "evtchn_pending", shape.ports);
        this.evtchnMask = ports(machine, "evtchn_mask", shape.ports);
        this.eventLock = shape.ports == 0 ? null : machine.lock(name + ".event_lock");
    }

    private Word ports(Machine machine, String what, int ports) {
        return ports == 0 ? null : machine.mask(name + "." + what, ports).shownAs(Domain::formatPorts);
    }

    void add(Vcpu vcpu) {
        vcpus.add(vcpu);
    }

    /** The position among the domains, from 0. */
    public int number() {
        return number;
    }

    /** What traces call it. */
    public String name() {
        return name;
    }

    public List<Vcpu> vcpus() {
        return Collections.unmodifiableList(vcpus);
    }

    /** How many event channels it has, numbered from 0. */
    public int ports() {
        return ports;
    }

    /** How often it is paused. */
    public Word pauseCount() {
        return pauseCount;
    }

    /** Which of its vCPUs poll, one bit each. */
    public Word pollMask() {
        return pollMask;
    }

    /** The event channels with an event, one bit each; shared with the guest. */
    public Word evtchnPending() {
        return evtchnPending;
    }

    /** The event channels whose events are not delivered, one bit each; shared with the guest. */
    public Word evtchnMask() {
        return evtchnMask;
    }

    /** Guards the state of its event channels. */
    public SpinLock eventLock() {
        return eventLock;
    }

    private String formatVcpus(int mask) {
        String text = "";
        for (Vcpu vcpu : vcpus) {
            if ((mask >>> vcpu.id() & 1) != 0) {
                text += (text.isEmpty() ? "" : ",") + vcpu.name();
            }
        }
        return text.isEmpty() ? "{}" : text;
    }

    private static String formatPorts(int mask) {
        String text = "";
        for (int port = 0; mask >>> port != 0; port++) {
            if ((mask >>> port & 1) != 0) {
                text += (text.isEmpty() ? "port " : ",") + port;
            }
        }
        return text.isEmpty() ? "{}" : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
