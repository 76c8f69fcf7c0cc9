// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.net;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The grant table of one domain, and what that domain does with it: it lets one other domain transfer a page to it, or
 * access a page of it.
 *
 * <p>Frames are numbered from 1 on; 0 is one that the domain has given away or has not filled. The Linux files are those of
 * Xen's own sparse tree, as of the commit before it was removed.
 *
 * <p>Left out: the free list of references, read-only grants, and the domain that is let, which is fixed by wiring; it
 * stands in the same word as the flags, so that one compare-and-exchange sees both. A guest that accepts a transfer says in
 * the frame's place where in its memory the page shall be; that is 0 here, so that who reads the place too early is found.
 */
public final class GrantTable {
    /** The other domain may access the frame. */
    static final int GTF_PERMIT_ACCESS = 1;
    /** The other domain may transfer a frame. */
    static final int GTF_ACCEPT_TRANSFER = 2;

    static final int GTF_TYPE_MASK = 3;
    /** Xen has accepted a frame for it. */
    static final int GTF_TRANSFER_COMMITTED = 1 << 2;
    /** The frame is there. */
    static final int GTF_TRANSFER_COMPLETED = 1 << 3;
    /** Bit number of: the frame is being read, or written. */
    static final int GTF_READING = 3;
    /** Bit number of: the frame is being written. */
    static final int GTF_WRITING = 4;

    private static final String LINUX = "linux-2.6-xen-sparse/drivers/xen/core/gnttab.c";
    private static final String COMMIT = "06809a93ad";
    private static final int FLAG_BITS = 5;

    private final Machine machine;
    private final SpinLock lock;
    private final SpinLock pageAllocLock;
    private final List<Entry> entries = new ArrayList<>();

    /** A grant: what the domain shares with Xen, Xen's pin count, and what is in the page that it grants access to. */
    record Entry(Word flags, Word frame, Word pin, Word content) {}

    /**
     * Wires it.
     *
     * @param domain the name of the domain whose it is
     * @param count how many references it has
     * @param mostFrame the greatest number of a frame
     */
    public GrantTable(Machine machine, String domain, int count, int mostFrame) {
        this.machine = machine;
        lock = machine.lock(domain + ".grant_table.lock");
        pageAllocLock = machine.lock(domain + ".page_alloc_lock");
        for (int ref = 0; ref < count; ref++) {
            String name = domain + ".grant[" + ref + "]";
            entries.add(new Entry(
                    machine.mask(name + ".flags", FLAG_BITS),
                    machine.word(name + ".frame", mostFrame, 0),
                    machine.word(name + ".pin", 1, 0).guardedBy(lock),
                    machine.word(name + ".page", mostFrame, 0)));
        }
    }

    /** The table's lock. */
    SpinLock lock() {
        return lock;
    }

    /** The lock under which the domain gets pages. */
    SpinLock pageAllocLock() {
        return pageAllocLock;
    }

    Entry entry(int ref) {
        return entries.get(ref);
    }

    /** The domain accepts a page at a reference. */
    @XenSource(value = "gnttab_grant_foreign_transfer_ref", file = LINUX, commit = COMMIT)
    void gnttabGrantForeignTransferRef(int ref) {
        Entry entry = entries.get(ref);
        entry.frame.store(0);
        entry.flags.store(GTF_ACCEPT_TRANSFER);
    }

    /** The domain takes the page that has been transferred to it; 0 if there is none, in which case it accepts none any more. */
    @XenSource(value = "gnttab_end_foreign_transfer_ref", file = LINUX, commit = COMMIT)
    int gnttabEndForeignTransferRef(int ref) {
        Entry entry = entries.get(ref);
        int flags = entry.flags.load();
        while ((flags & GTF_TRANSFER_COMMITTED) == 0) {
            if (entry.flags.compareExchange(flags, 0) == flags) {
                return 0;
            }
            flags = entry.flags.load();
        }
        while ((flags & GTF_TRANSFER_COMPLETED) == 0) {
            entry.flags.awaitOtherThan(flags);
            flags = entry.flags.load();
        }
        int frame = entry.frame.load();
        machine.bugOn(frame == 0, "grant " + ref, "is said to be transferred, but there is no frame");
        return frame;
    }

    /** The domain lets a page of its own be accessed. */
    @XenSource(value = "gnttab_grant_foreign_access_ref", file = LINUX, commit = COMMIT)
    void gnttabGrantForeignAccessRef(int ref) {
        Entry entry = entries.get(ref);
        entry.frame.store(1);
        entry.flags.store(GTF_PERMIT_ACCESS);
    }

    /** The domain no longer lets it; returns false if it is just being accessed. */
    @XenSource(value = "gnttab_end_foreign_access_ref", file = LINUX, commit = COMMIT)
    boolean gnttabEndForeignAccessRef(int ref) {
        Entry entry = entries.get(ref);
        int flags = entry.flags.load();
        while ((flags & (1 << GTF_READING | 1 << GTF_WRITING)) == 0) {
            int seen = entry.flags.compareExchange(flags, 0);
            if (seen == flags) {
                return true;
            }
            flags = seen;
        }
        return false;
    }

    /** What is in the page that a reference grants access to: 0, or what has been copied. */
    Word content(int ref) {
        return entries.get(ref).content;
    }
}
