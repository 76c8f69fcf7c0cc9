/* SPDX-License-Identifier: GPL-2.0-only */
/* Runs each handler with each pending word below 2048, in a process of its own, and prints in which of them it sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 2048, SECONDS = 2 };

struct { unsigned int softirq_pending; } irq_stat[1];
extern void (*const handlers[])(void);
extern const int count;
static int sleeps;

void local_irq_disable(void) {}
void local_irq_enable(void) {}
void safe_halt(void) { sleeps = 1; }

static void run(void (*handler)(void), int out)
{
    char table[WORDS];

    alarm(SECONDS);
    for ( int word = 0; word < WORDS; word++ )
    {
        irq_stat[0].softirq_pending = word;
        sleeps = 0;
        handler();
        table[word] = '0' + sleeps;
    }
    _exit(write(out, table, WORDS) != WORDS);
}

int main(void)
{
    for ( int which = 0; which < count; which++ )
    {
        char table[WORDS + 1] = "";
        int ends[2], status = 1;
        pid_t child;

        if ( pipe(ends) || (child = fork()) < 0 )
            return 1;
        if ( !child )
            run(handlers[which], ends[1]);
        close(ends[1]);
        waitpid(child, &status, 0);
        puts(status == 0 && read(ends[0], table, WORDS) == WORDS ? table : "undefined");
        close(ends[0]);
    }
    return 0;
}
