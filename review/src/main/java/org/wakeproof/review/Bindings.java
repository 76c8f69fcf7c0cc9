// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Words;

/**
 * The table that says what names in C stand for. A later line about a name takes the place of an earlier one; {@code
 * bindings.txt} beside this class explains the form.
 */
public final class Bindings {
    private static final String BUILT_IN = "bindings.txt";
    private static final String WORD = "[A-Za-z_]\\w*";
    private static final Pattern MACRO = Pattern.compile("macro\\s+(" + WORD + ")([(\\s].*)");

    private final Map<String, BoundCall> calls = new HashMap<>();
    private final Set<String> externals = new LinkedHashSet<>();
    /** Calls that are what the table says also where the file has a function of that name. */
    private final Set<String> overriding = new LinkedHashSet<>();

    private final Map<String, String> notes = new HashMap<>();
    private final Map<String, BoundValue> values = new LinkedHashMap<>();
    private final Map<String, Long> constants = new HashMap<>();
    private final Map<String, BoundCall> instructions = new LinkedHashMap<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<String> loops = new LinkedHashSet<>();
    private final Set<String> defined = new LinkedHashSet<>();
    private final Set<String> undefined = new LinkedHashSet<>();
    private final List<String> handlers = new ArrayList<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private final Set<String> idleWords = new LinkedHashSet<>();
    private final Set<String> states = new LinkedHashSet<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, String> macros = new LinkedHashMap<>();
    private Entry entry = Entry.IRQS_ON;
    private boolean isXen = true;

    private Bindings() {}

    private Bindings(Bindings other) {
        calls.putAll(other.calls);
        externals.addAll(other.externals);
        overriding.addAll(other.overriding);
        notes.putAll(other.notes);
        values.putAll(other.values);
        constants.putAll(other.constants);
        instructions.putAll(other.instructions);
        attributes.addAll(other.attributes);
        loops.addAll(other.loops);
        defined.addAll(other.defined);
        undefined.addAll(other.undefined);
        handlers.addAll(other.handlers);
        pending.addAll(other.pending);
        idleWords.addAll(other.idleWords);
        states.addAll(other.states);
        entries.putAll(other.entries);
        macros.putAll(other.macros);
        entry = other.entry;
        isXen = other.isXen;
    }

    /** The table that comes with the program. */
    public static Bindings builtIn() {
        Bindings bindings = new Bindings();
        bindings.readResource(BUILT_IN);
        return bindings;
    }

