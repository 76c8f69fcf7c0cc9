/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The idle path of Xen at 964fae8ac2, written a second time: from the facts of its sources, not from the ports.
 * N CPUs; CPU0 is busy, raises SCHEDULE on CPU1 once, and takes the interrupts of the one HPET channel (legacy mode).
 * The others idle ROUNDS times. The clock stops at LAST, so that all comes to rest; who sleeps then with something to do
 * has lost a wake-up.
 *
 * V1: the tick is suspended behind the last look. F03: no look behind cli. F06: leaving the broadcast ignores that the
 * deadline is over. ANY_CPU: the HPET interrupts any CPU.
 */
#ifndef N
#define N 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef LAST
#define LAST 4
#endif
#define NEVER 255

byte now = 1;
bool timer_bit[N], other_bit[N];           /* softirq_pending */
bool irr_event[N], irr_local[N], irr_hpet[N];
bool irqs_on[N], in_irq[N];
byte asleep[N];                             /* 0, 1 or 3 */
byte ticker[N] = NEVER, shot[N] = NEVER;    /* timers of the CPU: when they expire */
byte deadline[N];                           /* timer_deadline, 0 for none */
byte lapic[N] = NEVER;
bool lapic_masked[N];

bool ch_lock, desc_lock, desc_inprogress, desc_pending;
bool in_mask[N];                            /* ch->cpumask */
byte next_event = NEVER;
byte comparator = NEVER;
bool signalled;

#define PENDING(c)   (timer_bit[c] || other_bit[c])
#define REQUESTED(c) (irr_event[c] || irr_local[c] || irr_hpet[c])
#define MIN(a, b)    ((a) < (b) -> (a) : (b))

#if N == 2
#define NOBODY_SLEEPS (!in_mask[0] && !in_mask[1])
#else
#define NOBODY_SLEEPS (!in_mask[0] && !in_mask[1] && !in_mask[2])
#endif

/* --- timers; only the CPU itself touches its own, with interrupts off --- */

inline set_ticker(c) {
    /* csched_tick_resume, and the ticker's own function: the next tick; none beyond the end of time */
    irqs_on[c] = false;
    atomic {
        was = MIN(ticker[c], shot[c]);
        if
        :: now + 1 < LAST -> ticker[c] = now + 1
        :: else -> ticker[c] = NEVER
        fi
    }
    if
    :: atomic { ticker[c] < was -> timer_bit[c] = true }
    :: else
    fi;
    irqs_on[c] = true
}

inline stop_ticker(c) {
    /* csched_tick_suspend: stopping the first timer raises TIMER on its own CPU, without an IPI */
    atomic {
        saved = irqs_on[c];
        irqs_on[c] = false
    }
    atomic {
        isfirst = ticker[c] != NEVER && ticker[c] <= shot[c];
        ticker[c] = NEVER
    }
    if
    :: isfirst -> timer_bit[c] = true
    :: else
    fi;
    atomic {
        isfirst = false;
        irqs_on[c] = saved
    }
}

inline timer_softirq_action(c) {
    irqs_on[c] = false;
    sample = now;
    if
    :: atomic { shot[c] < sample -> shot[c] = NEVER }
    :: else
    fi;
    if
    :: atomic { ticker[c] < sample -> ticker[c] = (now + 1 < LAST -> now + 1 : NEVER) }
    :: else
    fi;
    atomic {
        sample = 0;
        deadline[c] = MIN(ticker[c], shot[c]);
        deadline[c] = (deadline[c] == NEVER -> 0 : deadline[c])
    }
    /* reprogram_timer */
    if
    :: deadline[c] == 0 -> lapic[c] = NEVER
    :: deadline[c] > now -> atomic { lapic[c] = (deadline[c] > now -> deadline[c] : now + 1) }
    :: deadline[c] != 0 && deadline[c] <= now -> timer_bit[c] = true
    fi;
    irqs_on[c] = true
}

inline do_softirq(c) {
    do
    :: atomic { timer_bit[c] -> timer_bit[c] = false }; timer_softirq_action(c)
    :: atomic { !timer_bit[c] && other_bit[c] -> other_bit[c] = false }
    :: !PENDING(c) -> break
    od
}

