package icd.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.describe.Schema.Brief;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Real;
import icd.task.Noise;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kinds are made from arguments, give them back, and say what they refuse. */
class KindsTest {

    /** A shape of a user's own. */
    @Describe("shapes")
    @KnownKinds({Disc.class, Box.class})
    interface Shape {}

    @Describe("a disc")
    record Disc(
            @Describe(value = "its radius", above = 0, byDefault = "1")
            double radius) implements Shape {}

    @Describe(value = "a box", key = "cuboid")
    record Box(
            int n,

            @Describe(value = "lengths of its sides", above = 0, alias = "side", orOne = true)
            List<Double> sides,

            @Describe("what it is called") Optional<String> label)
            implements Shape {
        Box {
            if (sides.size() > n) {
                throw new RefusedException("Box", "sides", "be at most n = " + n, sides.size());
            }
        }
    }

    record Undescribed(double x) {}

    @Test
    void aKindIsMadeAndGivesItsArgumentsBack() {
        Family shapes = Kinds.family(Shape.class);
        assertThat(shapes.kinds().keySet()).containsExactly("disc", "cuboid");
        Kind box = shapes.named("cuboid");
        assertThat(box.names()).containsExactly("sides", "side", "label");
        Map<String, Object> arguments = Map.of("sides", List.of(1.0, 2.0));
        Object made = box.make(arguments, Map.of("n", 3));
        assertThat(made).isEqualTo(new Box(3, List.of(1.0, 2.0), Optional.empty()));
        assertThat(box.arguments(made)).isEqualTo(arguments);
        assertThat(box.with(made, "sides", 4.0)).isEqualTo(new Box(3, List.of(4.0), Optional.empty()));
        assertThat(shapes.of(made)).contains(box);
        assertThat(shapes.of("a text")).isEmpty();
    }

    @Test
    void whatTheRecordRefusesNamesItsParameter() {
        Kind box = Kinds.of(Box.class);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> box.make(Map.of("sides", List.of(1.0, 2.0)), Map.of("n", 1)))
                .withMessage("Box: sides must be at most n = 1, got 2")
                .satisfies(refused -> assertThat(refused.parameter()).isEqualTo("sides"))
                .satisfies(refused -> assertThat(refused.complaint()).isEqualTo("must be at most n = 1, got 2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box.make(Map.of("sides", List.of(1.0)), Map.of()))
                .withMessage("cuboid: n must be given, got nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kinds.of(Undescribed.class))
                .withMessageContaining("must be annotated with @Describe");
    }

    @Test
    void isotropicNoiseIsANumber() {
        Kind subspaces = Kinds.family(Task.class).named("subspaces");
        Brief noise = (Brief) subspaces.parameter("noise").schema();
        assertThat(noise.give().apply(Noise.isotropic(0.5))).contains(0.5);
        assertThat(noise.give().apply(Noise.orthogonal(0.5))).isEmpty();
        assertThat(noise.make().apply(0.5)).isEqualTo(Noise.isotropic(0.5));
        assertThat(subspaces.parameter("noise_variance").schema("noise_variance"))
                .isInstanceOf(Real.class);
        assertThat(subspaces.with(new Subspaces(16, 8), "d", 4)).isEqualTo(new Subspaces(16, 4));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Kinds.of(Spheres.class).with(new Spheres(16, 8), "d", 16))
                .withMessageContaining("16 where n is 16");
    }
}
