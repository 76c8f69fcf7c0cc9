// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.net;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.net.GrantTable.Entry;

/**
 * The hypercalls by which a page gets into another domain: transferred, which is called page flipping, or copied.
 *
 * <p>Left out: taking the page from its owner and flushing the TLBs for that, which concern the caller's domain alone;
 * domains that die, page counts, physical address limits, permissions; copies from a grant, and pin counts that overflow.
 */
public final class GrantTableOp {
    private static final String FILE = "xen/common/grant_table.c";
    private static final int RETRIES = 4;

    private final GrantTable target;
    private final Procedure transfer;
    private final Procedure copy;
    private final Procedure prepareForTransfer;
    private final Procedure acquireGrantForCopy;
    private final Procedure releaseGrantForCopy;

    /**
     * Wires them.
     *
     * @param target the table of the domain that gets the pages
     */
    public GrantTableOp(Machine machine, GrantTable target) {
        this.target = target;
        transfer = machine.function("gnttab_transfer", this::transfer);
        copy = machine.function("__gnttab_copy", this::copy);
        prepareForTransfer = machine.function("gnttab_prepare_for_transfer", this::prepareForTransfer);
        acquireGrantForCopy = machine.function("__acquire_grant_for_copy", this::acquireGrantForCopy);
        releaseGrantForCopy = machine.procedure("__release_grant_for_copy", this::releaseGrantForCopy);
    }

    /** Transfers a frame; returns whether it is accepted. */
    boolean gnttabTransfer(int ref, int frame) {
        return transfer.call(ref, frame) != 0;
    }

    /** Copies what a frame holds, which is its number; returns whether that is let. */
    boolean gnttabCopy(int ref, int frame) {
        return copy.call(ref, frame) != 0;
    }

    /** What transferring a page calls, for who counts. */
    public Procedure transferred() {
        return transfer;
    }

    /** What copying a packet calls, for who counts. */
    public Procedure copied() {
        return copy;
    }

    @XenSource(value = "gnttab_transfer", file = FILE)
    private int transfer(int ref, int frame) {
        target.pageAllocLock().lock();
        if (prepareForTransfer.call(ref) == 0) {
            target.pageAllocLock().unlock();
            return 0;
        }
        target.pageAllocLock().unlock();

        target.lock().lock();
        Entry sha = target.entry(ref);
        sha.frame().store(frame);
        sha.flags().store(sha.flags().load() | GrantTable.GTF_TRANSFER_COMPLETED);
        target.lock().unlock();
        return 1;
    }

    /** Locks down the entry, if it accepts a transfer. */
    @XenSource(value = "gnttab_prepare_for_transfer", file = FILE)
    private int prepareForTransfer(int ref) {
        target.lock().lock();
        Entry sha = target.entry(ref);
        int flags = sha.flags().load();
        for (int retries = 0; flags == GrantTable.GTF_ACCEPT_TRANSFER; retries++) {
            int seen = sha.flags().compareExchange(flags, flags | GrantTable.GTF_TRANSFER_COMMITTED);
            if (seen == flags) {
                target.lock().unlock();
                return 1;
            }
            if (retries == RETRIES) {
                break;
            }
            flags = seen;
        }
        target.lock().unlock();
        return 0;
    }

    @XenSource(value = "__gnttab_copy", file = FILE)
    private int copy(int ref, int frame) {
        if (acquireGrantForCopy.call(ref) == 0) {
            return 0;
        }
        target.entry(ref).content().store(frame);
        releaseGrantForCopy.call(ref);
        return 1;
    }

    /** Pins an entry for writing. */
    @XenSource(value = "__acquire_grant_for_copy", file = FILE)
    private int acquireGrantForCopy(int ref) {
        target.lock().lock();
        Entry sha = target.entry(ref);
        int pin = sha.pin().load();
        boolean pinned = pin != 0 || marksInUse(sha);
        if (pinned) {
            sha.pin().store(pin + 1);
        }
        target.lock().unlock();
        return pinned ? 1 : 0;
    }

    /** Marks an entry that nobody has pinned as being read and written, if it grants access. */
    @XenSource(value = "__acquire_grant_for_copy", file = FILE)
    private boolean marksInUse(Entry sha) {
        int flags = sha.flags().load();
        for (int retries = 0; (flags & GrantTable.GTF_TYPE_MASK) == GrantTable.GTF_PERMIT_ACCESS; retries++) {
            int inUse = flags | 1 << GrantTable.GTF_READING | 1 << GrantTable.GTF_WRITING;
            int seen = sha.flags().compareExchange(flags, inUse);
            if (seen == flags) {
                return true;
            }
            if (retries == RETRIES) {
                break;
            }
            flags = seen;
        }
        return false;
    }

    @XenSource(value = "__release_grant_for_copy", file = FILE)
    private void releaseGrantForCopy(int ref) {
        target.lock().lock();
        Entry sha = target.entry(ref);
        int pin = sha.pin().load() - 1;
        sha.pin().store(pin);
        if (pin == 0) {
            sha.flags().clearBit(GrantTable.GTF_WRITING);
            sha.flags().clearBit(GrantTable.GTF_READING);
        }
        target.lock().unlock();
    }
}
