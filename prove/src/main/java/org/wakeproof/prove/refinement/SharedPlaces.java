// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.Release;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.prove.idle.Main;

/**
 * The places of hpet_broadcast_enter and exit that only a shared channel has. Both begin with a look at cpu_bc_channel, so what
 * comes behind is counted from there.
 */
final class SharedPlaces {
    private SharedPlaces() {}

    /** The place in hpet_get_channel, where the channel is claimed without its lock. */
    static Main claiming(Operation next) {
        return next instanceof Store store && store.cell().name().endsWith(".cpu") ? Main.CLAIM : Main.SELECT;
    }

    /**
     * The place in enter up to the end of attach; nothing behind it.
     *
     * @param enter whose first result is cpu_bc_channel
     */
    static Optional<Main> enter(Call enter, Operation next) {
        List<Integer> results = enter.results();
        if (results.isEmpty()) {
            return Optional.of(Main.SELECT);
        }
        // The lock, cpu_bc_channel, HPET_EVT_USED, ch->cpu if that was clear; then ch->cpu is read.
        int used = results.get(0) == 0 ? 4 : 3;
        if (next instanceof Acquire) {
            return Optional.of(Main.ENTER_LOCK);
        } else if (results.size() <= used) {
            return Optional.of(Main.ATTACH);
        }
        int owner = results.get(used) == 0 ? used + 2 : used + 1;
        if (results.size() < owner) {
            return Optional.of(Main.ATTACH_OWN);
        } else if (results.size() == owner) {
            return Optional.of(Main.ATTACH_OWNER);
        }
        boolean isRoute = next instanceof Load || next instanceof Store store && isRoute(store);
        return isRoute ? Optional.of(Main.ROUTE) : Optional.empty();
    }

    private static boolean isRoute(Store store) {
        return store.cell().name().endsWith(".msi_address");
    }

    /**
     * The place in detach; nothing before it.
     *
     * @param exit whose first result is cpu_bc_channel
     */
    static Optional<Main> exit(Call exit, Operation next) {
        List<Integer> results = exit.results();
        int begin = beginOfDetach(results);
        boolean isOver = next instanceof Release || next instanceof SetInterruptFlag;
        if (begin < 0 || results.size() < begin || isOver) {
            return Optional.empty();
        }
        int done = results.size() - begin;
        if (done <= 2) {
            return Optional.of(Main.DETACH);
        } else if (done == 3 && next instanceof Store store) {
            return Optional.of(store.value() == 0 ? Main.RELEASE : Main.HAND_OVER);
        }
        return Optional.of(next instanceof AtomicUpdate ? Main.RELEASE_USED : Main.REDIRECT);
    }

    /** Where detach begins, by how much has been done before; -1 where that is not known yet. */
    private static int beginOfDetach(List<Integer> results) {
        // cpu_bc_channel, cli, lock, own bit, TMICT, LVTT, reprogram_timer in two; then the mask is read.
        int mask = 8;
        if (results.size() <= mask) {
            return -1;
        } else if (results.get(mask) != 0) {
            return mask + 1;
        } else if (results.size() <= mask + 1) {
            return -1;
        }
        // next_event is STIME_MAX, or is made so in three.
        return results.get(mask + 1) != 0 ? mask + 2 : mask + 5;
    }
}
