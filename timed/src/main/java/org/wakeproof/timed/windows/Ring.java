// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Virtio's ring, by the numbers of the requests. Each side says when it wants to be notified, which it does not while it
 * looks anyway. A look and saying so are one step, so the final check cannot be missed.
 */
final class Ring {
    private final Deque<Integer> available = new ArrayDeque<>();
    private final Deque<Integer> used = new ArrayDeque<>();
    private boolean deviceWaits = true;
    private boolean driverWaits = true;

    /** The driver puts a request. Returns whether the device is to be notified. */
    boolean submit(int request) {
        available.add(request);
        boolean notify = deviceWaits;
        deviceWaits = false;
        return notify;
    }

    /** The device takes a request, or else wants to be notified of the next; -1 for none. */
    int take() {
        deviceWaits = available.isEmpty();
        return deviceWaits ? -1 : available.remove();
    }

    /** The device gives a request back. Returns whether the driver is to be interrupted. */
    boolean complete(int request) {
        used.add(request);
        boolean interrupt = driverWaits;
        driverWaits = false;
        return interrupt;
    }

    /** The driver takes a request that is complete, or else wants to be interrupted at the next; -1 for none. */
    int reap() {
        driverWaits = used.isEmpty();
        return driverWaits ? -1 : used.remove();
    }
}
