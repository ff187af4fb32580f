package icd.describe;

import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Makes records from the arguments of their kinds, and takes records apart into arguments again. */
final class RecordValues {

    private RecordValues() {}

    /**
     * The names, accessors and constructor of a record type, looked up once: a recipe makes the same kinds for every
     * trial.
     */
    private record Shape(List<String> names, List<Method> accessors, Constructor<?> constructor) {

        private static final ClassValue<Shape> OF = new ClassValue<>() {
            @Override
            protected Shape computeValue(Class<?> type) {
                RecordComponent[] components = type.getRecordComponents();
                try {
                    Constructor<?> constructor = type.getDeclaredConstructor(
                            Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                    constructor.setAccessible(true);
                    return new Shape(
                            Stream.of(components).map(RecordComponent::getName).toList(),
                            Stream.of(components)
                                    .map(RecordComponent::getAccessor)
                                    .toList(),
                            constructor);
                } catch (NoSuchMethodException e) {
                    throw new IllegalStateException(type + " must be a record", e);
                }
            }
        };

        /** Returns the value of a component of a record. */
        Object get(Object value, int component) {
            return call(accessors.get(component), value);
        }
    }

    static Object make(Kind kind, Map<String, Object> arguments, Map<String, Object> surroundings) {
        Map<String, Parameter> parameters = byComponent(kind);
        Shape shape = Shape.OF.get(kind.type());
        Object[] values = new Object[shape.names().size()];
        for (int i = 0; i < values.length; i++) {
            String name = shape.names().get(i);
            Parameter parameter = parameters.get(name);
            Optional<Kind.Inside> inside = inside(kind, name);
            if (inside.isPresent()) {
                values[i] = make(inside.get().kind(), arguments, surroundings);
            } else if (parameter == null) {
                values[i] = surroundings.get(name);
            } else {
                Object argument = arguments.get(parameter.name());
                values[i] = parameter.optional() ? Optional.ofNullable(argument) : argument;
            }
            if (values[i] == null) {
                throw new IllegalArgumentException(kind.name() + ": " + name + " must be given, got nothing");
            }
        }
        try {
            return shape.constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw rethrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + kind.type() + " must take " + Arrays.toString(values), e);
        }
    }

    private static Optional<Kind.Inside> inside(Kind kind, String component) {
        return kind.inside().filter(inside -> inside.component().equals(component));
    }

    static Object component(Object value, String name) {
        Shape shape = Shape.OF.get(value.getClass());
        return shape.get(value, shape.names().indexOf(name));
    }

    static SequencedMap<String, Object> arguments(Kind kind, Object value) {
        Map<String, Parameter> parameters = byComponent(kind);
        Shape shape = Shape.OF.get(kind.type());
        SequencedMap<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < shape.names().size(); i++) {
            String component = shape.names().get(i);
            Optional<Kind.Inside> inside = inside(kind, component);
            if (inside.isPresent()) {
                arguments.putAll(arguments(inside.get().kind(), shape.get(value, i)));
                continue;
            }
            Parameter parameter = parameters.get(component);
            if (parameter != null) {
                Object argument = shape.get(value, i);
                if (!parameter.optional()) {
                    arguments.put(parameter.name(), argument);
                } else if (argument instanceof Optional<?> some && some.isPresent()) {
                    arguments.put(parameter.name(), some.get());
                }
            }
        }
        return arguments;
    }

    /** Returns the values of components that are no parameters. */
    static Map<String, Object> surroundings(Kind kind, Object value) {
        Map<String, Parameter> parameters = byComponent(kind);
        Shape shape = Shape.OF.get(kind.type());
        Map<String, Object> surroundings = new LinkedHashMap<>();
        for (int i = 0; i < shape.names().size(); i++) {
            String component = shape.names().get(i);
            if (!parameters.containsKey(component) && inside(kind, component).isEmpty()) {
                surroundings.put(component, shape.get(value, i));
            }
        }
        return surroundings;
    }

    private static Map<String, Parameter> byComponent(Kind kind) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        kind.parameters().values().forEach(parameter -> parameters.put(parameter.component(), parameter));
        return parameters;
    }

    static Object call(Method method, Object target, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw rethrown(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " must be accessible", e);
        }
    }

    private static RuntimeException rethrown(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        } else if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }
}