/* --- the channel; ch_lock is held --- */

inline write_comparator(delta) {
    /* hpet_next_event, and whether it may have come too late */
    sample = now;
    comparator = sample + delta;
    late = (now - sample >= delta);
    sample = 0
}

inline hpet_broadcast_enter(c) {
    atomic { !ch_lock -> ch_lock = true }
    lapic_masked[c] = true;
    in_mask[c] = true;
    if
    :: deadline[c] < next_event ->
        next_event = deadline[c];
        gap = (deadline[c] > now -> deadline[c] - now : 1);
        write_comparator(gap);
        do
        :: late -> gap = gap + gap; write_comparator(gap)
        :: !late -> break
        od;
        gap = 0
    :: else
    fi;
    ch_lock = false
}

inline hpet_broadcast_exit(c) {
    irqs_on[c] = false;
    atomic { !ch_lock -> ch_lock = true }
    in_mask[c] = false;
    lapic[c] = NEVER;
    lapic_masked[c] = false;
    if
    :: deadline[c] == 0
    :: deadline[c] > now -> atomic { lapic[c] = (deadline[c] > now -> deadline[c] : now + 1) }
    :: deadline[c] != 0 && deadline[c] <= now ->
#ifdef F06
        skip
#else
        timer_bit[c] = true
#endif
    fi;
    if
    :: atomic { NOBODY_SLEEPS && next_event != NEVER -> next_event = NEVER }; comparator = NEVER
    :: else
    fi;
    ch_lock = false;
    irqs_on[c] = true
}

/* --- the main program of each CPU; an interrupt on top stops it --- */

active [N] proctype cpu() provided (!in_irq[_pid]) {
    byte round, was, sample, gap;
    bool saved, isfirst, late;

    if
    :: _pid == 0 ->
        irqs_on[0] = true;
        /* cpu_raise_softirq(1, SCHEDULE): the IPI only if the bit was clear */
        if
        :: atomic { !other_bit[1] -> other_bit[1] = true }; irr_event[1] = true
        :: else
        fi;
        goto over
    :: else
    fi;

    atomic {
        if
        :: shot[_pid] = 2
        :: shot[_pid] = 3
        fi;
        ticker[_pid] = 2;
        timer_bit[_pid] = true;
        irqs_on[_pid] = true
    }
    do_softirq(_pid);

    do
    :: round == ROUNDS -> break
    :: else ->
        round++;
#if !defined(V1)
        stop_ticker(_pid);
        if
        :: PENDING(_pid) -> do_softirq(_pid)
        :: else
        fi;
#endif
        irqs_on[_pid] = false;
#ifndef F03
        if
        :: PENDING(_pid) -> irqs_on[_pid] = true; goto resume
        :: else
        fi;
#endif
#ifdef V1
        stop_ticker(_pid);
#endif
        if
        :: /* C1, by mwait */
            atomic {
                if
                :: !REQUESTED(_pid) -> asleep[_pid] = 1
                :: else
                fi
            }
end_c1:     atomic { asleep[_pid] == 0 || REQUESTED(_pid) -> asleep[_pid] = 0 }
            irqs_on[_pid] = true
        :: /* C3 */
            hpet_broadcast_enter(_pid);
            atomic {
                if
                :: !REQUESTED(_pid) -> asleep[_pid] = 3
                :: else
                fi
            }
end_c3:     atomic { asleep[_pid] == 0 || REQUESTED(_pid) -> asleep[_pid] = 0 }
            irqs_on[_pid] = true;
            hpet_broadcast_exit(_pid)
        fi;
resume:
        set_ticker(_pid);
        do_softirq(_pid)
    od;
over:
end_over:
    /* From here on it only takes interrupts. */
    false
}

/* --- interrupts --- */

#define CPU (_pid - N)

