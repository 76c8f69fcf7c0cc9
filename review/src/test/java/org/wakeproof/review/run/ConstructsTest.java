// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.review.code.Instruction;

/** Each construct of C by the operations that a function goes through. */
class ConstructsTest {
    private static java.util.Set<String> paths(String body) {
        return OperationPaths.of("void idle(void) {" + body + "}");
    }

    @Test
    void anEarlyReturn() {
        assertThat(paths("local_irq_disable(); if (softirq_pending(0)) { local_irq_enable(); return; } safe_halt();"))
                .containsExactlyInAnyOrder(
                        "irq_disable softirq_pending=0 safe_halt", "irq_disable softirq_pending=1 irq_enable");
    }

    @Test
    void gotoForwardsAndBackwards() {
        assertThat(paths("int n = 0; again: if (n == 2) goto out; mb(); n++; goto again; out: safe_halt();"))
                .containsExactly("fence fence safe_halt");
    }

    @Test
    void aGotoIntoABlock() {
        assertThat(paths("goto in; if (0) { mb(); in: safe_halt(); }")).containsExactly("safe_halt");
    }

    @Test
    void aSwitchFallsThroughAndBreaks() {
        String body = "switch (cx->type) { case 1: mb(); case 2: local_irq_disable(); break; default: safe_halt(); }";
        assertThat(OperationPaths.of("void idle(struct x *cx) {" + body + "}", 1, 2, 3))
                .containsExactlyInAnyOrder("fence irq_disable", "irq_disable", "safe_halt");
    }

    @Test
    void aSwitchOnWhatNobodyKnowsGoesEachWayAndStaysThere() {
        assertThat(
                        paths(
                                "switch (mode) { case 7: local_irq_enable(); break; case 8: safe_halt(); } if (mode == 7) safe_halt();"))
                .containsExactlyInAnyOrder("", "irq_enable safe_halt", "safe_halt");
    }

    @Test
    void aCaseInsideALoopOfTheSwitch() {
        assertThat(paths("int n = 1; switch (n) { case 0: do { mb(); case 1: safe_halt(); } while (n++ < 2); }"))
                .containsExactly("safe_halt fence safe_halt");
    }

    @Test
    void loopsCount() {
        assertThat(paths("for (int i = 0; i < 3; i++) mb();")).containsExactly("fence fence fence");
        assertThat(paths("int i = 2; do { mb(); } while (--i);")).containsExactly("fence fence");
        assertThat(paths("int i = 2; while (i--) { if (i == 1) continue; mb(); break; }"))
                .containsExactly("fence");
    }

    @Test
    void aLoopThatOnlyCountsToWhatNobodyKnowsComesToAnEnd() {
        assertThat(paths("int i; for (i = 0; i < count; i++) sum += i; safe_halt();"))
                .containsExactly("safe_halt");
    }

    @Test
    void aLoopWaitsForSoftirqs() {
        assertThat(paths("while (!softirq_pending(0)) mb();"))
                .contains("softirq_pending=1", "softirq_pending=0 fence softirq_pending=1");
    }

    @Test
    void helpersOfTheFileAreCalledWithTheirOwnVariables() {
        String helpers = "static int twice(int n) { n = n + n; return n; }"
                + "static void sleep(struct x *s) { if (s->type == 3) mb(); safe_halt(); }";
        String body = "int n = 1; if (twice(n) == 2 && n == 1) sleep(cx);";
        assertThat(OperationPaths.of(helpers + "void idle(struct x *cx) {" + body + "}"))
                .containsExactly("fence safe_halt");
    }

    @Test
    void whatAHelperSetsThroughAPointerIsSet() {
        String helper = "static void set(int *p) { *p = 1; }";
        assertThat(OperationPaths.of(helper + "void idle(void) { int n = 0; set(&n); if (n) mb(); }"))
                .containsExactly("fence");
    }

    @Test
    void macrosLeftUnexpandedHaveNoEffect() {
        assertThat(paths("TRACE_2D(TRC_PM_IDLE_ENTRY, cx->idx, t1); for_each_cpu(i, mask) { x(); } safe_halt();"))
                .containsExactly("safe_halt");
    }

