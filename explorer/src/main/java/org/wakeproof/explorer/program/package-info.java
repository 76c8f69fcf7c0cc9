// SPDX-License-Identifier: GPL-2.0-only
/** What the ports' code is compiled into by replaying it: frames, activations, and the operations between them. */
package org.wakeproof.explorer.program;