active [N] proctype irq() {
    byte d, sample, left, gap, expired, raised;
    bool late;

end_irq:
    do
    :: atomic { irqs_on[CPU] && irr_event[CPU] -> irr_event[CPU] = false }
    :: atomic { irqs_on[CPU] && irr_local[CPU] ->
            irr_local[CPU] = false; irqs_on[CPU] = false; in_irq[CPU] = true };
        timer_bit[CPU] = true;
        atomic { in_irq[CPU] = false; irqs_on[CPU] = true }
    :: atomic { irqs_on[CPU] && irr_hpet[CPU] ->
            irr_hpet[CPU] = false; irqs_on[CPU] = false; in_irq[CPU] = true };
        /* do_IRQ */
        atomic { !desc_lock -> desc_lock = true }
        desc_pending = true;
        if
        :: desc_inprogress
        :: else ->
            desc_inprogress = true;
            do
            :: desc_pending ->
                desc_pending = false;
                desc_lock = false;
                /* handle_hpet_broadcast */
                atomic { !ch_lock -> ch_lock = true }
again:
                next_event = NEVER;
                left = NEVER;
                sample = now;
                d = 0;
                do
                :: d < N && in_mask[d] && deadline[d] <= sample -> atomic { expired = expired | (1 << d); d++ }
                :: d < N && in_mask[d] && deadline[d] > sample ->
                    atomic { left = MIN(left, deadline[d]); d++ }
                :: d < N && !in_mask[d] -> d++
                :: d == N -> break
                od;
                if
                :: expired & (1 << CPU) -> timer_bit[CPU] = true; expired = expired & ~(1 << CPU)
                :: else
                fi;
                d = 0;
                do
                :: d < N && (expired & (1 << d)) ->
                    atomic {
                        if
                        :: !timer_bit[d] -> timer_bit[d] = true; raised = raised | (1 << d)
                        :: else
                        fi;
                        d++
                    }
                :: d < N && !(expired & (1 << d)) -> d++
                :: d == N -> break
                od;
                atomic {
                    d = 0;
                    do
                    :: d < N && (raised & (1 << d)) -> irr_event[d] = true; d++
                    :: d < N && !(raised & (1 << d)) -> d++
                    :: d == N -> break
                    od;
                    d = 0; raised = 0; expired = 0
                }
                if
                :: left != NEVER ->
                    next_event = left;
                    atomic { gap = left - sample; left = NEVER }
                    write_comparator(gap);
                    gap = 0;
                    if
                    :: late -> late = false; goto again
                    :: else
                    fi
                :: else -> sample = 0
                fi;
                ch_lock = false;
                atomic { !desc_lock -> desc_lock = true }
            :: !desc_pending -> break
            od;
            desc_inprogress = false
        fi;
        desc_lock = false;
        atomic { in_irq[CPU] = false; irqs_on[CPU] = true }
    od
}

/* --- devices --- */

active proctype clock() {
    byte c;
    do
    :: atomic { now < LAST ->
        now++;
        if
        :: comparator == now -> comparator = NEVER; signalled = true
        :: else
        fi;
        c = 0;
        do
        :: c < N ->
            if
            :: lapic[c] != NEVER && asleep[c] == 3 -> lapic[c] = lapic[c] + 1
            :: asleep[c] != 3 && lapic[c] == now ->
                lapic[c] = NEVER;
                irr_local[c] = irr_local[c] || !lapic_masked[c]
            :: else
            fi;
            c++
        :: else -> break
        od;
        c = 0 }
    :: atomic { now == LAST -> break }
    od
}

active proctype hpet() {
end_hpet:
#ifdef ANY_CPU
    do
    :: atomic { signalled -> signalled = false; irr_hpet[0] = true }
    :: atomic { signalled -> signalled = false; irr_hpet[1] = true }
    od
#else
    do
    :: atomic { signalled -> signalled = false; irr_hpet[0] = true }
    od
#endif
}

/* --- at rest --- */

/* What is armed for a time at which the clock has stopped is armed. */
#define COMES(c) (asleep[c] == 3 -> comparator != NEVER : lapic[c] != NEVER && !lapic_masked[c])
#define LOST(c) (asleep[c] != 0 && (PENDING(c) || deadline[c] != 0 && deadline[c] <= now && !COMES(c)))

active proctype rest() {
    timeout;
    assert(!LOST(0) && !LOST(1))
}