    @Test
    void conditionalsOfThePreprocessorBothWaysUnlessTheyAreKnown() {
        String known = "\n#ifdef CONFIG_X86\nmb();\n#else\nsafe_halt();\n#endif\n";
        String unknown = "\n#ifdef CONFIG_ODD\nmb();\n#else\nsafe_halt();\n#endif\n";
        String never = "\n#if 0\nsafe_halt();\n#elif defined(__i386__)\nsafe_halt();\n#else\nmb();\n#endif\n";
        assertThat(paths(known)).containsExactly("fence");
        assertThat(paths(never)).containsExactly("fence");
        assertThat(paths(unknown)).containsExactlyInAnyOrder("fence", "safe_halt");
        assertThat(paths(unknown + unknown)).containsExactlyInAnyOrder("fence fence", "safe_halt safe_halt");
    }

    @Test
    void anOldStyleDefinition() {
        String helper = "static int enter(state, how) int how; struct x *state; { if (how) safe_halt(); }";
        assertThat(OperationPaths.of(helper + "void idle() { enter(0, 1); enter(0, 0); }"))
                .containsExactly("safe_halt");
    }

    @Test
    void conditionsAreEvaluatedFromTheLeftAndOnlyAsFarAsNeeded() {
        assertThat(paths("if (0 && softirq_pending(0)) mb(); if (1 || softirq_pending(0)) safe_halt();"))
                .containsExactly("safe_halt");
        assertThat(paths("int x = softirq_pending(0) ? 1 : 2; if (x == 2) mb();"))
                .containsExactlyInAnyOrder("softirq_pending=0 fence", "softirq_pending=1");
        assertThat(paths("int a, b; a = b = 1, b += 2; if (({ int c = a; c + b; }) == 4) mb();"))
                .containsExactly("fence");
    }

    @Test
    void thePartsOfAnAggregateAreEvaluated() {
        assertThat(paths("struct s t = { .f = do_softirq() }; safe_halt();")).containsExactly("do_softirq safe_halt");
        assertThat(paths("int a[] = { do_softirq() }; safe_halt();")).containsExactly("do_softirq safe_halt");
        assertThat(paths("use((struct s) { do_softirq() }); safe_halt();")).containsExactly("do_softirq safe_halt");
    }

    @Test
    void aStaticVariableIsWhatTheLastCallHasLeft() {
        assertThat(paths("static int called = 0; if (called) mb(); called = 1; safe_halt();"))
                .containsExactlyInAnyOrder("fence safe_halt", "safe_halt");
    }

    @Test
    void theSameConditionIsSupposedOnceUntilItChanges() {
        assertThat(paths("if (p->flag) local_irq_enable(); if (p->flag) safe_halt();"))
                .containsExactlyInAnyOrder("", "irq_enable safe_halt");
        assertThat(paths("if (p->flag) mb(); p = next; if (p->flag) safe_halt();"))
                .containsExactlyInAnyOrder("", "fence", "fence safe_halt", "safe_halt");
        assertThat(paths("if (t1 < t2) local_irq_enable(); if (t1 < t2) safe_halt();"))
                .containsExactlyInAnyOrder("", "irq_enable safe_halt");
        assertThat(paths("if (flag) mb(); barrier(); if (flag) safe_halt();"))
                .containsExactlyInAnyOrder("", "fence", "fence safe_halt", "safe_halt");
        assertThat(paths("if (flag) mb(); if (flag) safe_halt();"))
                .containsExactlyInAnyOrder("", "fence", "fence safe_halt");
    }

    @Test
    void interruptsAreRestoredToWhatTheyWere() {
        assertThat(paths("unsigned long f; local_irq_save(f); local_irq_restore(f);"))
                .containsExactly("irq_save=1 irq_restore(1)");
        assertThat(paths("unsigned long f, g; local_irq_save(f); local_irq_save(g); local_irq_restore(g);"))
                .containsExactly("irq_save=1 irq_save=0 irq_restore(0)");
        assertThat(paths("spin_lock_irqsave(&l, f); spin_unlock_irqrestore(&l, f);"))
                .containsExactly("irq_save=1 spin_lock spin_unlock irq_restore(1)");
    }

