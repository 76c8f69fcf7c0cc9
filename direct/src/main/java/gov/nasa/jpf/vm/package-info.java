// SPDX-License-Identifier: GPL-2.0-only
/** Stand-ins for classes of Java PathFinder, which replaces them by name where it runs. */
package gov.nasa.jpf.vm;
