// SPDX-License-Identifier: GPL-2.0-only
/** Stand-ins for annotations of Java PathFinder, which it knows by name. */
package gov.nasa.jpf.annotation;
