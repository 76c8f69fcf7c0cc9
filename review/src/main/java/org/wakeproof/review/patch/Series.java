// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that one or more patches, one after the other, do to one file, which they may rename on the way. */
public final class Series {
    private final String name;
    private final List<FilePatch> patches;

    private Series(String name, List<FilePatch> patches) {
        this.name = name;
        this.patches = patches;
    }

    /**
     * Reads patches.
     *
     * @param name as messages are to call them
     * @throws IllegalArgumentException if there is no diff, or one that cannot be read; the message says so in one line
     */
    public static Series parse(String name, String text) {
        return new Series(name, PatchFile.parse(name, text));
    }

    /**
     * The file behind all of them.
     *
     * @param file its path as the user gives it
     * @throws IllegalArgumentException if they do not touch it, or do not apply; the message says so in one line
     */
    public String apply(String file, String text) {
        String path = first(file);
        String patched = text;
        for (FilePatch patch : patches) {
            if (path.equals(patch.oldPath()) || patch.oldPath() == null && path.equals(patch.newPath())) {
                patched = patch.apply(patched);
                path = patch.newPath();
            }
        }
        return patched;
    }

    /** What the first of them that touches the file calls it. */
    private String first(String file) {
        TreeSet<String> names = names(path -> isTail(path, file));
        if (names.isEmpty()) {
            names = names(path -> isSame(path, file));
        }
        TreeSet<String> found = names;
        // What a patch of the series has renamed a file to is the same file.
        patches.stream()
                .filter(patch -> patch.oldPath() != null && patch.newPath() != null)
                .filter(patch -> !patch.oldPath().equals(patch.newPath()) && found.contains(patch.oldPath()))
                .forEach(patch -> found.remove(patch.newPath()));
        if (names.size() > 1) {
            throw new IllegalArgumentException(
                    name + " touches " + String.join(" and ", names) + ": which of them is " + file + "?");
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(name + " does not touch " + file + "; it touches "
                    + patches.stream().map(FilePatch::path).distinct().collect(Collectors.joining(", ")));
        }
        return names.first();
    }

    private TreeSet<String> names(Predicate<String> isIt) {
        return patches.stream()
                .map(patch -> patch.oldPath() == null ? patch.newPath() : patch.oldPath())
                .filter(isIt)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTail(String path, String file) {
        List<String> ofPatch = segments(path);
        List<String> ofFile = segments(file);
        int common = Math.min(ofPatch.size(), ofFile.size());
        return tail(ofPatch, common).equals(tail(ofFile, common));
    }

    /** Whether a path of a patch may be that of a file: as far as both say in which directories they are. */
    static boolean isSame(String path, String file) {
        List<String> ofPatch = segments(path);
        List<String> ofFile = segments(file);
        if (!last(ofPatch).equals(last(ofFile))) {
            return false;
        }
        if (isTail(path, file)) {
            return true;
        }
        // A copy somewhere else is told by its name alone; one in a tree that has the patch's directories is not.
        return ofPatch.size() > 1 && !ofFile.contains(ofPatch.get(0));
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("[/\\\\]"))
                .filter(each -> !each.isEmpty() && !each.equals(".") && !each.equals(".."))
                .toList();
    }

    private static String last(List<String> segments) {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    private static List<String> tail(List<String> segments, int count) {
        return segments.subList(segments.size() - count, segments.size());
    }
}