    @Test
    void theChosenCStateIsTheOneThatIsSleptIn() {
        String text = "void idle(void) { struct x *cx = pick(); if (cx->type == 1) { safe_halt(); return; }"
                + " __mwait(cx->address, 1); }";
        assertThat(OperationPaths.of(text, 1, 2, 3)).containsExactlyInAnyOrder("safe_halt", "mwait(2)", "mwait(3)");
    }

    @Test
    void anotherStateIsChosenAnew() {
        String text = "void idle(void) { if (cx->type == 2) { cx = power->safe_state; __mwait(cx->address, 1); } }";
        assertThat(OperationPaths.of(text, 1, 2)).containsExactlyInAnyOrder("", "mwait(1)", "mwait(2)");
    }

    @Test
    void inlineAssemblyByItsText() {
        assertThat(paths("asm volatile(\"sti; hlt\" : : : \"memory\"); __asm__(\"cli\");"))
                .containsExactly("safe_halt irq_disable");
        assertThat(paths("asm (\".byte 0xfa\"); asm (\".byte 0xfb, 0xf4\"); __asm__ __volatile__ (\"  STI \" : : );"))
                .containsExactly("irq_disable safe_halt irq_enable");
    }

    @Test
    void commentsOfAssemblyAreNoInstructions() {
        assertThat(paths("asm (\"sti # now; cli\\n# nop\\n hlt /* nop; */\");")).containsExactly("safe_halt");
    }

    @Test
    void aLockThatIsTried() {
        assertThat(paths("if (spin_trylock(&l)) { mb(); spin_unlock(&l); }"))
                .containsExactlyInAnyOrder("spin_trylock=0", "spin_trylock=1 fence spin_unlock");
    }

    @Test
    void locksOfReadersAndWriters() {
        assertThat(paths("write_lock_irq(&l); write_unlock_irq(&l); read_lock_irq(&l); read_unlock_irq(&l);"))
                .containsExactly("spin_lock_irq spin_unlock_irq irq_disable irq_enable");
        assertThat(paths("write_lock_irqsave(&l, f); write_unlock_irqrestore(&l, f);"))
                .containsExactly("irq_save=1 spin_lock spin_unlock irq_restore(1)");
    }

    @Test
    void whatIsNotUnderstoodIsNamedAndPassedOver() {
        assertUnsupported("void *p = &&out; goto *p; out: safe_halt();", "goto");
        assertUnsupported("goto nowhere; safe_halt();", "goto nowhere, a label that is missing");
        assertUnsupported("if (x > ) { mb(); } safe_halt();", "syntax that was not understood");
        assertUnsupported("softirq_pending(0) = 0;", "write to softirq_pending");
        assertUnsupported("break; safe_halt();", "break; outside of a loop");
        assertUnsupported("idle();", "recursion: idle()");
    }

    private static void assertUnsupported(String body, String what) {
        Analysis analysis = Analysis.of(OperationPaths.lower("void idle(void)\n{\n" + body + "\n}"), true);
        assertThat(analysis.unsupported()).isNotEmpty().anySatisfy(unsupported -> {
            assertThat(unsupported.what()).contains(what);
            assertThat(unsupported.place().line()).isBetween(1, 4);
        });
    }

    @Test
    void aLoopWithoutAnyOperationIsSeen() {
        assertThat(Analysis.of(OperationPaths.lower("void idle(void) { for (;;) ; }"), true)
                        .goesRound())
                .isTrue();
    }

    @Test
    void onlyConditionsThatMatterAreFree() {
        Analysis analysis = Analysis.of(
                OperationPaths.lower(
                        "void idle(void) { if (trace_on) t1 = 5; if (deep) safe_halt(); else mb(); if (t2) t3 = 1; }"),
                true);
        assertThat(analysis.freeConditions()).containsExactly("deep (line 1)");
    }

    @Test
    void placesNameTheWholeChain() {
        assertThat(OperationPaths.lower("static void enter(void)\n{\nsafe_halt();\n}\nvoid idle(void)\n{\nenter();\n}")
                        .instructions())
                .filteredOn(Instruction.Perform.class::isInstance)
                .extracting(instruction -> instruction.place().chain())
                .containsExactly("idle:7 > enter:3");
    }
}
