package icd;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Test of a property. It is called once for each of the seeds from 0 to {@code cases} - 1, with {@link Draws} of that seed
 * as its one argument. The message of a failure begins with the seed: {@code new Draws(seed)} draws the same again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Property.Seeds.class)
@ExtendWith(Property.Seeds.class)
public @interface Property {

    int cases();

    /** Gives the draws of each seed, and names the seed where a test fails. */
    final class Seeds implements ArgumentsProvider, TestExecutionExceptionHandler {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            int cases = context.getRequiredTestMethod()
                    .getAnnotation(Property.class)
                    .cases();
            return LongStream.range(0, cases).mapToObj(Draws::new).map(Arguments::of);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
            throw new AssertionError(context.getDisplayName() + ": " + failure.getMessage(), failure);
        }
    }
}
