// SPDX-License-Identifier: GPL-2.0-only
/** What decides properties of more than one state: regions that a fair run can stay in, ways back, and how a finding is told. */
package org.wakeproof.explorer.property;
