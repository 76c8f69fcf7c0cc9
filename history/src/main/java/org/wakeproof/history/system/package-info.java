// SPDX-License-Identifier: GPL-2.0-only
/**
 * Systems of a few words and one or two procedures: bugs of Xen whose code is older or newer than the ports. As is, each
 * has the fix; {@code --change} puts the bug back.
 */
package org.wakeproof.history.system;
