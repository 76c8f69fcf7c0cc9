// SPDX-License-Identifier: GPL-2.0-only
/** Patches as git and mails hold them. */
package org.wakeproof.review.patch;