    private void readResource(String name) {
        try (InputStream stream = Bindings.class.getResourceAsStream(name)) {
            read(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The systems for which a table comes with the program, behind that of Xen on x86. */
    public static final List<String> SYSTEMS = List.of("xen", "xen-arm", "linux", "freebsd", "illumos", "zephyr");

    /**
     * The table of a system.
     *
     * @throws IllegalArgumentException if there is none of that name; the message says which there are
     */
    public static Bindings of(String system) {
        if (!SYSTEMS.contains(system)) {
            throw new IllegalArgumentException(
                    "--system takes " + String.join(", ", SYSTEMS) + "; not '" + system + "'");
        }
        Bindings bindings = builtIn();
        if (!system.equals("xen")) {
            bindings.readResource("bindings-" + system + ".txt");
        }
        return bindings;
    }

    /**
     * That table with more lines behind it.
     *
     * @throws IllegalArgumentException if a line means nothing; the message says which
     */
    public Bindings and(String name, String text) {
        Bindings both = new Bindings(this);
        both.read(name, text);
        return both;
    }

    private void read(String name, String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String bare = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!bare.isEmpty() && !readLine(bare, line)) {
                throw new IllegalArgumentException(name + ":" + number + ": '" + bare + "' is no binding");
            }
        }
    }

    private boolean readLine(String bare, String line) {
        String[] words = bare.split("\\s+");
        if (words[0].equals("macro")) {
            return readMacro(bare);
        }
        if (words.length == 2) {
            return readWord(words[0], words[1]);
        }
        if (words.length != 3) {
            return false;
        }
        switch (words[0]) {
            case "call", "extern", "instead" -> {
                return readCall(words, line);
            }
            case "entry" -> {
                Entry ofHandler = named(Entry.values(), words[2]);
                entries.put(words[1], ofHandler);
                return ofHandler != null && words[1].matches(WORD);
            }
            case "asm" -> {
                BoundCall call = named(BoundCall.values(), words[2]);
                instructions.put(words[1].replace('_', ' '), call);
                return call != null;
            }
            case "value" -> {
                BoundValue value = named(BoundValue.values(), words[2]);
                values.put(words[1], value);
                return value != null;
            }
            case "constant" -> {
                Literals.number(words[2]).ifPresent(number -> constants.put(words[1], number));
                return Literals.number(words[2]).isPresent();
            }
            default -> {
                return false;
            }
        }
    }

    private boolean readMacro(String bare) {
        Matcher matcher = MACRO.matcher(bare);
        if (!matcher.matches()) {
            return false;
        }
        macros.put(matcher.group(1), matcher.group(2));
        return true;
    }

    private boolean readCall(String[] words, String line) {
        BoundCall call = named(BoundCall.values(), words[2]);
        calls.put(words[1], call);
        externals.remove(words[1]);
        overriding.remove(words[1]);
        macros.remove(words[1]);
        if (words[0].equals("extern")) {
            externals.add(words[1]);
        } else if (words[0].equals("instead")) {
            overriding.add(words[1]);
        }
        note(words[1], line);
        return call != null;
    }

    private void note(String name, String line) {
        notes.remove(name);
        int at = line.indexOf("# assumes ");
        if (at >= 0) {
            notes.put(name, line.substring(at + "# assumes ".length()).strip());
        }
    }

    private boolean readWord(String kind, String word) {
        if (!word.matches(kind.equals("loop") ? WORD + "\\*?" : kind.equals("system") ? "[a-z-]+" : WORD)) {
            return false;
        }
        return switch (kind) {
            case "attribute" -> attributes.add(word) || true;
            case "loop" -> loops.add(word) || true;
            case "defined" -> defined.add(word) | undefined.remove(word) | true;
            case "undefined" -> undefined.add(word) | defined.remove(word) | true;
            case "handler" -> handlers.add(word);
            case "pending" -> pending.add(word) || true;
            case "idle" -> idleWords.add(word) || true;
            case "state" -> states.add(word) || true;
            case "forget" -> forget(word);
            case "system" -> {
                isXen = word.equals("xen");
                yield true;
            }
            case "entry" -> {
                entry = named(Entry.values(), word);
                yield entry != null;
            }
            default -> false;
        };
    }

    /** Takes away all that is known of a name; a line that takes nothing away means nothing. */
    private boolean forget(String name) {
        notes.remove(name);
        externals.remove(name);
        overriding.remove(name);
        return calls.remove(name) != null
                | macros.remove(name) != null
                | values.keySet().removeIf(path -> path.equals(name) || path.matches(".*(->|\\.)" + name))
                | constants.remove(name) != null
                | instructions.remove(name) != null
                | attributes.remove(name)
                | loops.remove(name)
                | handlers.remove(name)
                | defined.remove(name)
                | undefined.remove(name)
                | pending.remove(name)
                | idleWords.remove(name)
                | states.remove(name)
                | entries.remove(name) != null;
    }

    private static <T> T named(T[] all, String name) {
        for (T each : all) {
            if (each.toString().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** What is to be known before a file is parsed. */
    public Words words() {
        Set<String> known = new LinkedHashSet<>(attributes);
        calls.forEach((name, call) -> {
            if (call.isOfPorts()) {
                known.add(name);
            }
        });
        values.keySet().stream().filter(name -> name.matches(WORD)).forEach(known::add);
        return new Words(attributes, loops, defined, undefined, known, macros);
    }

    /** What a call means. */
    public Optional<BoundCall> call(String function) {
        return Optional.ofNullable(calls.get(function));
    }

    /** Whether a function that the file itself defines goes before its binding: unless the machine has what is in it. */
    public boolean isExternal(String function) {
        return externals.contains(function)
                || !overriding.contains(function) && !calls.get(function).isOfPorts();
    }

    /** What is assumed by a binding that is not quite what the function does. */
    public Optional<String> note(String function) {
        return Optional.ofNullable(notes.get(function));
    }

    /** What an instruction of inline assembly means: the first of the table's with which it begins. */
    public Optional<BoundCall> instruction(String text) {
        // The table writes a blank as an underscore.
        String bare = text.replace('_', ' ');
        return instructions.entrySet().stream()
                .filter(each -> bare.equals(each.getKey())
                        || bare.startsWith(each.getKey() + " ")
                        || bare.startsWith(each.getKey() + ","))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether a call of this name is one of a macro, which may take what is no C. */
    public boolean isMacro(String name) {
        return calls.get(name) == BoundCall.NOTHING;
    }

    /** Whether a variable or a field of this name says that this CPU has something to do. */
    public boolean isPending(String name) {
        return pending.contains(name);
    }

    /** Whether what a pointer of this name leads to is 1 as long as this CPU has nothing to do, and 0 from then on. */
    public boolean isIdleWord(String name) {
        return idleWords.contains(name);
    }

    /** Whether a pointer of this name leads to what FreeBSD's monitorbuf says of this CPU. */
    public boolean isIdleState(String name) {
        return states.contains(name);
    }

    /** Whether it is about Xen on x86, so that the questions about Xen's scheduler and its unplugging of CPUs mean something. */
    public boolean isXen() {
        return isXen;
    }

    /** How a handler of this name is called. */
    public Entry entry(String handler) {
        return entries.getOrDefault(handler, entry);
    }

    /** What a variable or a path to memory stands for, by exactly this name. */
    public Optional<BoundValue> value(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** The number that a name stands for. */
    public Optional<Long> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** The names that idle handlers usually have, the likeliest first. */
    public List<String> handlers() {
        return handlers;
    }
}
