// SPDX-License-Identifier: GPL-2.0-only
/** A Windows guest on KVM that keeps a disk busy: a vCPU's thread and its exits, QEMU's main loop, a ring, and a disk. */
package org.wakeproof.timed.windows;
