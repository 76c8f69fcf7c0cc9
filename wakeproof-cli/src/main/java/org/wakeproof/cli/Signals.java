// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * While it is open, what ends a program comes here instead: Ctrl-C, SIGTERM and SIGHUP. A signal that whoever started
 * the program has it ignore, as {@code nohup} does, stays ignored.
 *
 * <p>By reflection: {@code sun.misc.Signal} is what every JDK has for this, and javac lets nobody name it without a warning.
 */
final class Signals implements AutoCloseable {
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("INT", "Ctrl-C");
        WORDS.put("TERM", "SIGTERM");
        WORDS.put("HUP", "SIGHUP");
    }

    private final List<Runnable> restoring = new ArrayList<>();

    /**
     * @param came told which came, in words, by a thread of the JVM; each time
     */
    Signals(Consumer<String> came) {
        WORDS.forEach((signal, words) -> take(signal, () -> came.accept(words)));
    }

    private void take(String name, Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Class<?> type = Class.forName("sun.misc.Signal");
            Method handle = type.getMethod("handle", type, handler);
            Object signal = type.getConstructor(String.class).newInstance(name);
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, given) -> {
                        action.run();
                        return null;
                    });
            Object before = handle.invoke(null, signal, ours);
            restoring.add(() -> invoke(handle, signal, before));
        } catch (InvocationTargetException e) {
            // With -Xrs, signals are the user's own affair: the JVM lets nobody have them.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void invoke(Method handle, Object signal, Object handler) {
        try {
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        restoring.forEach(Runnable::run);
    }
}
