// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.mutants;

import java.util.function.BiFunction;

/** Changes of a handler, each with what it makes of a handler that is right: the verdicts were written down first. */
enum Mutation {
    NONE(false, (v, t) -> t),
    // Losses.
    NO_LOOK(true, (v, t) -> t.replace("if ( " + v.look() + " )", "if ( 0 )")),
    LOOKS_BEFORE_CLI(
            true,
            (v, t) -> t.replace("    local_irq_disable();\n    if ( " + v.look(), "    if ( " + v.look())
                    .replace("        local_irq_enable();\n        ", "        ")
                    .replace("    if ( cx->type ==", "    local_irq_disable();\n    if ( cx->type ==")),
    STI_BEFORE_C1(true, (v, t) -> t.replaceFirst("enter\\(cx\\);\n", "local_irq_enable(); enter(cx);\n")),
    STI_BEFORE_C3(true, (v, t) -> t.replace("lapic_timer_off();", "lapic_timer_off(); local_irq_enable();")),
    EARLY_RETURN_WITH_INTERRUPTS_OFF(true, (v, t) -> t.replace("        local_irq_enable();\n", "")),
    INTERRUPTS_STAY_OFF_IN_C1(true, (v, t) -> t.replace("local_irq_enable(); /* C1 */", "")),
    INTERRUPTS_STAY_OFF_IN_C3(true, (v, t) -> t.replace("local_irq_enable(); /* C3 */", "")),
    NO_TIMER_OFF(true, (v, t) -> t.replace("lapic_timer_off();", "")),
    NO_TIMER_ON(true, (v, t) -> t.replace("lapic_timer_on();", "")),
    C2_LIKE_C1(true, (v, t) -> t.replace(" && local_apic_timer_c2_ok", "")),
    OTHER_CPU(true, (v, t) -> t.replace(v.look(), "softirq_pending(0)")),
    INVERTED(true, (v, t) -> t.replace(v.look(), "!(" + v.look() + ")")),
    ONE_BIT(true, (v, t) -> t.replace(v.look(), "softirq_pending(smp_processor_id()) & 2")),
    MORE_THAN_ONE(true, (v, t) -> t.replace(v.look(), "softirq_pending(smp_processor_id()) > 1")),
    EIGHT_BITS(
            true,
            (v, t) -> t.replace(
                    "    if ( " + v.look(), "    u8 low = softirq_pending(smp_processor_id()) << 8;\n    if ( low")),
    HALT_WITHOUT_STI(true, (v, t) -> t.replace("safe_halt();", "halt();")),
    STI_THEN_HALT(true, (v, t) -> t.replace("safe_halt();", "asm volatile ( \"sti; nop; hlt\" );")),
    STI_BEFORE_PORT(true, (v, t) -> t.replace("inb(cx->address);", "local_irq_enable(); inb(cx->address);")),
    NOTHING_ENDS_MWAIT(true, (v, t) -> t.replace("(cx->address, 1)", "(cx->address, 0)")),
    PREPARES_BEHIND_THE_LOOK(
            v -> !v.prepare().isEmpty(),
            (v, t) -> t.replaceFirst(java.util.regex.Pattern.quote(v.prepare()), "")
                    .replace("    if ( cx->type ==", "    " + v.prepare() + "\n    if ( cx->type ==")),
    NO_UNDO_EARLY(Version::suspendsTick, (v, t) -> t.replaceFirst("sched_tick_resume\\(\\);", "")),
    NO_UNDO_LAST(Version::suspendsTick, (v, t) -> t.replace("sched_tick_resume(); /* last */", "")),
    DO_SOFTIRQ(Version::suspendsTick, (v, t) -> t.replaceFirst("process_pending_\\w+\\(\\)", "do_softirq()")),
    DOES_NOT_LOOK_WHETHER_ONLINE(
            v -> v.looksWhetherOnline(), (v, t) -> t.replace(v.look(), "softirq_pending(smp_processor_id())")),
    RAISES_BEHIND_THE_LOOK(
            true,
            (v, t) -> t.replace("    if ( cx->type ==", "    raise_softirq(TIMER_SOFTIRQ);\n    if ( cx->type ==")),
    STOPS_A_TIMER_BEHIND_THE_LOOK(
            true, (v, t) -> t.replace("    if ( cx->type ==", "    stop_timer(&some);\n    if ( cx->type ==")),
    RESTORES_WRONG_FLAGS(
            true,
            (v, t) -> t.replace("    local_irq_disable();\n    if", "    local_irq_save(a); local_irq_save(b);\n    if")
                    .replace("local_irq_enable(); /* C1 */", "local_irq_restore(b);")),
    STALE_COPY(
            true,
            (v, t) -> t.replace(
                    "    local_irq_disable();\n    if ( " + v.look() + " )",
                    "    int word = " + v.look() + ", old;\n    memcpy(&old, &word, sizeof(old));\n"
                            + "    local_irq_disable();\n    if ( old )")),
    LITERAL_OF_ANOTHER_CPU(true, (v, t) -> literal(v, t, ".pad = smp_processor_id()")),
    // Refactorings.
    HELPER(
            false,
            (v, t) -> "static int must_stay(unsigned int cpu)\n{\n    return " + v.look() + ";\n}\n\n"
                    + t.replace("if ( " + v.look() + " )", "if ( must_stay(smp_processor_id()) )")),
    MACRO(
            false,
            (v, t) -> "#define MUST_STAY() \\\n    (" + v.look() + ")\n\n"
                    + t.replace("if ( " + v.look() + " )", "if ( MUST_STAY() )")),
    FLAGS(
            false,
            (v, t) -> t.replace("    local_irq_disable();\n    if", "    local_irq_save(flags);\n    if")
                    .replace("        local_irq_enable();\n", "        local_irq_restore(flags);\n")),
    OUT_PARAMETER(
            false,
            (v, t) -> "static void look(int *stay)\n{\n    *stay = " + v.look() + ";\n}\n\n"
                    + t.replace("    if ( " + v.look() + " )", "    int stay; look(&stay);\n    if ( stay )")),
    FUNCTION_POINTER(
            false,
            (v, t) -> t.replaceFirst(
                            "    local_irq_disable\\(\\);\n    if",
                            "    void (*go)(struct acpi_processor_cx *) = enter;\n$0")
                    .replace("        enter(cx);", "        go(cx);")),
    COPY_OF_POINTER(
            false,
            (v, t) -> t.replace("        enter(cx);", "        { struct acpi_processor_cx *it = cx; enter(it); }")),
    POINTER_TO_PENDING(
            v -> false,
            (v, t) -> t.replace(
                    "    if ( " + v.look() + " )",
                    v.looksWhetherOnline()
                            ? "    if ( " + v.look() + " )"
                            : "    unsigned long *word = &softirq_pending(smp_processor_id());\n    if ( *word )")),
    TWICE(
            false,
            (v, t) -> t.replace(
                    "    if ( " + v.look() + " )", "    if ( unlikely(" + v.look() + ") || (" + v.look() + ") )")),
    TERNARY(false, (v, t) -> t.replace("if ( " + v.look() + " )", "if ( ((" + v.look() + ") ? 1 : 0) != 0 )")),
    ASSEMBLY(
            false,
            (v, t) -> t.replace("safe_halt();", "asm volatile ( \"sti\\n\\thlt\" : : : \"memory\" );")
                    .replace("    local_irq_disable();\n    if", "    asm volatile ( \"cli\" );\n    if")),
    LITERAL(false, (v, t) -> literal(v, t, ".cpu = smp_processor_id()")),
    MINIMUM_AND_COPY(
            false,
            (v, t) -> t.replace(
                    "    if ( " + v.look() + " )",
                    "    int word = min((int)(" + v.look()
                            + "), 1), now;\n    memcpy(&now, &word, sizeof(now));\n    if ( now )")),
    TABLE(
            false,
            (v, t) -> t.replace(
                            "static void acpi_processor_idle",
                            "static void (*const ways[])(struct acpi_processor_cx *) = {\n"
                                    + "    [ACPI_STATE_C1 ... ACPI_STATE_C3] = enter\n};\n\nstatic void acpi_processor_idle")
                    .replace("        enter(cx);", "        ways[cx->type](cx);")),
    WRAPPER(
            false,
            (v, t) ->
                    "static void quiet(bool on)\n{\n    if ( on )\n        lapic_timer_off();\n    else\n        lapic_timer_on();\n}\n\n"
                            + t.replace("        lapic_timer_off();", "        quiet(true);")
                                    .replace("        lapic_timer_on();", "        quiet(false);")),
    // Losses of more kinds.
    SLEEPS_TWICE(true, (v, t) -> t.replaceFirst("enter\\(cx\\);\n", "enter(cx); enter(cx);\n")),
    RETURNS_WITH_THE_TIMER_OFF(
            true,
            (v, t) -> t.replace(
                    "lapic_timer_off();",
                    "lapic_timer_off(); if ( power->flags ) { local_irq_enable(); " + v.undo() + " return; }")),
    MACRO_HIDES_STI(
            true,
            (v, t) -> "#define TRACE(x) do { local_irq_enable(); trace(x); local_irq_disable(); } while ( 0 )\n"
                    + t.replace("    if ( cx->type ==", "    TRACE(cx);\n    if ( cx->type ==")),
    GOTO_OVER_THE_LOOK(
            true,
            (v, t) -> t.replace(
                            "    if ( " + v.look(), "    if ( power->flags )\n        goto go;\n    if ( " + v.look())
                    .replace("    if ( cx->type ==", " go:\n    if ( cx->type ==")),
    LOCK_ENABLES_INTERRUPTS(
            true,
            (v, t) -> t.replace(
                    "    if ( cx->type ==",
                    "    write_lock_irq(&some);\n    write_unlock_irq(&some);\n    if ( cx->type ==")),
    OTHER_CPU_BY_POINTER(true, (v, t) -> number(v, t, "unsigned int me = !smp_processor_id(), *p = &me;")),
    GIVES_UP_LOOKING(
            true,
            (v, t) -> t.replace(
                    "    if ( " + v.look() + " )",
                    "    int tries = 0;\n    while ( (" + v.look() + ") && tries < 2 )\n        tries++;\n"
                            + "    if ( tries == 1 )")),
    // Refactorings of more kinds.
    NUMBER_BY_POINTER(false, (v, t) -> number(v, t, "unsigned int me = smp_processor_id(), *p = &me;")),
    CHOSEN_FUNCTION(false, (v, t) -> t.replace("        enter(cx);", "        (power->flags ? enter : &enter)(cx);")),
    ONCE(
            false,
            (v, t) -> t.replace(
                    "    if ( " + v.look() + " )",
                    "    bool stay = true;\n    do {\n        if ( " + v.look()
                            + " )\n            break;\n        stay = false;\n    } while ( 0 );\n    if ( stay )")),
    TRIED_LOCK(
            false,
            (v, t) -> t.replace(
                    "    if ( cx->type ==",
                    "    if ( spin_trylock(&some) )\n        spin_unlock(&some);\n    if ( cx->type =="));

    private static String number(Version version, String text, String declaration) {
        String look = version.look().replace("smp_processor_id()", "*p");
        return text.replace("    if ( " + version.look() + " )", "    " + declaration + "\n    if ( " + look + " )");
    }

    private static String literal(Version version, String text, String parts) {
        String look = version.look().replace("smp_processor_id()", "((struct who){ " + parts + " }).cpu");
        return "struct who\n{\n    unsigned int cpu, pad;\n};\n\n"
                + text.replace("if ( " + version.look() + " )", "if ( " + look + " )");
    }

    private final java.util.function.Predicate<Version> loses;
    private final BiFunction<Version, String, String> change;

    Mutation(boolean loses, BiFunction<Version, String, String> change) {
        this(version -> loses, change);
    }

    Mutation(java.util.function.Predicate<Version> loses, BiFunction<Version, String, String> change) {
        this.loses = loses;
        this.change = change;
    }

    /** The changed handler; the same text where it has nothing to change. */
    String of(Version version) {
        return change.apply(version, version.text());
    }

    /** Whether it loses a wake-up, or leaves something as no handler may. */
    boolean loses(Version version) {
        return loses.test(version);
    }
}
